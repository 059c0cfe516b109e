/**
 * Rating context: what is known of one session's usage, and what it comes to.
 *
 *     usage ──rate──▶ lines ──▶ viewing.due: to the bill
 *                          ├──▶ transaction record: to the subscriber database
 *           ──accrue──▶ royalties: to the statements
 *
 * Units: ticks, microseconds, minor units. Only here does usage become money.
 */
import { kindOf } from '../../billing/rating/rated-line.ts';
import { rate } from '../../billing/rating/rating.ts';
import { accrueRoyalties } from '../../billing/rating/royalty.ts';
import { framesOf, ticksToUs } from '../../billing/rating/timeline.ts';
import type { AmountPlayed, TransactionRecord } from '../../billing/rating/transaction.ts';
import type {
  RatedLine,
  RatedSession,
  RoyaltyAccrual,
  SessionUsage,
  ViewingFacts,
} from '../../billing/rating/usage.ts';
import { parseRatio, type Ratio, ratio, roundHalfEven, subtract } from '../../billing/ratio.ts';
import { split } from '../../billing/split.ts';
import type { Address } from '../address.ts';
import type { Message, Received } from '../protocol.ts';
import { type Delivery, deliveryOf, type ViewingOffer } from '../viewing-catalogue.ts';

export interface RatingInput {
  readonly session: string;
  readonly client: Address;
  readonly offer: ViewingOffer;
  readonly delivery: string;
  /** As they were when the session was selected (I24). */
  readonly facts: ViewingFacts;
  readonly currency: string;
}
export interface RatingContext extends RatingInput {
  readonly usage: SessionUsage;
  readonly version: number;
  readonly startedAtUs: number;
  readonly closedAtUs: number;
  /** The last version of its transaction record is in the database. */
  readonly isRecorded: boolean;
  /** Its lines are with the billing processor. */
  readonly isBilled: boolean;
}

/** The sponsor of what names none. */
const HOUSE_SPONSOR = 'house';

/** A session whose usage is still to come. */
export function newRating(input: RatingInput): RatingContext {
  return {
    ...input,
    usage: { records: [], pauses: [], answered: [], participated: [] },
    version: 0,
    startedAtUs: 0,
    closedAtUs: 0,
    isRecorded: false,
    isBilled: false,
  };
}

/** The session with the usage of one transfer added (I15). */
export function addUsage(
  { usage, version, startedAtUs }: RatingContext,
  { usage: more, atUs }: Received<'usage.transfer'>,
): Partial<RatingContext> {
  return {
    usage: {
      records: [...usage.records, ...more.records],
      pauses: [...usage.pauses, ...more.pauses],
      answered: more.answered,
      participated: more.participated,
    },
    version: version + 1,
    startedAtUs: version === 0 ? atUs : startedAtUs,
    closedAtUs: atUs,
  };
}

/** What the session comes to so far, rounded as if it closed now. */
export function ratedSoFar(context: RatingContext): RatedSession {
  const { timeline, tariff } = playedDelivery(context);
  return rate(tariff, timeline, context.usage, context.facts);
}

/** What rights holders have earned by it. */
export function royaltiesOf(context: RatingContext): readonly RoyaltyAccrual[] {
  return accrueRoyalties(playedDelivery(context).timeline, context.usage);
}

/** The positive and the negative side of a rated session (B3, B8). */
export function sidesOf({ totals }: RatedSession) {
  return {
    positiveMinor: totals.chargesMinor + totals.discountsMinor,
    negativeMinor: totals.creditsMinor,
  };
}

/** The session's record for the subscriber database (B2, B14 to B16). */
export function recordOf(context: RatingContext, closed: boolean): TransactionRecord {
  const rated = ratedSoFar(context);
  return {
    number: `${context.session}/${context.version}`,
    record: 'transaction',
    session: context.session,
    version: context.version,
    subscriber: context.client,
    transmission: context.offer.transmission,
    delivery: context.delivery,
    startedAtUs: context.startedAtUs,
    notedAtUs: context.closedAtUs,
    programming: played(context, ({ kind, mode }) => kind === 'programme' && mode === 'first'),
    subsidy: played(context, ({ kind, mode }) => kind === 'subsidy' && mode === 'first'),
    review: played(context, ({ mode }) => mode === 'review'),
    pausedUs: context.usage.pauses.reduce((sum, { lengthUs }) => sum + lengthUs, 0),
    ...sidesOf(rated),
    netMinor: rated.totals.netMinor,
    closed,
  };
}

/** What is to be billed of the closed session (A14). */
export function dueOf(
  context: RatingContext,
): Omit<Message<'viewing.due'>, 'type' | 'requestId' | 'conversation'> {
  const { session, client, offer, delivery, closedAtUs } = context;
  const rated = ratedSoFar(context);
  const { positiveMinor } = sidesOf(rated);
  return {
    session,
    client,
    transmission: offer.transmission,
    delivery,
    title: offer.title,
    lines: rated.lines,
    source: offer.source,
    sourceMinor: sourceShareOf(offer, positiveMinor),
    sponsors: sponsorsOf(context, rated.lines),
    closedAtUs,
  };
}

function playedDelivery({ offer, delivery }: RatingContext): Delivery {
  const played = deliveryOf(offer, delivery);
  if (played === undefined) throw new RangeError(`${offer.transmission} has no ${delivery}`);
  return played;
}

function played(
  context: RatingContext,
  counts: (of: { kind: string; mode: string }) => boolean,
): AmountPlayed {
  const { timeline } = playedDelivery(context);
  const kinds = new Map(timeline.elements.map(({ id, kind }) => [id, kind]));
  const ticks = context.usage.records.reduce((sum, { element, mode, ticks }) => {
    const kind = kinds.get(element) ?? '';
    return counts({ kind, mode }) ? sum + ticks : sum;
  }, 0);
  const frames = framesOf(timeline, ticks);
  return { us: ticksToUs(timeline, ticks), frames: frames === null ? null : roundHalfEven(frames) };
}

function sourceShareOf({ sourceShare }: ViewingOffer, positiveMinor: number): number {
  const share = parseRatio(sourceShare) ?? ratio(0);
  const rest = subtract(ratio(1), share);
  return shareOf(positiveMinor, { server: rest, source: share }).get('source') ?? 0;
}

/** Who pays which credit: the sponsors of its commercials, and each survey's own. */
function sponsorsOf(context: RatingContext, lines: readonly RatedLine[]) {
  const { timeline } = playedDelivery(context);
  const paid = new Map<string, number>();
  const pay = (sponsor: string, amountMinor: number) =>
    paid.set(sponsor, (paid.get(sponsor) ?? 0) + amountMinor);
  const commercials = timeline.elements.filter(({ kind }) => kind === 'subsidy');
  for (const line of lines) {
    if (kindOf(line.mode) !== 'credit') continue;
    if (line.mode === 'survey') {
      pay(line.element, -line.amountMinor);
      continue;
    }
    const own = commercials.filter((element) => element.line === line.element);
    // The break credit is no element's own: it is shared by the sponsors of what was played.
    const behind = own.length > 0 ? own : playedOf(context, commercials);
    const weights: Record<string, Ratio> = {};
    for (const { sponsor } of behind) weights[sponsor ?? HOUSE_SPONSOR] = ratio(1);
    for (const [sponsor, amountMinor] of shareOf(-line.amountMinor, weights)) {
      pay(sponsor, amountMinor);
    }
  }
  return [...paid]
    .filter(([, amountMinor]) => amountMinor > 0)
    .map(([sponsor, amountMinor]) => ({ sponsor, amountMinor }));
}

function playedOf<Element extends { readonly id: string }>(
  { usage }: RatingContext,
  elements: readonly Element[],
): readonly Element[] {
  const ids = new Set(usage.records.map(({ element }) => element));
  return elements.filter(({ id }) => ids.has(id));
}

function shareOf(
  totalMinor: number,
  weights: Readonly<Record<string, Ratio>>,
): ReadonlyMap<string, number> {
  const parts = Object.entries(weights).map(([party, weight]) => ({ party, weight }));
  return new Map(split(totalMinor, parts).map(({ party, amountMinor }) => [party, amountMinor]));
}
