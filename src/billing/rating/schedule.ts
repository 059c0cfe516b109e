/**
 * Fee schedule: what a transmission will cost, before it is played (Bi).
 *
 *     full play of the timeline --rate--> the lines a viewer sees to choose by
 *
 * An estimate is the rating of a full play, by the same function that rates what was played, so that
 * the two cannot differ.
 * Law (test/billing/rating/schedule.test.ts): the estimate is what a full play costs, in however many
 * pieces its usage arrives (I27).
 */
import { rate } from './rating.ts';
import type { Tariff } from './tariff.ts';
import { type Timeline, ticksToUs } from './timeline.ts';
import type { RatedSession, SessionUsage, ViewingFacts } from './usage.ts';

/**
 * Everything played once, without a pause, every commercial answered in time, no survey taken.
 *
 * @throws {RatingFault} when ticks are frames and nothing is known about their length
 */
export function fullPlay(timeline: Timeline): SessionUsage {
  const { elements } = timeline;
  const commercials = elements.flatMap(({ kind, part }) => (kind === 'subsidy' ? [part] : []));
  return {
    records: elements.map(({ id, startTick, endTick }) => ({
      element: id,
      mode: 'first',
      ticks: endTick - startTick,
      atUs: ticksToUs(timeline, startTick),
    })),
    pauses: [],
    answered: [...new Set(commercials)],
    participated: [],
  };
}

/**
 * What a full play would cost under these circumstances (I27).
 *
 * @throws {RatingFault} when tariff and timeline do not fit each other
 */
export function estimate(tariff: Tariff, timeline: Timeline, facts: ViewingFacts): RatedSession {
  return rate(tariff, timeline, fullPlay(timeline), facts);
}
