/**
 * Client rig: alice's client system in each of its states, and what she and the network tell it.
 */
import type { ClientContext } from '../../src/machines/client/context.ts';
import { clientMachine } from '../../src/machines/client/machine.ts';
import { deviceKey, mintToken } from '../../src/machines/token.ts';
import { letter, type Rig, reply, rig } from './rig.ts';

export const PATIENCE_MS = 120_000;
const KEY = deviceKey('master', 'alice');
export const SELECT = { type: 'user.select', transmission: 'cup-final', feature: 'surround' };
export const SELECT_SPEED = { type: 'user.select', transmission: 'cup-final', feature: 'speed' };
export const OFFERED = letter('options.offered', {
  requestId: 'alice:options:cup-final',
  conversation: 'alice-options',
  options: [{ transmission: 'cup-final', feature: 'surround', source: 'near', priceMinor: 399 }],
});
export const accepted = (order = 'alice-1') => reply('order.accepted', 'order.place', order);
export const CANCELLED = reply('order.cancelled', 'order.cancel');
export const CANCEL_REFUSED = reply('order.cancel-refused', 'order.cancel', 'alice-1', {
  reason: 'already received',
});
export const modified = (order = 'alice-1', provision = `${order}#1`) =>
  letter('transmission.modified', {
    conversation: order,
    requestId: `${provision}:transmission.modified`,
    from: 'source/near',
    transmission: 'cup-final',
    feature: 'surround',
    provision,
  });
export const acknowledged = (accepted: boolean, provision = 'alice-1#1') =>
  letter('receipt.acknowledged', { requestId: `${provision}:feature.received`, accepted });
export const voided = (order = 'alice-1') =>
  letter('order.voided', { conversation: order, reason: 'why' });
export function token(feature = 'surround', nonce = 'alice-1#1') {
  const claims = { source: 'near', client: 'alice', transmission: 'cup-final', nonce };
  const minted = mintToken({ ...claims, feature, notBeforeUs: 0, notAfterUs: 300_000_000 }, KEY);
  const wanted = { transmission: 'cup-final', feature: 'surround', source: 'source/near' };
  return letter('token.deliver', { ...wanted, provision: 'alice-1#1', token: minted, atUs: 5 });
}

export function client(): Rig {
  return rig(clientMachine, {
    client: 'client/alice',
    name: 'alice',
    receives: ['near', 'far'],
    keys: { 'source/near': KEY },
    accessRates: { speed: 20_000_000, turbo: 50_000_000 },
    patienceMs: PATIENCE_MS,
  });
}
export function told(...events: readonly { readonly type: string }[]): Rig {
  const made = client();
  for (const event of events) made.take(event);
  return made;
}
export const browsing = () => told(SELECT);
export const ordering = () => told(SELECT, OFFERED);
export const awaiting = () => told(SELECT, OFFERED, accepted());
export const confirming = () => told(SELECT, OFFERED, accepted(), modified());
export const showing = () => told(SELECT, OFFERED, accepted(), modified(), acknowledged(true));
export const shown = ({ run }: Rig) =>
  (run.context as ClientContext).display.map(({ order }) => order);
/** Has the client order, receive and show a feature once more. */
export function showMore(made: Rig, event: typeof SELECT, order: string): void {
  made.take(event);
  made.take(accepted(order));
  made.take(modified(order));
  made.take(acknowledged(true, `${order}#1`));
}
