/**
 * Rate case: the sessions of a case, from what was played to lines, totals and royalties.
 *
 *     events --playback--> segments --metering--> usage --rating--> lines
 *
 * The royalties of a case are one statement: exact sums over its sessions, rounded once (A11).
 */
import { answeredInTime } from '../../billing/rating/answer.ts';
import { resolveAuction } from '../../billing/rating/auction.ts';
import { meter } from '../../billing/rating/metering.ts';
import {
  advance,
  newPlayback,
  nextEdgeUs,
  type Playback,
  settle,
} from '../../billing/rating/playback.ts';
import { totalsOf } from '../../billing/rating/rated-line.ts';
import { rate } from '../../billing/rating/rating.ts';
import { refusalSentences } from '../../billing/rating/refusal.ts';
import { roundStatement } from '../../billing/rating/royalty.ts';
import { type Timeline, usToTicks } from '../../billing/rating/timeline.ts';
import type { RatedSession, SessionUsage } from '../../billing/rating/usage.ts';
import { split } from '../../billing/split.ts';
import { cyclesOf } from './cycles.ts';
import type { RateCase, RatedCase, RateSession, RejectedEvent } from './model.ts';

/**
 * Rates a case.
 *
 * @throws {RatingFault} when tariff, timeline and usage of a session do not fit each other
 */
export function rateCase(one: RateCase): RatedCase {
  const sessions = one.sessions.map((session) => {
    const { usage, rejected } = usageOf(session);
    const rated = rate(session.tariff, session.timeline, usage, session.facts);
    return { rejected, rated: named(rated, session.id) };
  });
  const lines = sessions.flatMap(({ rated }) => rated.lines);
  const outcome = one.auction === null ? null : resolveAuction(one.auction);
  const totalsIn = (places: readonly number[]) =>
    totalsOf(places.flatMap((place) => sessions[place]?.rated.lines ?? []));
  return {
    id: one.id,
    title: one.title,
    lines,
    totals: totalsOf(lines),
    royalties: roundStatement(sessions.flatMap(({ rated }) => rated.royalties)),
    rejected: sessions.flatMap(({ rejected }) => rejected),
    cycles: one.cycles === null ? null : cyclesOf(one.cycles.map(totalsIn), one.negativeNet),
    auction: outcome === null ? null : { winner: outcome.winner, priceMinor: outcome.priceMinor },
    split: one.split === null ? null : split(one.split.totalMinor, one.split.parts),
  };
}

/** The session's lines with its name before theirs. */
function named(rated: RatedSession, id: string): RatedSession {
  if (id === '') return rated;
  const lines = rated.lines.map((line) => ({ ...line, element: `${id}:${line.element}` }));
  return { ...rated, lines };
}

function usageOf(session: RateSession): {
  readonly usage: SessionUsage;
  readonly rejected: readonly RejectedEvent[];
} {
  const { played, timeline, tariff } = session;
  if (played.by === 'usage') return { usage: played.usage, rejected: [] };
  let playback = newPlayback();
  for (const event of played.events)
    playback = advance(timeline, tariff.trickPlay, playback, event);
  const { segments, pauses, responses, rejected } = playedOn(timeline, playback);
  const answered = answeredInTime(timeline, segments, responses, tariff.responseWindowUs);
  const records = meter(timeline, segments);
  return {
    usage: { records, pauses, answered, participated: played.participated },
    rejected: rejected.map(({ event, reason }) => ({
      session: session.id,
      t: ownUnits(timeline, usToTicks(timeline, event.atUs)),
      type: event.type.toUpperCase(),
      to: event.type === 'seek' ? ownUnits(timeline, event.toTick) : null,
      reason: refusalSentences[reason],
    })),
  };
}

/** What still plays when nothing is said any more plays to the end. */
function playedOn(timeline: Timeline, playback: Playback): Playback {
  let now = playback;
  for (
    let edgeUs = nextEdgeUs(timeline, now);
    edgeUs !== null;
    edgeUs = nextEdgeUs(timeline, now)
  ) {
    now = settle(timeline, now, edgeUs);
  }
  return now;
}

/** Ticks as a number of seconds or frames. */
function ownUnits(timeline: Timeline, ticks: number): number {
  return timeline.tick === 'frame' ? ticks : ticks / 1_000_000;
}
