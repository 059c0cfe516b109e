/**
 * Build session: one session of a case, everything it names resolved.
 *
 * What a session does not say is as in its case.
 */
import type { Tariff } from '../../billing/rating/tariff.ts';
import type { Timeline } from '../../billing/rating/timeline.ts';
import { tariffOf } from '../scenario/build-tariffs.ts';
import { frameRateOf, timelineFrom, timelineOf } from '../scenario/build-timelines.ts';
import { castOfTimelines } from '../scenario/build-usage-fee.ts';
import type { FeeReader } from '../scenario/fee-reading.ts';
import type { Reading } from '../scenario/reading.ts';
import { factsOf, hasHours, type Won } from './build-facts.ts';
import { playedOf } from './build-played.ts';
import type { RateSession } from './model.ts';

/** What the sessions of a file are read with. */
export interface FileContext {
  readonly currency: string;
  readonly fees: FeeReader;
  readonly timelines: ReadonlyMap<string, Timeline>;
  readonly tariffs: ReadonlyMap<string, Tariff>;
}

/** What a session takes from its case. */
export interface CaseContext extends FileContext {
  readonly rateCase: Reading;
  /** The sessions before it, in order. */
  readonly before: readonly RateSession[];
  readonly won: Won | null;
}

/** The session; null, with the problems, when there is nothing to rate. */
export function sessionOf(id: string, reading: Reading, context: CaseContext): RateSession | null {
  const at = (key: string) => {
    const own = reading.at(key);
    return own.isThere ? own : context.rateCase.at(key);
  };
  const timeline = timelineIn(at, reading, context);
  const tariff = tariffIn(at('tariff'), timeline, context);
  if (timeline === null) return null;
  const ownPlay = reading.at('events').isThere || reading.at('usage').isThere;
  const play = ownPlay ? reading : context.rateCase;
  const played = playedOf(
    {
      at: reading,
      events: play.at('events'),
      usage: play.at('usage'),
      pauses: at('pauses'),
      answered: at('answered'),
      surveys: at('surveys'),
    },
    timeline,
    tariff,
  );
  if (tariff === null) return null;
  const facts = factsOf(timeline, {
    own: reading.at('facts'),
    ofCase: context.rateCase.at('facts'),
    before: context.before.map((session) => session.facts.transmission),
    won: context.won,
    fees: context.fees,
  });
  if (hasHours(tariff) && !at('facts').at('started').isThere) {
    const found = 'no time of selection, which the tariff makes a difference by';
    reading.fail({ found, expected: 'facts: { started: "2000-01-01T00:30" }' });
  }
  return { id, tariff, timeline, facts, played };
}

function timelineIn(
  at: (key: string) => Reading,
  reading: Reading,
  { timelines, fees, rateCase }: CaseContext,
): Timeline | null {
  const written = at('timeline');
  const ownId = rateCase.at('id').text() ?? 'timeline';
  const [cast, rights] = [at('cast'), at('rights')];
  if (!written.isThere) {
    const expected = 'the key "timeline" (the name of a timeline, or a list of elements)';
    reading.at('timeline').fail({ found: 'nothing', expected });
    return null;
  }
  const items = written.items();
  if (items.length > 0) {
    const isFrames = items[0]?.at('unit').text() === 'frame';
    const framesPerSecond = frameRateOf(at('frames-per-second'));
    const clock = { tick: isFrames ? ('frame' as const) : ('us' as const), framesPerSecond };
    return timelineFrom({ id: ownId, at: written, elements: written, rights, cast, clock }, fees);
  }
  if (written.isMapping) return timelineOf(ownId, written, fees, cast.isThere ? cast : null);
  for (const one of [cast, rights, at('frames-per-second')]) {
    if (one.isThere)
      one.fail({ expected: 'none beside the name of a timeline, which has its own' });
  }
  const name = written.reference('a timeline', [...timelines.keys()]);
  return name === null ? null : (timelines.get(name) ?? null);
}

function tariffIn(
  written: Reading,
  timeline: Timeline | null,
  { tariffs, currency, rateCase }: CaseContext,
): Tariff | null {
  if (!written.isThere) {
    const expected = 'the key "tariff" (the name of a tariff, or a tariff)';
    rateCase.at('tariff').fail({ found: 'nothing', expected });
    return null;
  }
  if (written.isMapping) {
    const cast = timeline === null ? null : castOfTimelines([timeline]);
    const title = rateCase.at('id').text() ?? 'tariff';
    return tariffOf(title, written, { currency, cast, transmissions: null, kinds: null });
  }
  const name = written.reference('a tariff', [...tariffs.keys()]);
  return name === null ? null : (tariffs.get(name) ?? null);
}
