/**
 * Build people: billing plans, subscribers and populations, in units.
 *
 * A plan takes what it does not say from the scenario's own `billing`; that one's cycle is the month
 * from the start's day.
 */

import { NEGATIVE_NETS } from '../../billing/bill.ts';
import { type Cycle, civilFromDays } from '../../billing/cycle.ts';
import type { Membership } from '../../machines/subscriber-database.ts';
import type { BillingPlan, Population, SubscriberPlan } from './model.ts';
import type { Names } from './names.ts';
import type { Reading } from './reading.ts';
import { parseSelection } from './sentence.ts';

/** A thousand million of the major unit. */
const CREDIT_MINOR_MAX = 100_000_000_000;
const CREDIT_MINOR = 5_000;
const SECOND_US = 1_000_000;
const MINUTE_US = 60 * SECOND_US;
const DAY_US = 86_400 * SECOND_US;
const PATIENCE_US = 2 * MINUTE_US;

/** The plan where nothing is said: per transaction, monthly from the start's day. */
export function defaultBilling(epochUs: number): BillingPlan {
  const { day } = civilFromDays(Math.floor(epochUs / DAY_US));
  return {
    per: 'transaction',
    cycle: { every: 'month', anchorDay: day },
    negativeNet: 'carry-forward',
  };
}

/** A plan with what it does not say taken from `base` (U4, U6, U10). */
export function billingOf(reading: Reading, base: BillingPlan, epochUs: number): BillingPlan {
  return {
    per: reading.at('per').word(['transaction', 'cycle'], base.per),
    cycle: cycleOf(reading, base.cycle, epochUs),
    negativeNet: reading.at('negative-net').word(NEGATIVE_NETS, base.negativeNet),
  };
}

/** The subscribers by id. */
export function subscribersOf(
  reading: Reading,
  names: Names,
  base: BillingPlan,
  epochUs: number,
): Map<string, SubscriberPlan> {
  return new Map(
    reading.entries().map(({ key: id, value }) => [
      id,
      {
        id,
        receives: receivedOf(value.at('receives'), names),
        creditLimitMinor: value.at('credit').minor(CREDIT_MINOR, 0, CREDIT_MINOR_MAX),
        billing: billingOf(value.at('billing'), base, epochUs),
        patienceUs: value.at('patience').spanUs(PATIENCE_US),
        ...membershipOf(value),
      },
    ]),
  );
}

/** The populations in the order of the file. */
export function populationsOf(
  reading: Reading,
  names: Names,
  base: BillingPlan,
  epochUs: number,
): readonly Population[] {
  return reading.entries().map(({ key: id, value }) => ({
    id,
    count: value.at('count').number(1),
    receives: choicesOf(value.at('receives'), names),
    creditLimitMinor: value.at('credit').minor(CREDIT_MINOR, 0, CREDIT_MINOR_MAX),
    billing: billingOf(value.at('billing'), base, epochUs),
    ...membershipOf(value),
    arrivesUs: value.at('arrives').spansUs({ constant: 0 }),
    orders: value.at('orders').counts({ constant: 1 }),
    pauseUs: value.at('pauses').spansUs({ constant: 5 * MINUTE_US }),
    patienceUs: value.at('patience').spansUs({ constant: PATIENCE_US }),
    chooses: selectionsOf(value.at('chooses'), names),
    switchesOffPpm: value.at('switches-off').ppm(0),
  }));
}

function cycleOf(reading: Reading, base: Cycle, epochUs: number): Cycle {
  const every = reading.at('every');
  const anchor = reading.at('anchor-day');
  if (every.isThere && anchor.isThere) {
    anchor.fail({ found: '"anchor-day" beside "every"', expected: 'one of the two' });
  }
  const days = Number(every.text()?.slice(0, -1) ?? 0);
  if (days > 0) return { every: 'days', days, anchorEpochUs: epochUs };
  const baseDay = base.every === 'month' ? base.anchorDay : 1;
  return anchor.isThere ? { every: 'month', anchorDay: anchor.number(baseDay) } : base;
}

/** A list of sources, each once. */
function receivedOf(reading: Reading, names: Names): readonly string[] {
  const { sources } = names.declared;
  const received: string[] = [];
  // Without any source every reference would be a mistake that the missing sources explain.
  for (const item of sources.length === 0 ? [] : reading.items()) {
    const source = item.reference('a source', sources);
    if (source === null) continue;
    if (received.includes(source)) item.fail({ expected: 'each source once' });
    else received.push(source);
  }
  return received;
}

function choicesOf(reading: Reading, names: Names): Population['receives'] {
  const items = reading.items();
  const choices = items.filter((item) => item.isMapping);
  if (choices.length === 0) return [{ value: receivedOf(reading, names), weight: 1 }];
  for (const item of items) {
    if (!item.isMapping) item.fail({ expected: '{ value: [sources], weight: 3 }, as beside it' });
  }
  return choices.map((choice) => ({
    value: receivedOf(choice.at('value'), names),
    weight: choice.at('weight').number(1),
  }));
}

function selectionsOf(reading: Reading, names: Names): Population['chooses'] {
  return reading.items().flatMap((item) => {
    const selection = item.at('select').sentence((text) => parseSelection(text, names));
    return selection === null ? [] : [{ selection, weight: item.at('weight').number(1) }];
  });
}

/** The groups and packages that discounts are for (Bl). */
function membershipOf(reading: Reading): Membership {
  const words = (key: string) =>
    reading
      .at(key)
      .items()
      .map((item) => item.text() ?? '');
  return { groups: words('groups'), packages: words('packages') };
}
