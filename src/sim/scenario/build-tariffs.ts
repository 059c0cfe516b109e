/**
 * Build tariffs: what playing costs and what commercials earn, in minor units and exact rates.
 *
 * What earns is written without minus and kept with it; fee units become the currency (Bj).
 */
import type {
  InitialFee,
  PerformanceFee,
  Tariff,
  TariffBand,
  TrickPlay,
} from '../../billing/rating/tariff.ts';
import { formatRatio, type Ratio, ratio } from '../../billing/ratio.ts';
import { adjustmentsOf, conditionOf, daySpanOf, type Nameable } from './build-adjustments.ts';
import { type Cast, checkKnown, usageFeeOf } from './build-usage-fee.ts';
import { FeeReader } from './fee-reading.ts';
import { plainUnits } from './fee-text.ts';
import { quoted } from './problem.ts';
import type { Reading } from './reading.ts';

/** What tariffs are read with. */
export interface TariffContext extends Nameable {
  readonly currency: string;
  /** Whom and what fees may name; null where anything may be named. */
  readonly cast: Cast | null;
}

/** How long after its end a commercial may be answered when nothing else is said (A10). */
const RESPONSE_WINDOW_US = 30_000_000;
const PERFORMERS = ['composer', 'actor', 'song'] as const;
const UNIT_NAME = /^[A-Za-z]{1,12}$/;

/** The tariffs of a file, by name. */
export function tariffsOf(reading: Reading, context: TariffContext): Map<string, Tariff> {
  return new Map(reading.entries().map(({ key, value }) => [key, tariffOf(key, value, context)]));
}

/** The tariff of a mapping. */
export function tariffOf(id: string, reading: Reading, context: TariffContext): Tariff {
  const fees = new FeeReader({
    currency: context.currency,
    worth: worthOf(reading, context),
    isDeclarable: true,
  });
  const surveys = reading.at('surveys').entries();
  const usageFee = (key: 'programming' | 'subsidy') =>
    usageFeeOf(reading.at(key), fees, key === 'subsidy' ? 'credit' : 'charge', context.cast);
  return {
    id,
    title: reading.at('title').text() ?? id,
    currency: context.currency,
    initialMinor: fees.minor(reading.at('initial')),
    initialFees: initialFeesOf(reading.at('initial-fees'), fees, context),
    programming: usageFee('programming'),
    subsidy: usageFee('subsidy'),
    breakCredit: formatRatio(fees.exact(reading.at('first-credit'), 'credit') ?? ratio(0)),
    review: fees.flat(reading.at('review')),
    pause: fees.flat(reading.at('pause')),
    performanceFees: performanceFeesOf(reading.at('performance-fees'), fees, context.cast),
    bands: bandsOf(reading.at('bands'), fees, context.cast),
    premiums: adjustmentsOf(reading.at('premiums'), 'premium', fees, context),
    discounts: adjustmentsOf(reading.at('discounts'), 'discount', fees, context),
    participation: Object.fromEntries(
      surveys.map(({ key, value }) => [key, fees.minor(value, 'credit')]),
    ),
    responseWindowUs: reading.at('response-window').spanUs(RESPONSE_WINDOW_US),
    ...boundsOf(reading, fees),
    trickPlay: trickPlayOf(reading),
  };
}

/** What one of each declared fee unit is worth, in minor units. */
function worthOf(reading: Reading, { currency }: TariffContext): ReadonlyMap<string, Ratio> {
  const worth = new Map<string, Ratio>();
  const plain = new FeeReader(plainUnits(currency));
  for (const { key, keyAt: at, value } of reading.at('units').entries()) {
    const taken = [currency, 'cent', 'cents', 'per'].includes(key);
    if (taken || !UNIT_NAME.test(key)) {
      const found = `the unit ${quoted(key)}`;
      const expected = `a unit of letters such as points, other than ${currency} and cents`;
      value.problems.addUnlessKnown({ at, path: value.path, found, expected });
      continue;
    }
    const one = plain.exact(value);
    if (one?.n === 0n) value.fail({ expected: 'more than nothing' });
    // Also when its worth is wrong: what is written in it is no further mistake.
    worth.set(key, one ?? ratio(1));
  }
  return worth;
}

function initialFeesOf(
  reading: Reading,
  fees: FeeReader,
  nameable: Nameable,
): readonly InitialFee[] {
  return reading.items().map((item) => ({
    amountMinor: fees.minor(item.at('fee')),
    when: conditionOf(item.at('for'), nameable),
  }));
}

function performanceFeesOf(
  reading: Reading,
  fees: FeeReader,
  cast: Cast | null,
): readonly PerformanceFee[] {
  const named = cast === null ? [] : [...cast.people, ...cast.works, ...cast.holders];
  const known = cast === null ? null : [...new Set(named)];
  return reading.items().map((item) => {
    const mode = PERFORMERS.find((key) => item.at(key).isThere) ?? 'composer';
    const name = item.at(mode);
    const named = item.at('of').isThere ? item.at('of') : name;
    const of = named.text() ?? '';
    if (named.isThere) {
      checkKnown(
        { key: of, keyAt: named.place, value: named },
        'a person or work in a timeline',
        known,
      );
    }
    return {
      id: slug(name.text() ?? ''),
      mode,
      of,
      per: item.at('per').word(['performance', 'segment'], 'performance'),
      rate: formatRatio(fees.exact(item.at('fee')) ?? ratio(0)),
    };
  });
}

function bandsOf(reading: Reading, fees: FeeReader, cast: Cast | null): readonly TariffBand[] {
  const bands: TariffBand[] = [];
  for (const { key: id, value } of reading.entries()) {
    const between = daySpanOf(value.at('between'));
    const other = between && bands.find((band) => doMeet(band.between, between));
    if (other) {
      value.at('between').fail({
        found: `an overlap with the band ${quoted(other.id)}`,
        expected: 'bands of which one holds at a time',
      });
    }
    bands.push({
      id,
      between: between ?? { fromS: 0, untilS: 0 },
      initialMinor: fees.minorOrNull(value.at('initial')),
      programming: usageFeeOf(value.at('programming'), fees, 'charge', cast),
      subsidy: usageFeeOf(value.at('subsidy'), fees, 'credit', cast),
    });
  }
  return bands;
}

/** True when some time of day is in both. */
function doMeet(a: TariffBand['between'], b: TariffBand['between']): boolean {
  const holds = ({ fromS, untilS }: TariffBand['between'], atS: number) =>
    fromS < untilS ? fromS <= atS && atS < untilS : fromS <= atS || atS < untilS;
  return a.fromS !== a.untilS && (holds(a, b.fromS) || holds(b, a.fromS));
}

function boundsOf(reading: Reading, fees: FeeReader): Pick<Tariff, 'capMinor' | 'floorMinor'> {
  const capMinor = fees.minorOrNull(reading.at('cap'));
  const floorMinor = fees.minorOrNull(reading.at('floor'));
  if (capMinor !== null && floorMinor !== null && floorMinor > capMinor) {
    reading.at('floor').fail({ expected: 'at most the cap' });
  }
  return { capMinor, floorMinor };
}

function trickPlayOf(reading: Reading): TrickPlay {
  const forward = reading
    .at('fast-forward')
    .word(['allowed', 'outside-commercials', 'never'], 'allowed');
  return {
    forward: forward === 'outside-commercials' ? 'outside-subsidy' : forward,
    back: reading.at('rewind').word(['allowed', 'never'], 'allowed'),
    pause: reading.at('pausing').word(['allowed', 'never'], 'allowed'),
  };
}

/** `Composer A` as the name of a line: `composer-a`. */
function slug(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
