/**
 * Worked terms: tariffs, timelines, usage and facts to write worked cases with, as the cases say them.
 *
 *     tariff({ initialMinor: 100, programming: perMinute('6'), subsidy: perMinute('-15') })
 *     timeline([['interval-1', 1200], ['commercial-1', 120], ...])
 *
 * Lengths are in seconds, fees in minor units a minute, where the cases have them so.
 */

import type {
  Adjustment,
  Condition,
  Tariff,
  UsageFee,
} from '../../../src/billing/rating/tariff.ts';
import type { Right, Timeline, TimelineElement } from '../../../src/billing/rating/timeline.ts';
import type {
  RatedLine,
  SessionUsage,
  UsageMode,
  UsageRecord,
  ViewingFacts,
} from '../../../src/billing/rating/usage.ts';
import { formatRatio, multiply, parseRatio, ratio } from '../../../src/billing/ratio.ts';

export const SECOND_US = 1_000_000;
export const HOUR_US = 3600 * SECOND_US;
export const DAY_US = 24 * HOUR_US;

/** A session's usage when nothing was played. */
export const NO_USAGE: SessionUsage = { records: [], pauses: [], answered: [], participated: [] };

/** A condition that always holds. */
export const ALWAYS: Condition = {
  between: null,
  groups: null,
  packages: null,
  kinds: null,
  transmissions: null,
  beforeRelease: null,
  committedEarly: null,
  releasedWithinDays: null,
  viewsBefore: null,
  everyNthTitle: null,
};

/** A tariff that charges and credits nothing but what is given. */
export function tariff(terms: Partial<Tariff> = {}): Tariff {
  return {
    id: 'standard',
    title: 'Standard',
    currency: 'USD',
    initialMinor: 0,
    initialFees: [],
    programming: null,
    subsidy: null,
    breakCredit: '0',
    review: null,
    pause: null,
    performanceFees: [],
    bands: [],
    premiums: [],
    discounts: [],
    participation: {},
    responseWindowUs: 30 * SECOND_US,
    capMinor: null,
    floorMinor: null,
    trickPlay: { forward: 'allowed', back: 'allowed', pause: 'allowed' },
    ...terms,
  };
}

/** A fee that is the same for all content, so much a minute or as `varied` says. */
export function perMinute(minorPerMinute: string, varied: Partial<UsageFee> = {}): UsageFee {
  return perSecond(toSecond(minorPerMinute), varied);
}

export function perSecond(base: string, varied: Partial<UsageFee> = {}): UsageFee {
  return { unit: 's', base, elements: {}, people: {}, works: {}, royaltyFactor: '0', ...varied };
}

export function perFrame(base: string, varied: Partial<UsageFee> = {}): UsageFee {
  return perSecond(base, { unit: 'frame', ...varied });
}

/** A rate a minute as one a second: "6" is "1/10". */
export function toSecond(perMinuteText: string): string {
  const rate = parseRatio(perMinuteText);
  if (rate === null) throw new Error(`"${perMinuteText}" is no rate`);
  return formatRatio(multiply(rate, ratio(1, 60)));
}

/** The tariff of most cases: 100 to begin, 6 a minute, 15 back for a minute of commercials. */
export const STANDARD = tariff({
  initialMinor: 100,
  programming: perMinute('6'),
  subsidy: perMinute('-15'),
});

/** An element's id, its length, and what is special about it. */
type Stretch = readonly [
  id: string,
  length: number,
  special?: Partial<TimelineElement> | undefined,
];

/** A timeline of stretches, in seconds; ids that begin with `c` are commercials. */
export function timeline(stretches: readonly Stretch[], rights: readonly Right[] = []): Timeline {
  const inUs = stretches.map(
    ([id, lengthS, special]) => [id, lengthS * SECOND_US, special] as const,
  );
  return { id: 'film', tick: 'us', framesPerSecond: null, elements: elements(inUs), rights };
}

/** A timeline of stretches in frames. */
export function frameTimeline(
  framesPerSecond: string | null,
  stretches: readonly Stretch[],
  rights: readonly Right[] = [],
): Timeline {
  return { id: 'film', tick: 'frame', framesPerSecond, elements: elements(stretches), rights };
}

function elements(stretches: readonly Stretch[]): readonly TimelineElement[] {
  let startTick = 0;
  return stretches.map(([id, lengthTicks, special]) => {
    const element: TimelineElement = {
      id,
      kind: id.startsWith('c') ? 'subsidy' : 'programme',
      startTick,
      endTick: startTick + lengthTicks,
      line: id,
      part: id,
      people: [],
      works: [],
      responseRequired: false,
      sponsor: null,
      ...special,
    };
    startTick += lengthTicks;
    return element;
  });
}

/** A right by the second, given by the minute as the cases do. */
export function timeRight(holder: string, minorPerMinute: string, work = 'Film'): Right {
  return { holder, work, per: 'time', rate: toSecond(minorPerMinute), unit: 's' };
}

/** What was played one after the other from the session's start, in seconds. */
export function played(
  ...stretches: readonly (readonly [element: string, lengthS: number, mode?: UsageMode])[]
): SessionUsage {
  let atUs = 0;
  const records = stretches.map(([element, lengthS, mode = 'first']): UsageRecord => {
    const record = { element, mode, ticks: lengthS * SECOND_US, atUs };
    atUs += record.ticks;
    return record;
  });
  return { ...NO_USAGE, records };
}

/** A session by an ordinary subscriber, begun at noon on the first day of 1970. */
export function facts(special: Partial<ViewingFacts> = {}): ViewingFacts {
  return {
    startedCivilUs: 12 * HOUR_US,
    transmission: 'film',
    kind: 'movie',
    releasedCivilUs: null,
    groups: [],
    packages: [],
    committedEarly: false,
    viewsBefore: 0,
    titlesBefore: 0,
    blockMinor: null,
    agreedMinor: {},
    ...special,
  };
}

/** So many hours after the midnight before the session of `facts()`. */
export function startingAt(hours: number, special: Partial<ViewingFacts> = {}): ViewingFacts {
  return facts({ startedCivilUs: Math.round(hours * HOUR_US), ...special });
}

/** A premium or discount by share of its base. */
export function percent(id: string, share: string, when: Partial<Condition> = {}): Adjustment {
  return { id, effect: { by: 'percent', share }, when: { ...ALWAYS, ...when } };
}

export function amount(id: string, amountMinor: number, when: Partial<Condition> = {}): Adjustment {
  return { id, effect: { by: 'amount', amountMinor }, when: { ...ALWAYS, ...when } };
}

export function price(id: string, priceMinor: number, when: Partial<Condition> = {}): Adjustment {
  return { id, effect: { by: 'price', priceMinor }, when: { ...ALWAYS, ...when } };
}

/** A span of the civil day, in hours. */
export function hours(from: number, until: number): { fromS: number; untilS: number } {
  return { fromS: from * 3600, untilS: until * 3600 };
}

/** A line as one reads it: `interval-1 programming [night] 754 s x 1/10 = 377/5 -> 75`. */
export function written(line: RatedLine): string {
  const { element, mode, label, quantity, unit, exact, amountMinor } = line;
  const name = label === '' ? `${element} ${mode}` : `${element} ${mode} [${label}]`;
  return `${name}: ${quantity} ${unit} x ${line.rate} = ${exact} -> ${amountMinor}`;
}
