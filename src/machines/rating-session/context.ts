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
import type { AgreedPrice } from '../viewing-protocol.ts';

export interface RatingInput {
  readonly session: string;
  readonly client: Address;
  readonly offer: ViewingOffer;
  readonly delivery: string;
  /** As they were when the session was selected (I24). */
  readonly facts: ViewingFacts;
  readonly currency: string;
  /** The civil instant of virtual time 0, in microseconds since 1970. */
  readonly epochUs: number;
}
export interface RatingContext extends RatingInput {
  readonly usage: SessionUsage;
  /** What that comes to so far, rounded as if the session closed now. */
  readonly rated: RatedSession;
  readonly version: number;
  readonly closedAtUs: number;
  /** No more usage comes. */
  readonly isClosed: boolean;
  /** The version of its transaction record that is on its way to the database; null when none is. */
  readonly noting: number | null;
  /** The latest version that the database has. */
  readonly notedVersion: number;
  /** Its lines are with the billing processor. */
  readonly isBilled: boolean;
}

/** The sponsor of what names none. */
const HOUSE_SPONSOR = 'house';

const NO_USAGE: SessionUsage = { records: [], pauses: [], answered: [], participated: [] };

/** A session whose usage is still to come. */
export function newRating(input: RatingInput): RatingContext {
  return {
    ...input,
    usage: NO_USAGE,
    rated: rateUsage(input, NO_USAGE),
    version: 0,
    closedAtUs: 0,
    isClosed: false,
    noting: null,
    notedVersion: 0,
    isBilled: false,
  };
}

/** The session with the usage of one transfer added (I15). */
export function addUsage(
  context: RatingContext,
  { usage: more, atUs, closes }: Received<'usage.transfer'>,
): Partial<RatingContext> {
  const usage = {
    records: [...context.usage.records, ...more.records],
    pauses: [...context.usage.pauses, ...more.pauses],
    answered: more.answered,
    participated: more.participated,
  };
  return {
    usage,
    rated: rateUsage(context, usage),
    version: context.version + 1,
    closedAtUs: atUs,
    isClosed: closes,
  };
}

function rateUsage(input: RatingInput, usage: SessionUsage): RatedSession {
  const { timeline, tariff } = playedDelivery(input);
  return rate(tariff, timeline, usage, input.facts);
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
export function recordOf(context: RatingContext): TransactionRecord {
  const { rated } = context;
  return {
    number: `${context.session}/${context.version}`,
    record: 'transaction',
    session: context.session,
    version: context.version,
    subscriber: context.client,
    transmission: context.offer.transmission,
    delivery: context.delivery,
    startedAtUs: context.facts.startedCivilUs - context.epochUs,
    notedAtUs: context.closedAtUs,
    programming: played(context, ({ kind, mode }) => kind === 'programme' && mode === 'first'),
    subsidy: played(context, ({ kind, mode }) => kind === 'subsidy' && mode === 'first'),
    review: played(context, ({ mode }) => mode === 'review'),
    pausedUs: context.usage.pauses.reduce((sum, { lengthUs }) => sum + lengthUs, 0),
    ...sidesOf(rated),
    netMinor: rated.totals.netMinor,
    closed: context.isClosed,
  };
}

/** The prices won at auction by which the session was rated; null is the whole transmission (Bh). */
export function pricesUsed({ facts }: RatingContext): readonly AgreedPrice[] {
  const { blockMinor, agreedMinor } = facts;
  const parts = Object.entries(agreedMinor).map(([part, priceMinor]) => ({ part, priceMinor }));
  return blockMinor === null ? parts : [{ part: null, priceMinor: blockMinor }, ...parts];
}

/** What is to be billed of the closed session (A14). */
export function dueOf(
  context: RatingContext,
): Omit<Message<'viewing.due'>, 'type' | 'requestId' | 'conversation'> {
  const { session, client, offer, delivery, closedAtUs } = context;
  const { rated } = context;
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

function playedDelivery({ offer, delivery }: RatingInput): Delivery {
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
