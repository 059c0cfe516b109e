/**
 * Build viewing: what can be played, in which deliveries, and what is auctioned, in units.
 *
 * A delivery's tariff and timeline must fit each other: a full play is rated here, so that a tariff by
 * the frame on a timeline without frames is told with its place, before anything runs.
 */
import { RatingFault } from '../../billing/rating/rating-fault.ts';
import { estimate } from '../../billing/rating/schedule.ts';
import type { Tariff } from '../../billing/rating/tariff.ts';
import type { Timeline } from '../../billing/rating/timeline.ts';
import { formatRatio, ratio } from '../../billing/ratio.ts';
import type { AuctionPlan } from '../../machines/auction.ts';
import type { Delivery } from '../../machines/viewing-catalogue.ts';
import type { TransmissionKind, ViewingPlan } from './model.ts';
import type { Names } from './names.ts';
import { parseInstantUs } from './quantity.ts';
import type { Reading } from './reading.ts';

/** What viewing plans refer to. */
export interface ViewingContext {
  readonly names: Names;
  readonly timelines: ReadonlyMap<string, Timeline>;
  readonly tariffs: ReadonlyMap<string, Tariff>;
  /** The start, in microseconds since 1970. */
  readonly epochUs: number;
}

const PPM = 1_000_000;
/** A million of the major unit. */
const BID_MINOR_MAX = 100_000_000;

/** How a transmission can be played; null when it cannot. */
export function viewingOf(
  reading: Reading,
  transmission: { readonly id: string; readonly kind: TransmissionKind },
  context: ViewingContext,
): ViewingPlan | null {
  if (!reading.isThere) return null;
  const source = reading.at('source').reference('a source', context.names.declared.sources);
  const deliveries = reading
    .at('deliveries')
    .entries()
    .flatMap(({ key, value }) => deliveryOf(key, value, transmission, context));
  return {
    source: source ?? '',
    share: formatRatio(ratio(reading.at('share').ppm(0), PPM)),
    deliveries,
  };
}

function deliveryOf(
  id: string,
  reading: Reading,
  transmission: { readonly id: string; readonly kind: TransmissionKind },
  { timelines, tariffs }: ViewingContext,
): readonly Delivery[] {
  const timelineName = reading.at('timeline').reference('a timeline', [...timelines.keys()]);
  const tariffName = reading.at('tariff').reference('a tariff', [...tariffs.keys()]);
  const timeline = timelines.get(timelineName ?? '');
  const tariff = tariffs.get(tariffName ?? '');
  if (timeline === undefined || tariff === undefined) return [];
  const misfit = misfitOf(tariff, timeline, transmission);
  if (misfit !== null) {
    reading.at('tariff').fail({ expected: `a tariff that fits ${timeline.id}: ${misfit}` });
  }
  return [{ id, title: reading.at('title').text() ?? id, timeline, tariff }];
}

/** Why a tariff cannot rate a timeline; null when it can. */
function misfitOf(
  tariff: Tariff,
  timeline: Timeline,
  { id, kind }: { readonly id: string; readonly kind: TransmissionKind },
): string | null {
  try {
    estimate(tariff, timeline, {
      startedCivilUs: 0,
      transmission: id,
      kind,
      releasedCivilUs: null,
      groups: [],
      packages: [],
      committedEarly: false,
      viewsBefore: 0,
      titlesBefore: 0,
      blockMinor: null,
      agreedMinor: {},
    });
    return null;
  } catch (error) {
    if (error instanceof RatingFault) return error.message;
    throw error;
  }
}

/** The auctions by id (Bh). */
export function auctionsOf(
  reading: Reading,
  context: ViewingContext,
  viewings: ReadonlyMap<string, ViewingPlan>,
): ReadonlyMap<string, AuctionPlan> {
  return new Map(
    reading.entries().map(({ key, value }) => [key, auctionOf(value, context, viewings)]),
  );
}

function auctionOf(
  reading: Reading,
  { epochUs }: ViewingContext,
  viewings: ReadonlyMap<string, ViewingPlan>,
): AuctionPlan {
  const transmission = reading
    .at('of')
    .reference('a transmission that can be played', [...viewings.keys()]);
  const parts = (viewings.get(transmission ?? '')?.deliveries ?? []).flatMap(({ timeline }) =>
    timeline.elements.map(({ part, kind }) => ({ part, kind })),
  );
  const part = reading
    .at('part')
    .reference('a part of it', [...new Set(parts.map((of) => of.part))]);
  const isCredit = parts.some((of) => of.part === part && of.kind === 'subsidy');
  const direction = isCredit ? 'reverse' : 'forward';
  const limit = reading.at(isCredit ? 'ceiling' : 'reserve');
  const other = reading.at(isCredit ? 'reserve' : 'ceiling');
  if (other.isThere) {
    const expected = isCredit
      ? '"ceiling" instead: a commercial is auctioned for its credit, and the lowest bid wins'
      : '"reserve" instead: what is charged for goes to the highest bid';
    other.fail({ expected });
  }
  return {
    transmission: transmission ?? '',
    part,
    rule: reading.at('rule').word(['first-price', 'second-price'], 'first-price'),
    direction,
    limitMinor: limit.minor(isCredit ? BID_MINOR_MAX : 0, 0, BID_MINOR_MAX),
    closesAtUs: reading
      .at('closes')
      .parsed((text) => parseInstantUs(text, epochUs), 0, 'a time that exists, such as 20:00'),
  };
}
