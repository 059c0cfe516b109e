/**
 * Build facts: the circumstances of a session.
 *
 * What the session does not say is as in its case. How many titles were bought and how often the same
 * was viewed before goes up from session to session of a case (Bl).
 */
import type { Condition, Tariff } from '../../billing/rating/tariff.ts';
import type { Timeline } from '../../billing/rating/timeline.ts';
import type { ViewingFacts } from '../../billing/rating/usage.ts';
import { checkKnown } from '../scenario/build-usage-fee.ts';
import type { FeeReader } from '../scenario/fee-reading.ts';
import { parseCivilUs } from '../scenario/quantity.ts';
import type { Reading } from '../scenario/reading.ts';

/** What was won at auction: a part of the timeline, or all of it. */
export interface Won {
  readonly part: Reading;
  readonly priceMinor: number;
  /** True when it is a credit, and the lowest bid won. */
  readonly isReverse: boolean;
}

/** What facts are read from. */
export interface FactsContext {
  readonly own: Reading;
  readonly ofCase: Reading;
  /** The transmissions of the sessions before it. */
  readonly before: readonly string[];
  readonly won: Won | null;
  readonly fees: FeeReader;
}

/** Noon, for tariffs to which the time of day makes no difference. */
const STARTED = '2000-01-01T12:00';

/** The facts of a session. */
export function factsOf(timeline: Timeline, context: FactsContext): ViewingFacts {
  const { own, ofCase, before, won, fees } = context;
  const at = (key: string) => (own.at(key).isThere ? own.at(key) : ofCase.at(key));
  const expected = 'a date that exists, such as 2000-01-01T00:30';
  const civil = (key: string) => at(key).parsed<number | null>(parseCivilUs, null, expected);
  const transmission = at('transmission').text() ?? timeline.id;
  const counted = (key: string, earlier: number) =>
    own.at(key).isThere ? own.at(key).number(0) : ofCase.at(key).number(0) + earlier;
  const ofAll = won === null || won.part.isThere ? null : won.priceMinor;
  return {
    startedCivilUs: civil('started') ?? parseCivilUs(STARTED) ?? 0,
    transmission,
    kind: at('kind').text() ?? '',
    releasedCivilUs: civil('released'),
    groups: textsIn(at('groups')),
    packages: textsIn(at('packages')),
    committedEarly: at('committed-early').flag(false),
    viewsBefore: counted('views-before', before.filter((one) => one === transmission).length),
    titlesBefore: counted('titles-before', before.length),
    blockMinor: at('block').isThere ? fees.minorOrNull(at('block')) : ofAll,
    agreedMinor: agreedOf(at('agreed'), timeline, context),
  };
}

/** True when the time of day makes a difference to what is charged. */
export function hasHours({ bands, premiums, discounts, initialFees }: Tariff): boolean {
  const conditions: readonly Condition[] = [...premiums, ...discounts, ...initialFees].map(
    ({ when }) => when,
  );
  return bands.length > 0 || conditions.some(({ between }) => between !== null);
}

/** What was agreed for single parts: a price for programme, a credit, below zero, for subsidies. */
function agreedOf(
  reading: Reading,
  timeline: Timeline,
  { fees, won }: FactsContext,
): ViewingFacts['agreedMinor'] {
  const kindOf = new Map(timeline.elements.map(({ part, kind }) => [part, kind]));
  const parts = [...kindOf.keys()];
  const signed = (part: string, minor: number) =>
    kindOf.get(part) === 'subsidy' && minor !== 0 ? -minor : minor;
  const agreed = new Map<string, number>();
  for (const entry of reading.entries()) {
    checkKnown(entry, 'a part of the timeline', parts);
    agreed.set(entry.key, signed(entry.key, fees.minor(entry.value)));
  }
  const part = won?.part.isThere ? won.part.reference('a part of the timeline', parts) : null;
  if (won === null || part === null) return Object.fromEntries(agreed);
  agreed.set(part, signed(part, won.priceMinor));
  if (won.isReverse !== (kindOf.get(part) === 'subsidy')) {
    const expected = won.isReverse ? 'a commercial, or direction: forward' : 'direction: reverse';
    won.part.fail({ expected: `${expected}: commercials are credited, all else is paid for` });
  }
  return Object.fromEntries(agreed);
}

function textsIn(reading: Reading): readonly string[] {
  return reading.items().flatMap((item) => item.text() ?? []);
}
