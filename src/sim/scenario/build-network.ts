/**
 * Build network: transmissions, features, media, sources and their offers, in units.
 *
 * Prices are whole minor units; a source's share is never more than the price (I24).
 */
import type { Distribution } from '../../actors/distribution.ts';
import {
  type CallLaw,
  MEDIA,
  MEDIUM_NAMES,
  type Medium,
  type MediumName,
  type SegmentLaw,
} from '../../actors/media.ts';
import { compare, parseRatio, ratio } from '../../billing/ratio.ts';
import type { ProvisionMode } from '../../machines/protocol.ts';
import { type ViewingContext, viewingOf } from './build-viewing.ts';
import {
  FEATURE_KINDS,
  type Feature,
  type Offer,
  type SourcePlan,
  TRANSMISSION_KINDS,
  type Transmission,
} from './model.ts';
import type { Names } from './names.ts';
import { quoted } from './problem.ts';
import { parseCivilUs } from './quantity.ts';
import type { Reading } from './reading.ts';

/** A million of the major unit. */
const PRICE_MINOR_MAX = 100_000_000;

const MODES: readonly ProvisionMode[] = ['modification', 'token'];
const TRANSMISSION_RATE = 4_000_000;
const CORE_LATENCY_US: Distribution = { constant: 2_000 };
/** What a call does where the medium had none and the scenario does not say. */
const CALL: CallLaw = {
  setUpUs: { constant: 0 },
  lastsUs: null,
  idleHangUpUs: 60_000_000,
  failsPpm: 0,
};

/** The transmissions by id (U11). */
export function transmissionsOf(
  reading: Reading,
  context: ViewingContext,
): Map<string, Transmission> {
  return new Map(
    reading.entries().map(({ key: id, value }) => {
      const kind = value.at('kind').word(TRANSMISSION_KINDS, 'movie');
      const released = value.at('released');
      return [
        id,
        {
          id,
          kind,
          title: value.at('title').text() ?? id,
          minutes: value.at('minutes').number(60),
          bitsPerSecond: value.at('rate').rate(TRANSMISSION_RATE),
          releasedCivilUs: released.parsed<number | null>(
            parseCivilUs,
            null,
            'a date that exists, such as 2026-07-01',
          ),
          viewing: viewingOf(value.at('viewing'), { id, kind }, context),
        },
      ];
    }),
  );
}

/** The features by id (U12). */
export function featuresOf(reading: Reading): Map<string, Feature> {
  return new Map(
    reading.entries().map(({ key: id, value }) => [
      id,
      {
        id,
        kind: value.at('kind').word(FEATURE_KINDS, 'video-upgrade'),
        title: value.at('title').text() ?? id,
        bitsPerSecond: value.at('rate').rate(1),
      },
    ]),
  );
}

/** The six media with the scenario's changes (U13). */
export function mediaOf(reading: Reading): Readonly<Record<MediumName, Medium>> {
  const media = { ...MEDIA };
  for (const name of MEDIUM_NAMES) media[name] = mediumOf(MEDIA[name], reading.at(name));
  return media;
}

/** The latency between servers. */
export function coreLatencyOf(reading: Reading): Distribution {
  return reading.at('latency').spansUs(CORE_LATENCY_US);
}

/** The sources by id, each with its offers (U3, U5, U7). */
export function sourcesOf(reading: Reading, names: Names): Map<string, SourcePlan> {
  return new Map(
    reading.entries().map(({ key: id, value }) => {
      const settlement = value.at('settlement');
      const modes = modesOf(value.at('provision'), MODES);
      if (modes.length === 0 && value.at('offers').items().length > 0) {
        value.at('provision').fail({ expected: 'the key "provision", because it has offers' });
      }
      return [
        id,
        {
          id,
          medium: value.at('medium').word(MEDIUM_NAMES, 'cable'),
          modes,
          refuses: modesOf(value.at('refuses'), modes),
          settlement: {
            by: settlement.at('by').word(['billing-information', 'later-bill'], 'later-bill'),
            per: settlement.at('per').word(['transaction', 'cycle'], 'transaction'),
          },
          offers: offersOf(value.at('offers'), names),
        },
      ];
    }),
  );
}

function mediumOf(base: Medium, reading: Reading): Medium {
  const call = reading.at('call');
  const control = reading.at('control');
  return {
    ...base,
    downlink: segmentOf(base.downlink, reading.at('downlink')),
    uplink: segmentOf(base.uplink, reading.at('uplink')),
    control: control.isThere ? segmentOf(base.control ?? base.downlink, control) : base.control,
    call: call.isThere ? callOf(base.call ?? CALL, call) : base.call,
  };
}

function segmentOf(base: SegmentLaw, reading: Reading): SegmentLaw {
  const rate = reading.at('rate');
  const shared = reading.at('shared-rate');
  const isShared = shared.text() !== 'none';
  const sharedRate = shared.isThere && isShared ? shared.rate(1) : base.sharedBitsPerSecond;
  return {
    latencyUs: reading.at('latency').spansUs(base.latencyUs),
    bitsPerSecond: rate.isThere ? rate.rate(1) : base.bitsPerSecond,
    sharedBitsPerSecond: isShared ? sharedRate : null,
    lossPpm: reading.at('loss').ppm(base.lossPpm),
    reorders: reading.at('reorders').flag(base.reorders),
  };
}

function callOf(base: CallLaw, reading: Reading): CallLaw {
  const lasts = reading.at('lasts');
  return {
    setUpUs: reading.at('set-up').spansUs(base.setUpUs),
    lastsUs: lasts.isThere ? lasts.spansUs({ constant: 0 }) : base.lastsUs,
    idleHangUpUs: reading.at('idle-hang-up').spanUs(base.idleHangUpUs),
    failsPpm: reading.at('fails').ppm(base.failsPpm),
  };
}

/** Modes in their order of preference, each at most once and one of `possible`. */
function modesOf(reading: Reading, possible: readonly ProvisionMode[]): readonly ProvisionMode[] {
  const modes: ProvisionMode[] = [];
  for (const item of reading.items()) {
    const mode = MODES.find((known) => known === item.reference('a way of "provision"', possible));
    if (mode === undefined) continue;
    if (modes.includes(mode)) item.fail({ expected: 'each way once' });
    else modes.push(mode);
  }
  return modes;
}

function offersOf(reading: Reading, names: Names): readonly Offer[] {
  const offers = new Map<string, Offer>();
  for (const item of reading.items()) {
    const feature = item.at('feature').reference('a feature', names.declared.features);
    const on = item.at('on').reference('a transmission', names.declared.transmissions);
    const price = priceOf(item);
    if (feature === null || on === null) continue;
    const key = `${feature} on ${on}`;
    if (offers.has(key)) {
      item.fail({ found: `${quoted(key)} again`, expected: 'each feature on a transmission once' });
    }
    offers.set(key, { transmission: on, feature, ...price });
  }
  return [...offers.values()];
}

function priceOf(offer: Reading): Pick<Offer, 'priceMinor' | 'share'> {
  const price = offer.at('price');
  const share = offer.at('share');
  if (!price.isMapping) {
    const priceMinor = price.minor(0, 0, PRICE_MINOR_MAX);
    return { priceMinor, share: shareOf(share, price.isThere ? priceMinor : PRICE_MINOR_MAX) };
  }
  if (share.isThere) {
    share.fail({ expected: 'no share beside a price in two parts' });
  }
  const serverMinor = price.at('server').minor(0, 0, PRICE_MINOR_MAX);
  const sourceMinor = price.at('source').minor(0, 0, PRICE_MINOR_MAX);
  const priceMinor = serverMinor + sourceMinor;
  if (priceMinor > PRICE_MINOR_MAX) {
    price.fail({ found: 'parts of more than 1000000.00', expected: 'at most 1000000.00 in all' });
  }
  return { priceMinor, share: { amountMinor: sourceMinor } };
}

function shareOf(reading: Reading, priceMinor: number): Offer['share'] {
  const text = reading.text();
  if (text === null) {
    reading.fail({ expected: `the source's share such as 65%, 13/20 or 2.60` });
    return { amountMinor: 0 };
  }
  if (!/[%/]/.test(text)) {
    const amountMinor = reading.minor(0, 0, PRICE_MINOR_MAX);
    if (amountMinor > priceMinor) reading.fail({ expected: 'a share of at most the price' });
    return { amountMinor };
  }
  const parse = (written: string) => {
    const share = parseRatio(written);
    return share !== null && share.n >= 0n && compare(share, ratio(1)) <= 0 ? share : null;
  };
  return { ratio: reading.parsed(parse, ratio(0), 'a share from 0% to 100% of the price') };
}
