/**
 * Metering context: what the interface server knows of one session, and what it passes on.
 *
 *     reports 1 2 _ 4 ──▶ 1 2 metered, 4 kept until 3 comes, or until the session closes
 *
 * Units: ticks of the timeline, microseconds since the session began; `nowUs` of virtual time.
 */
import { answeredInTime } from '../../billing/rating/answer.ts';
import { type Metering, meterMore, nothingMetered } from '../../billing/rating/metering.ts';
import { checkSegments } from '../../billing/rating/segment-check.ts';
import type {
  CommercialResponse,
  Pause,
  PlayedSegment,
  SessionUsage,
  UsageRecord,
  ViewingFacts,
} from '../../billing/rating/usage.ts';
import type { Address } from '../address.ts';
import { type Delivery, deliveryOf, factsOf, type ViewingOffer } from '../viewing-catalogue.ts';
import type { SubscriberFacts, UsageReport } from '../viewing-protocol.ts';

export interface MeteringInput {
  readonly session: string;
  readonly client: Address;
  readonly offer: ViewingOffer;
  /** The civil instant of virtual time 0, in microseconds since 1970. */
  readonly epochUs: number;
}
export interface MeteringContext extends MeteringInput {
  /** Where the client system's session is reached. */
  readonly viewer: Address;
  readonly subscriber: SubscriberFacts | null;
  readonly delivery: string;
  readonly facts: ViewingFacts | null;
  readonly startedAtUs: number;
  /** Reports that came before one that is still missing. */
  readonly waiting: readonly UsageReport[];
  /** The next report that can be metered. */
  readonly nextReport: number;
  readonly metering: Metering;
  readonly segments: readonly PlayedSegment[];
  readonly responses: readonly CommercialResponse[];
  /** Metered and not passed on yet. */
  readonly pending: { readonly records: readonly UsageRecord[]; readonly pauses: readonly Pause[] };
  readonly participated: readonly string[];
  readonly transferCount: number;
  /** How many of the transfers were answered. */
  readonly ratedCount: number;
  /** True once the last report was metered. */
  readonly isComplete: boolean;
}

const NOTHING_PENDING = { records: [], pauses: [] };

/** A session of which nothing is known. */
export function newMetering(input: MeteringInput): MeteringContext {
  return {
    ...input,
    viewer: '',
    subscriber: null,
    delivery: '',
    facts: null,
    startedAtUs: 0,
    waiting: [],
    nextReport: 1,
    metering: nothingMetered,
    segments: [],
    responses: [],
    pending: NOTHING_PENDING,
    participated: [],
    transferCount: 0,
    ratedCount: 0,
    isComplete: false,
  };
}

/** The delivery that is played; undefined before it is chosen. */
export function playedDelivery({ offer, delivery }: MeteringContext): Delivery | undefined {
  return deliveryOf(offer, delivery);
}

/** The session once its delivery is chosen: the facts are fixed from now on (I24). */
export function begin(
  context: MeteringContext,
  chosen: { readonly delivery: string; readonly atUs: number },
): Partial<MeteringContext> {
  const { offer, subscriber, epochUs } = context;
  if (subscriber === null) return {};
  const { delivery, atUs } = chosen;
  return { delivery, startedAtUs: atUs, facts: factsOf(offer, subscriber, epochUs + atUs) };
}

/** Why a report cannot be true; null when it can (or came too early to be asked). */
export function faultIn(
  context: MeteringContext,
  report: UsageReport & { readonly atUs: number },
): string | null {
  const timeline = playedDelivery(context)?.timeline;
  if (timeline === undefined) return 'nothing is being played';
  // Clocks of client systems are the network's own; half a second is for the way a start takes.
  const untilUs = report.atUs - context.startedAtUs + 500_000;
  const [fault] = checkSegments(timeline, report.segments, untilUs);
  return fault === undefined ? null : `${fault.where}: ${fault.what}`;
}

/** The session with a report taken: it, and what waited for it, metered. */
export function take(context: MeteringContext, report: UsageReport): Partial<MeteringContext> {
  return meterWaiting({ ...context, waiting: [...context.waiting, report] }, false);
}
/** The session with everything metered that came, whatever is missing: it is closing. */
export function takeAll(context: MeteringContext): Partial<MeteringContext> {
  return meterWaiting(context, true);
}

function meterWaiting(context: MeteringContext, withGaps: boolean): Partial<MeteringContext> {
  const timeline = playedDelivery(context)?.timeline;
  if (timeline === undefined) return {};
  let { nextReport, metering, isComplete } = context;
  const waiting = [...context.waiting].sort((a, b) => a.report - b.report);
  const segments = [...context.segments];
  const responses = [...context.responses];
  const participated = new Set(context.participated);
  const records = [...context.pending.records];
  const pauses = [...context.pending.pauses];
  for (let report = waiting[0]; report !== undefined; report = waiting[0]) {
    if (report.report > nextReport && !withGaps) break;
    waiting.shift();
    if (report.report < nextReport) continue;
    const metered = meterMore(timeline, metering, report.segments);
    metering = metered.metering;
    records.push(...metered.records);
    segments.push(...report.segments);
    pauses.push(...report.pauses);
    responses.push(...report.responses);
    for (const survey of report.participated) participated.add(survey);
    nextReport = report.report + 1;
    isComplete ||= report.last;
  }
  return {
    waiting,
    nextReport,
    metering,
    isComplete,
    segments,
    responses,
    participated: [...participated],
    pending: { records, pauses },
  };
}

/** What is to be passed on: the usage that is new, and all that was answered and taken part in. */
export function newUsage(context: MeteringContext): SessionUsage {
  const { pending, segments, responses, participated } = context;
  const delivery = playedDelivery(context);
  const answered =
    delivery === undefined
      ? []
      : answeredInTime(delivery.timeline, segments, responses, delivery.tariff.responseWindowUs);
  return { ...pending, answered, participated };
}
/** The session once that is on its way. */
export function passedOn({ transferCount }: MeteringContext): Partial<MeteringContext> {
  return { pending: NOTHING_PENDING, transferCount: transferCount + 1 };
}
/** True when there is something to pass on, and what was passed on before has come. */
export function canPassOn(context: MeteringContext): boolean {
  const { records, pauses } = context.pending;
  return records.length + pauses.length > 0 && isAllRated(context);
}
/** True when every transfer was answered: one at a time, so that none overtakes another. */
export function isAllRated({ transferCount, ratedCount }: MeteringContext): boolean {
  return transferCount === ratedCount;
}
/** True when the client system has said that anything was played. */
export function wasHeardOf({ nextReport, waiting }: MeteringContext): boolean {
  return nextReport > 1 || waiting.length > 0;
}
