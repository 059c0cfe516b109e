/**
 * Viewed sessions: what was played in each session of a run, and what it came to.
 *
 *     records ──SessionLog──▶ segments, pauses, answers, facts ──▶ a picture (picture/session-picture.ts)
 *                        └──▶ the lines that were due
 *
 * Known are the sessions of which usage was rated. Units: as in billing/rating/usage.ts; minor units.
 */
import type { Pause, PlayedSegment, RatedLine, ViewingFacts } from '../billing/rating/usage.ts';
import type { Address } from '../machines/address.ts';
import { asSaved, type KeptReader } from './keepable.ts';
import type { RunRecord } from './record.ts';
import { type LoggedSession, SessionLog } from './session-log.ts';

/** One session as far as it was reported and accepted. */
export interface ViewedSession {
  readonly session: string;
  readonly client: Address;
  readonly transmission: string;
  readonly delivery: string;
  readonly facts: ViewingFacts;
  readonly segments: readonly PlayedSegment[];
  readonly pauses: readonly Pause[];
  readonly answered: readonly string[];
  /** What it was billed for; null when that has not come yet. */
  readonly lines: readonly RatedLine[] | null;
}

const KEPT = 1_000;

/** Keeps the first 1,000 sessions of a run, and one that is asked for. */
export class ViewedSessions implements KeptReader {
  readonly #log = new SessionLog();
  #billed = new Map<string, ViewedSession>();
  readonly #wanted: string | null;

  /** @param wanted the id of a session to keep however late it comes */
  constructor(wanted: string | null = null) {
    this.#wanted = wanted;
  }

  /** In the order in which they began. */
  get sessions(): readonly ViewedSession[] {
    const open = this.#log.open.filter(({ session }) => !this.#billed.has(session));
    const viewed = [...this.#billed.values(), ...open.flatMap((one) => viewedSession(one, null))];
    return viewed.sort((a, b) => a.facts.startedCivilUs - b.facts.startedCivilUs);
  }

  read(record: RunRecord): void {
    const billed = this.#log.read(record);
    if (billed === null) return;
    const { session, due } = billed;
    if (this.#billed.size >= KEPT && session.session !== this.#wanted) return;
    for (const viewed of viewedSession(session, due.lines)) {
      this.#billed.set(viewed.session, viewed);
    }
  }

  save(): unknown {
    const saved: SavedSessions = { log: this.#log.save(), billed: this.#billed };
    return saved;
  }

  load(state: unknown): void {
    const { log, billed } = asSaved<SavedSessions>(state);
    this.#log.load(log);
    this.#billed = billed;
  }
}

interface SavedSessions {
  readonly log: unknown;
  readonly billed: Map<string, ViewedSession>;
}

/** The session as one, or as none when nothing of it was rated. */
function viewedSession(
  { session, client, transmission, delivery, facts, usage, ...log }: LoggedSession,
  lines: readonly RatedLine[] | null,
): readonly ViewedSession[] {
  if (facts === null) return [];
  const accepted = [...log.reported.values()]
    .filter(({ report }) => log.accepted.has(report))
    .sort((a, b) => a.report - b.report);
  return [
    {
      session,
      client,
      transmission,
      delivery,
      facts,
      segments: accepted.flatMap(({ segments }) => segments),
      pauses: accepted.flatMap(({ pauses }) => pauses),
      answered: usage.answered,
      lines,
    },
  ];
}
