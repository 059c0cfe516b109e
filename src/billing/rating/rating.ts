/**
 * Rating: what a session's usage costs and earns by a tariff (B1, B3, B8, B17 to B24).
 *
 *     usage --tally--> ticks by element and time of day
 *                        |--> charges   initial fee, programming, people and works   \
 *                        |--> credits   commercials                                   > lines
 *                        '--> reviews, pauses; then premiums, discounts, surveys     /
 *
 * Units: ticks and microseconds in, minor units out. Only here is money made of usage (B2, B14).
 * Laws (test/billing/rating/rating-laws.test.ts):
 *   - usage cut anywhere and given in any order makes the same lines (I15);
 *   - net = charges + credits + discounts, each with the sign of its kind (I3, I5);
 *   - playing more programming never lowers the charges, watching more commercials never raises the
 *     net (I18); no more of a commercial is credited than there is (I17).
 */
import { adjust, type Base } from './adjustment.ts';
import { agreedCharges, agreedPrice } from './agreed-price.ts';
import {
  adjustmentsIn,
  beginningCharges,
  type Charge,
  type DayTerm,
  openingCharge,
  type Terms,
} from './charge.ts';
import { holdsAnyTime } from './condition.ts';
import { subsidyCredits, surveyLines } from './credit.ts';
import { type DayPlan, dayPlan, type Timed } from './day-plan.ts';
import { elementCharges } from './element-charge.ts';
import { pauseLines, reviewLines } from './extra-charge.ts';
import { ratedLine, totalsOf } from './rated-line.ts';
import { accrueRoyalties } from './royalty.ts';
import { type Tally, tallyOf } from './tally.ts';
import type { Adjustment, Tariff, TariffBand } from './tariff.ts';
import type { Timeline } from './timeline.ts';
import type { RatedLine, RatedSession, SessionUsage, ViewingFacts } from './usage.ts';

/** How the day is cut for what is charged and for what is credited. */
interface DayPlans {
  readonly programme: DayPlan<DayTerm>;
  readonly subsidy: DayPlan<DayTerm>;
}

/** A line, and where it stands among those of the other elements. */
interface PlacedLine extends Base {
  readonly line: RatedLine;
  readonly place: number;
}

/**
 * Rates a session, or as much of one as has been played.
 *
 * @throws {RatingFault} when tariff, timeline and usage do not fit each other: a unit that needs
 *   frames per second which the timeline does not say, an element it does not have, more played for
 *   the first time than there is, a rate that is no number or has the wrong sign
 */
export function rate(
  tariff: Tariff,
  timeline: Timeline,
  usage: SessionUsage,
  facts: ViewingFacts,
): RatedSession {
  const terms = { tariff, timeline, facts };
  const plans = plansOf(tariff, facts);
  const tally = tallyOf(timeline, usage.records, facts.startedCivilUs, plans);
  const spans = plans.programme.combinations.map(adjustmentsIn);
  const charges = labelled(chargesOf(terms, tally, plans.programme), spans);
  const credits = labelled(subsidyCredits(terms, tally, plans.subsidy, usage.answered), []);
  const { premiums, floor, discounts } = adjust(tariff, facts, charges, spans);
  const lines = [
    // The sort is stable: lines of one element stay as they are.
    ...[...charges, ...credits].sort(byPlace).map(({ line }) => line),
    ...reviewLines(tariff, timeline, tally),
    ...pauseLines(tariff, timeline, usage),
    ...premiums,
    ...floor,
    ...discounts,
    ...surveyLines(tariff, usage.participated),
  ];
  return { lines, totals: totalsOf(lines), royalties: accrueRoyalties(timeline, usage) };
}

/** A block takes the place of the initial fee and of all programming (A12); an agreed part of its own. */
function chargesOf(terms: Terms, tally: Tally, plan: DayPlan<DayTerm>): readonly Charge[] {
  const { tariff, timeline, facts } = terms;
  const opening = openingCharge(terms, plan);
  if (facts.blockMinor !== null) return [opening];
  const byTariff = tally.portions.filter(
    ({ place }) =>
      timeline.elements[place]?.kind === 'programme' &&
      agreedPrice(timeline, facts, place) === null,
  );
  return [
    opening,
    ...agreedCharges(timeline, facts, tally, plan),
    ...elementCharges(timeline, byTariff, {
      mode: 'programming',
      plan,
      own: tariff.programming,
      ofBand: ({ programming }) => programming,
      agreedPerS: () => null,
    }),
    ...beginningCharges(terms, tally, plan),
  ];
}

/**
 * Usage is cut only where it matters: a band matters to the usage whose rate it changes, a premium or
 * discount to the programming it is based on, and neither when the session is none of its business.
 */
function plansOf(tariff: Tariff, facts: ViewingFacts): DayPlans {
  const bands = (isChanged: (band: TariffBand) => boolean): readonly Timed<DayTerm>[] =>
    tariff.bands
      .filter(isChanged)
      .map((band) => ({ between: band.between, term: { is: 'band', band } }));
  const adjustments = [...tariff.premiums, ...tariff.discounts].flatMap(
    (adjustment): readonly Timed<DayTerm>[] => {
      const { between } = adjustment.when;
      if (between === null || !holdsAnyTime(adjustment.when, facts)) return [];
      return [{ between, term: { is: 'adjustment', adjustment } }];
    },
  );
  return {
    programme: dayPlan([...bands(({ programming }) => programming !== null), ...adjustments]),
    subsidy: dayPlan(bands(({ subsidy }) => subsidy !== null)),
  };
}

/**
 * Rates charges, each labelled by the band whose rate it has and, where a premium or discount is
 * based on some of the charges and not on others, by those it is based on.
 */
function labelled(
  charges: readonly Charge[],
  spans: readonly (readonly Adjustment[])[],
): readonly PlacedLine[] {
  const namesOf = ({ combination }: Charge) => (spans[combination] ?? []).map(({ id }) => id);
  const isSplit = new Set(charges.map((charge) => namesOf(charge).join('+'))).size > 1;
  return charges.map((charge) => {
    const names = isSplit ? namesOf(charge) : [];
    const label = (charge.band === null ? names : [charge.band.id, ...names]).join('+');
    const line = ratedLine({ ...charge.line, label });
    const { place, combination } = charge;
    return { line, place, combination, amountMinor: line.amountMinor };
  });
}

function byPlace(a: PlacedLine, b: PlacedLine): number {
  // Not the difference, which is no number for two places without end.
  return Number(a.place > b.place) - Number(a.place < b.place);
}
