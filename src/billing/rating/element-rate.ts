/**
 * Element rate: what a unit of each element costs or earns (B6, B7, B11, B12).
 *
 *     the element's own rate, when the fee names the element; else
 *     base + rates of its people + rates of its works + royaltyFactor x time royalties in it (Bs)
 *
 * Units: minor units per second or frame, exact. A fee is compiled once for each timeline it meets;
 * tariffs and timelines are plain data that nobody changes, so they are remembered by identity.
 * Tests: test/billing/rating/element-rate.test.ts.
 */
import { add, multiply, type Ratio, ratio } from '../ratio.ts';
import { ratePer, requireRatio } from './quantity.ts';
import { rememberedPair } from './remembered.ts';
import { elementsEarning } from './right.ts';
import type { RateUnit, UsageFee } from './tariff.ts';
import type { RatioText, Timeline, TimelineElement } from './timeline.ts';

/** A fee as it applies to a timeline: a rate for each of its elements, in their order. */
export interface ElementRates {
  readonly unit: RateUnit;
  readonly rates: readonly Ratio[];
}

const ZERO = ratio(0);

/**
 * The rates of a fee for the elements of a timeline.
 *
 * @throws {RatingFault} when a rate is no number, or a royalty is by another unit than the fee and
 *   the timeline does not say how many frames there are in a second
 */
export const elementRates = rememberedPair(compile);

function compile(fee: UsageFee, timeline: Timeline): ElementRates {
  const base = requireRatio(fee.base, 'the base of a fee');
  const factor = requireRatio(fee.royaltyFactor, 'the royalty factor of a fee');
  const royalties = factor.n === 0n ? [] : royaltiesByElement(timeline, fee.unit);
  const rates = timeline.elements.map((element, place) => {
    const own = rateNamed(fee.elements, element.id);
    if (own !== null) return own;
    const varied = add(base, contentRate(fee, element));
    return add(varied, multiply(factor, royalties[place] ?? ZERO));
  });
  return { unit: fee.unit, rates };
}

/** What the people and the works of an element add, each once. */
function contentRate(fee: UsageFee, { people, works }: TimelineElement): Ratio {
  let sum = ZERO;
  for (const person of new Set(people)) sum = add(sum, rateNamed(fee.people, person) ?? ZERO);
  for (const work of new Set(works)) sum = add(sum, rateNamed(fee.works, work) ?? ZERO);
  return sum;
}

/** The royalties by time that accrue in each element, per unit of the fee. */
function royaltiesByElement(timeline: Timeline, unit: RateUnit): readonly Ratio[] {
  const sums = timeline.elements.map(() => ZERO);
  for (const right of timeline.rights) {
    if (right.per !== 'time') continue;
    const rate = requireRatio(right.rate, `the right of ${right.holder} in ${right.work}`);
    const perUnit = ratePer(timeline, rate, right.unit, unit);
    for (const place of elementsEarning(timeline, right)) {
      sums[place] = add(sums[place] ?? ZERO, perUnit);
    }
  }
  return sums;
}

function rateNamed(rates: Readonly<Record<string, RatioText>>, name: string): Ratio | null {
  const text = Object.hasOwn(rates, name) ? rates[name] : undefined;
  return text === undefined ? null : requireRatio(text, `the rate of ${name}`);
}
