/**
 * Structure of the machines: what a compiler does not see in an XState machine.
 *
 * Unknown events are ignored silently and an unreachable state is no error, so both are looked for.
 */

import { describe, expect, test } from 'vitest';
import { type AnyStateMachine, type AnyStateNode, setup } from 'xstate';
import { accountMachine } from '../../src/machines/account/machine.ts';
import { accountingSystemMachine } from '../../src/machines/accounting-system.ts';
import { auctionMachine } from '../../src/machines/auction.ts';
import { billingProcessorMachine } from '../../src/machines/billing-processor.ts';
import { chargeMachine } from '../../src/machines/charge/machine.ts';
import { clientMachine } from '../../src/machines/client/machine.ts';
import { creditAccountMachine } from '../../src/machines/credit-account.ts';
import { creditIssuerMachine } from '../../src/machines/credit-issuer.ts';
import { interfaceServerMachine } from '../../src/machines/interface-server.ts';
import { lineMachine } from '../../src/machines/line.ts';
import { isMessageType, MESSAGE_LAWS } from '../../src/machines/message-table.ts';
import { meteringMachine } from '../../src/machines/metering/machine.ts';
import { orderMachine } from '../../src/machines/order/machine.ts';
import { processingServerMachine } from '../../src/machines/processing-server.ts';
import { ratingMachine } from '../../src/machines/rating-session/machine.ts';
import { royaltiesMachine } from '../../src/machines/royalties.ts';
import { settlementMachine } from '../../src/machines/settlement.ts';
import { sourceMachine } from '../../src/machines/source/machine.ts';
import { subscriberDatabaseMachine } from '../../src/machines/subscriber-database.ts';
import { viewingMachine } from '../../src/machines/viewing/machine.ts';

const MACHINES: readonly AnyStateMachine[] = [
  accountMachine,
  accountingSystemMachine,
  auctionMachine,
  billingProcessorMachine,
  chargeMachine,
  clientMachine,
  creditAccountMachine,
  creditIssuerMachine,
  interfaceServerMachine,
  lineMachine,
  meteringMachine,
  orderMachine,
  processingServerMachine,
  ratingMachine,
  royaltiesMachine,
  settlementMachine,
  sourceMachine,
  subscriberDatabaseMachine,
  viewingMachine,
];
/** What machines hear that is no message. */
const OTHER_EVENTS = new Set([
  'request.failed',
  'user.select',
  'user.browse',
  'user.interact',
  'user.cancel',
  'user.switch-off',
  'user.switch-on',
  'user.play',
  'user.pause',
  'user.resume',
  'user.seek',
  'user.stop',
  'user.respond',
  'user.take-part',
  'user.commit',
  'user.bid',
  'source.fail',
  'source.recover',
  'line.lift',
  'line.used',
]);

describe.each(MACHINES.map((machine) => [machine.id, machine] as const))('%s', (_, machine) => {
  test('every state can be reached from the initial one', () => {
    expect(unreached(machine)).toEqual([]);
  });

  test('every event it listens for is a message of the protocol or a known event', () => {
    const strange = eventsOf(machine).filter(
      (type) => !isMessageType(type) && !OTHER_EVENTS.has(type),
    );
    expect(strange).toEqual([]);
  });
});

test('every request and every notice is listened for by some machine', () => {
  const heard = new Set(MACHINES.flatMap(eventsOf));
  const unheard = Object.entries(MESSAGE_LAWS).filter(
    ([type, { role }]) => role !== 'reply' && !heard.has(type),
  );
  expect(unheard).toEqual([]);
});

test('the check of reachability finds a state that nothing leads to', () => {
  const withIsland = setup({}).createMachine({
    id: 'map',
    initial: 'shore',
    states: { shore: { on: { sail: 'sea' } }, sea: {}, island: { on: { swim: 'sea' } } },
  });
  expect(unreached(withIsland)).toEqual(['map.island']);
});

function eventsOf(machine: AnyStateMachine): readonly string[] {
  return machine.events.filter((type) => type !== '' && !type.startsWith('xstate.'));
}

/** The ids of the states that no sequence of transitions enters, guards taken as always true. */
function unreached(machine: AnyStateMachine): readonly string[] {
  const reached = new Set<AnyStateNode>();
  const enter = (node: AnyStateNode): void => {
    if (reached.has(node)) return;
    reached.add(node);
    if (node.parent !== undefined) enter(node.parent);
    if (node.type === 'parallel') for (const child of Object.values(node.states)) enter(child);
    if (node.type === 'compound') for (const child of node.initial.target) enter(child);
    const leaving = [...node.transitions.values(), node.always ?? []].flat();
    for (const { target = [] } of leaving) for (const next of target) enter(next);
  };
  enter(machine.root);
  return nodesUnder(machine.root)
    .filter((node) => !reached.has(node))
    .map(({ id }) => id);
}

function nodesUnder(node: AnyStateNode): readonly AnyStateNode[] {
  return [node, ...Object.values(node.states).flatMap(nodesUnder)];
}
