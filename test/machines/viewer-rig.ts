/**
 * Viewer rig: the viewing machine in each of its first states, and what it has reported.
 */
import { expect } from 'vitest';
import type { DeliveryChoice } from '../../src/machines/viewing/context.ts';
import { viewingMachine } from '../../src/machines/viewing/machine.ts';
import type { DeliveryQuote } from '../../src/machines/viewing-protocol.ts';
import { SECOND_US } from '../billing/rating/worked-terms.ts';
import { ofType, type Rig, rig } from './rig.ts';
import { FILM, note, SESSION, TARIFF } from './viewing-rig.ts';

export const MINUTE_MS = 60_000;
const BY_NAME: DeliveryChoice = { by: 'name', delivery: 'with' };
export const quote = (delivery: string, netMinor: number): DeliveryQuote => ({
  delivery,
  title: delivery,
  commercials: 1,
  chargesMinor: netMinor,
  creditsMinor: 0,
  discountsMinor: 0,
  netMinor,
});
export const OFFERED = note('schedule.offered', {
  quotes: [quote('without', 90), quote('with', 80)],
});
export const started = (film = FILM) =>
  note('viewing.started', {
    delivery: 'with',
    timeline: film,
    trickPlay: { ...TARIFF.trickPlay, forward: 'outside-subsidy' },
    responseWindowUs: 30 * SECOND_US,
  });

export function asked(choice = BY_NAME): Rig {
  const made = rig(viewingMachine, {
    client: 'client/alice',
    session: SESSION,
    transmission: 'film',
    choice,
  });
  made.take({ type: 'user.play' });
  return made;
}
export function starting(): Rig {
  const made = asked();
  made.take(OFFERED);
  return made;
}
export function playing(film = FILM): Rig {
  const made = starting();
  made.take(started(film));
  return made;
}
export const reports = ({ said }: Rig) => ofType(said, 'usage.report');
/** Everything that was reported, and that it is numbered without gaps. */
export function reported(made: Rig) {
  const all = reports(made);
  expect(all.map(({ report }) => report)).toEqual(all.map((_, index) => index + 1));
  return {
    segments: all.flatMap(({ segments }) => segments),
    pauses: all.flatMap(({ pauses }) => pauses),
    responses: all.flatMap(({ responses }) => responses),
    participated: all.flatMap(({ participated }) => participated),
  };
}
