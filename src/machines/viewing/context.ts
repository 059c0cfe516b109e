/**
 * Viewing context: what a client system knows while it plays one transmission, and what it reports.
 *
 * Units: microseconds of virtual time (`...AtUs`, `nowUs`); the playback and all it holds count from
 * the instant the session began. Quantities travel, money does not: nothing here has a price but the
 * quotes that were shown.
 */
import {
  advance,
  newPlayback,
  nextEdgeUs,
  type Playback,
  type PlaybackEvent,
  settle,
} from '../../billing/rating/playback.ts';
import { elementAt, lengthTicks, ticksToUs, usToTicks } from '../../billing/rating/timeline.ts';
import type { Address } from '../address.ts';
import type { DeliveryQuote, PlayingTerms, UsageReport } from '../viewing-protocol.ts';

/** How a person chooses among the deliveries on offer: by name, or the cheapest. */
export type DeliveryChoice =
  | { readonly by: 'name'; readonly delivery: string }
  | { readonly by: 'price' };

export interface ViewingInput {
  readonly client: Address;
  /** The session's id: `alice-viewing-1`. */
  readonly session: string;
  readonly transmission: string;
  readonly choice: DeliveryChoice;
}
export interface ViewingContext extends ViewingInput {
  readonly quotes: readonly DeliveryQuote[];
  readonly delivery: string;
  readonly terms: PlayingTerms | null;
  readonly startedAtUs: number;
  readonly playback: Playback;
  /** The instant of the latest event. */
  readonly nowUs: number;
  /** The instant the machine wakes next while playing. */
  readonly wakeUs: number;
  readonly reportDueUs: number;
  readonly reportCount: number;
  /** How many reports were answered. */
  readonly notedCount: number;
  /** The person stopped it before it began. */
  readonly isStopWanted: boolean;
  /** When a pause that goes on ends the session. */
  readonly pauseEndsUs: number;
  /** How much of the playback was reported: how many of each. */
  readonly reported: {
    readonly segments: number;
    readonly pauses: number;
    readonly responses: number;
  };
  readonly participated: readonly string[];
  readonly participationReported: number;
}

/** A client system reports at least this often while it plays: a minute. */
export const REPORT_EVERY_US = 60_000_000;
/** Nobody comes back to what has stood still for four hours: it is stopped, and costs no more. */
export const PAUSE_MAX_US = 4 * 3_600_000_000;

/** A session of which nothing has been played. */
export function newViewing(input: ViewingInput): ViewingContext {
  return {
    ...input,
    quotes: [],
    delivery: '',
    terms: null,
    startedAtUs: 0,
    playback: newPlayback(),
    nowUs: 0,
    wakeUs: 0,
    reportDueUs: 0,
    reportCount: 0,
    notedCount: 0,
    isStopWanted: false,
    pauseEndsUs: 0,
    reported: { segments: 0, pauses: 0, responses: 0 },
    participated: [],
    participationReported: 0,
  };
}

/** The ids under which a request of the session is sent. */
export function viewingLetter(context: ViewingContext, type: string) {
  return {
    to: `interface-server/session-${context.session}`,
    requestId: `${context.session}:${type}`,
    conversation: context.session,
  };
}

/** The delivery the person would choose; null when it is not on offer. */
export function chosenDelivery(
  { choice }: ViewingContext,
  quotes: readonly DeliveryQuote[],
): string | null {
  if (choice.by === 'name') {
    return quotes.some(({ delivery }) => delivery === choice.delivery) ? choice.delivery : null;
  }
  const [first, ...others] = quotes;
  return (
    others.reduce((best, quote) => (quote.netMinor < (best?.netMinor ?? 0) ? quote : best), first)
      ?.delivery ?? null
  );
}

/** The playback once it begins at `atUs`. */
export function beginPlaying(
  context: ViewingContext,
  terms: PlayingTerms,
  atUs: number,
): Partial<ViewingContext> {
  const playback = advance(terms.timeline, terms.trickPlay, context.playback, {
    type: 'play',
    atUs: 0,
  });
  return { terms, startedAtUs: atUs, nowUs: atUs, playback, reportDueUs: atUs + REPORT_EVERY_US };
}

/** What a person does to what plays, in the playback's own time. */
export type PlayerAction = {
  readonly type: 'pause' | 'resume' | 'stop' | 'seek' | 'respond';
  readonly atUs: number;
  /** Where to: microseconds of media time, or a frame. */
  readonly to?: { readonly us: number } | { readonly frame: number };
  readonly part?: string | null;
};

/** The session after a person has done something; what is not allowed is in the playback's rejections. */
export function act(context: ViewingContext, action: PlayerAction): Partial<ViewingContext> {
  const { terms, playback, startedAtUs } = context;
  if (terms === null) return { nowUs: action.atUs };
  const event = playbackEvent(context, terms, action, action.atUs - startedAtUs);
  return {
    nowUs: action.atUs,
    playback: advance(terms.timeline, terms.trickPlay, playback, event),
  };
}

function playbackEvent(
  { session, playback }: ViewingContext,
  { timeline }: PlayingTerms,
  { type, to, part }: PlayerAction,
  atUs: number,
): PlaybackEvent {
  if (type === 'respond') {
    const id = `${session}:response-${playback.responses.length + 1}`;
    return part === undefined || part === null ? { type, atUs, id } : { type, atUs, id, part };
  }
  if (type !== 'seek') return { type, atUs };
  const toTick = to === undefined ? 0 : 'frame' in to ? to.frame : usToTicks(timeline, to.us);
  return { type, atUs, toTick: Math.min(toTick, lengthTicks(timeline)) };
}

/** The session at the instant it was to wake: what was played until then is settled. */
export function awake(context: ViewingContext): Partial<ViewingContext> {
  const { terms, playback, wakeUs, startedAtUs } = context;
  if (terms === null) return {};
  return { nowUs: wakeUs, playback: settle(terms.timeline, playback, wakeUs - startedAtUs) };
}

/** When the machine wakes next: at the next edge of an element, or to report. */
export function nextWakeUs({ terms, playback, startedAtUs, reportDueUs }: ViewingContext): number {
  const edgeUs = terms === null ? null : nextEdgeUs(terms.timeline, playback);
  return edgeUs === null ? reportDueUs : Math.min(reportDueUs, startedAtUs + edgeUs);
}

/** The kind of what is playing now. */
export function kindPlaying({ terms, playback }: ViewingContext): 'programme' | 'subsidy' | null {
  if (terms === null) return null;
  return elementAt(terms.timeline, playback.positionTick)?.kind ?? null;
}

/** What was not reported yet. */
export function reportOf(context: ViewingContext, last: boolean): UsageReport {
  const { playback, reported, participated, participationReported, reportCount } = context;
  return {
    report: reportCount + 1,
    segments: playback.segments.slice(reported.segments),
    pauses: playback.pauses.slice(reported.pauses),
    responses: playback.responses.slice(reported.responses),
    participated: participated.slice(participationReported),
    last,
  };
}
/** The session once that is on its way. */
export function afterReport(context: ViewingContext): Partial<ViewingContext> {
  const { playback, nowUs, reportCount, participated } = context;
  return {
    reportCount: reportCount + 1,
    reportDueUs: nowUs + REPORT_EVERY_US,
    reported: {
      segments: playback.segments.length,
      pauses: playback.pauses.length,
      responses: playback.responses.length,
    },
    participationReported: participated.length,
  };
}

/** Until when a response may still come for a commercial that asks for one; null when none is missing. */
export function responseOpenUntilUs({
  terms,
  playback,
  startedAtUs,
}: ViewingContext): number | null {
  if (terms === null) return null;
  const answered = new Set(playback.responses.map(({ part }) => part));
  let untilUs: number | null = null;
  for (const { fromTick, toTick, atUs } of playback.segments) {
    const element = elementAt(terms.timeline, toTick - 1);
    if (element?.responseRequired !== true || answered.has(element.part)) continue;
    const lengthUs = ticksToUs(terms.timeline, toTick - fromTick);
    untilUs = startedAtUs + atUs + lengthUs + terms.responseWindowUs;
  }
  return untilUs;
}
