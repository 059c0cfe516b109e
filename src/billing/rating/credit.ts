/**
 * Credit: what watching commercials and taking part in surveys and promotions earns (Ba, Bb, Bc, B8).
 *
 *     first-negative-fee   1 commercial x -5        for each commercial begun
 *     c-scene-1            20 s x -1/10             for what was watched of it, pro rata (Bn, Bo)
 *
 * A commercial that needs a response earns nothing at all without one, not even the first fee
 * (A10, Bp). Watched again, it earns nothing again (A9).
 * Tests: test/billing/rating/credit.test.ts.
 */
import { ratio } from '../ratio.ts';
import { agreedPrice, agreedRate } from './agreed-price.ts';
import type { Charge, DayTerm, Terms } from './charge.ts';
import type { DayPlan } from './day-plan.ts';
import { elementCharges, linePlaces } from './element-charge.ts';
import { requireRatio } from './quantity.ts';
import { ratedLine } from './rated-line.ts';
import { remembered } from './remembered.ts';
import type { Portion, Tally } from './tally.ts';
import type { Tariff } from './tariff.ts';
import type { Timeline } from './timeline.ts';
import type { RatedLine } from './usage.ts';

/**
 * What a session's commercials earn; the first fee stands before the first of them.
 *
 * @param answered the commercials that were responded to in time
 * @throws {RatingFault} when a rate is no number, or its unit needs frames per second
 */
export function subsidyCredits(
  terms: Terms,
  { portions }: Tally,
  plan: DayPlan<DayTerm>,
  answered: readonly string[],
): readonly Charge[] {
  const { tariff, timeline, facts } = terms;
  const credited = creditedPortions(timeline, portions, answered);
  const watched = elementCharges(timeline, credited, {
    mode: 'subsidy',
    plan,
    own: tariff.subsidy,
    ofBand: ({ subsidy }) => subsidy,
    agreedPerS: (place) => agreedRate(timeline, facts, place),
  });
  return [...firstFee(terms, credited), ...watched];
}

/** What surveys and promotions earn, each once and in the tariff's order (Bc). */
export function surveyLines(tariff: Tariff, participated: readonly string[]): readonly RatedLine[] {
  return Object.entries(tariff.participation)
    .filter(([name]) => participated.includes(name))
    .map(([element, amountMinor]) =>
      ratedLine({
        element,
        mode: 'survey',
        label: '',
        quantity: ratio(1),
        unit: 'survey',
        rate: ratio(amountMinor),
      }),
    );
}

function creditedPortions(
  timeline: Timeline,
  portions: readonly Portion[],
  answered: readonly string[],
): readonly Portion[] {
  const unanswered = new Set(needingResponse(timeline));
  for (const part of answered) unanswered.delete(part);
  return portions.filter(({ place }) => {
    const element = timeline.elements[place];
    return element?.kind === 'subsidy' && !unanswered.has(element.part);
  });
}

/** One for each commercial of which something was watched, however little (B8). */
function firstFee(
  { tariff, timeline, facts }: Terms,
  credited: readonly Portion[],
): readonly Charge[] {
  const rate = requireRatio(tariff.breakCredit, `the break credit of tariff ${tariff.id}`);
  if (rate.n === 0n) return [];
  const byTariff = credited.filter(({ place }) => agreedPrice(timeline, facts, place) === null);
  const begun = new Set(byTariff.map(({ place }) => timeline.elements[place]?.part));
  if (begun.size === 0) return [];
  const line = {
    element: 'first-negative-fee',
    mode: 'subsidy',
    quantity: ratio(begun.size),
    unit: 'commercial',
    rate,
  } as const;
  const firsts = linePlaces(timeline);
  const places = credited.map(({ place }) => firsts[place] ?? place);
  return [{ line, place: Math.min(...places), combination: 0, band: null }];
}

/** The commercials that need a response; one of their elements asking for it is enough (A10). */
const needingResponse = remembered(({ elements }: Timeline): readonly string[] =>
  elements.flatMap(({ responseRequired, part }) => (responseRequired ? [part] : [])),
);
