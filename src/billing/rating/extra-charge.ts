/**
 * Extra charge: what reviewing and pausing cost (Be, Bf).
 *
 *     interval-1   110 s played again x 1/20         at the review rate only (A8)
 *     pause        465 s of standing still x 1/60    all pauses of the session in one line
 *
 * Neither is programming: premiums and discounts are not based on them (A4, A6). A commercial seen
 * again is neither charged nor credited.
 * Tests: test/billing/rating/extra-charge.test.ts.
 */
import { linePlaces } from './element-charge.ts';
import { pauseQuantity, quantityOf, requireRatio } from './quantity.ts';
import { ratedLine } from './rated-line.ts';
import type { Tally } from './tally.ts';
import type { Tariff } from './tariff.ts';
import type { Timeline } from './timeline.ts';
import type { RatedLine, SessionUsage } from './usage.ts';

/**
 * What was played again, by line and in timeline order; none when the tariff does not charge it.
 *
 * @throws {RatingFault} when the rate is no number, or its unit needs frames per second
 */
export function reviewLines(
  { id, review }: Tariff,
  timeline: Timeline,
  { reviewTicks }: Tally,
): readonly RatedLine[] {
  if (review === null) return [];
  const rate = requireRatio(review.rate, `the review fee of tariff ${id}`);
  const firsts = linePlaces(timeline);
  const ticksByPlace = new Map<number, number>();
  for (const [place, { kind }] of timeline.elements.entries()) {
    const ticks = reviewTicks[place] ?? 0;
    if (kind !== 'programme' || ticks === 0) continue;
    const first = firsts[place] ?? place;
    ticksByPlace.set(first, ticks + (ticksByPlace.get(first) ?? 0));
  }
  const inOrder = [...ticksByPlace].sort(([a], [b]) => a - b);
  return inOrder.map(([place, ticks]) =>
    ratedLine({
      element: timeline.elements[place]?.line ?? '',
      mode: 'review',
      label: '',
      quantity: quantityOf(timeline, ticks, review.unit),
      unit: review.unit,
      rate,
    }),
  );
}

/**
 * All pauses in one line; none when there was no standing still or the tariff does not charge it.
 *
 * @throws {RatingFault} when the rate is no number, or its unit needs frames per second
 */
export function pauseLines(
  { id, pause }: Tariff,
  timeline: Timeline,
  { pauses }: SessionUsage,
): readonly RatedLine[] {
  const lengthUs = pauses.reduce((sum, pause) => sum + pause.lengthUs, 0);
  if (pause === null || lengthUs === 0) return [];
  return [
    ratedLine({
      element: 'pause',
      mode: 'pause',
      label: '',
      quantity: pauseQuantity(timeline, lengthUs, pause.unit),
      unit: pause.unit,
      rate: requireRatio(pause.rate, `the pause fee of tariff ${id}`),
    }),
  ];
}
