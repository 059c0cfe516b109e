/**
 * Response watch: every record of one kind leads to one of another.
 *
 *     later    from ── … ──▶ to     some `to` comes after each `from`
 *     caused   from ──cause──▶ … ──cause──▶ to     a `to` comes in the causal future of each `from`
 *
 * Units: microseconds; a limit includes its end. It does not hold when `from` never came: then
 * nothing was shown.
 * Memory: for `later` the oldest unanswered record; for `caused` the numbers of the records that
 * followed from a record that is still unanswered and not yet late.
 */
import { spanText } from '../clock-text.ts';
import type { RunRecord } from '../record.ts';
import type { Check } from './model.ts';
import { patternText } from './pattern.ts';
import type { Finding, Watch, WatchTools } from './watch.ts';

type Response = Extract<Check, { readonly check: 'leads-to' }>;

/** A record that waits for what it leads to. */
interface Question {
  readonly record: RunRecord;
  /** The numbers of the records known to follow from it, itself included. */
  readonly futureSeqs: number[];
}
/** The records that are not answered yet, the oldest first. */
interface Open {
  readonly questions: Set<Question>;
  /** Those that a record follows from, by its number. */
  readonly pastOf: Map<number, readonly Question[]>;
}
interface Asked {
  readonly open: Open;
  askedCount: number;
  late: { readonly question: RunRecord; readonly more: string } | null;
  lastAnswer: RunRecord | null;
}

/** Watches a `leads-to`. */
export function watchResponse(check: Response, tools: WatchTools): Watch<Asked> {
  const way = check.caused ? CAUSED : LATER;
  return {
    kinds: check.caused ? null : [...new Set([check.from.kind, check.to.kind])],
    state: {
      open: { questions: new Set(), pastOf: new Map() },
      askedCount: 0,
      late: null,
      lastAnswer: null,
    },
    read(record) {
      const { state } = this;
      const { open } = state;
      if (state.late !== null) return;
      const answers = tools.matches(check.to, record);
      const oldest = oldestIn(open);
      if (oldest !== null && isLate(check, oldest, record.atUs)) {
        const more = answers ? `; it came late, ${tools.say(record)}` : '';
        state.late = { question: oldest, more };
        return;
      }
      if (answers && way.answer(open, record)) state.lastAnswer = record;
      way.follow(open, record);
      if (!tools.matches(check.from, record)) return;
      state.askedCount += 1;
      way.ask(open, record);
    },
    finding(endUs) {
      const { open, askedCount, late, lastAnswer } = this.state;
      // Only now, because what became of the order may be known later than that the answer is late.
      if (late !== null) return unanswered(check, late.question, late.more, tools);
      const oldest = oldestIn(open);
      if (oldest !== null) {
        return unanswered(check, oldest, `; the run ended at ${tools.clock(endUs)}`, tools);
      }
      if (askedCount === 0) {
        const explanation = `nothing to lead from: ${patternText(check.from)} did not come`;
        return { holds: false, explanation, seq: null };
      }
      const explanation = `${patternText(check.to)} followed each of ${askedCount} ${patternText(check.from)}`;
      return { holds: true, explanation, seq: lastAnswer?.seq ?? null };
    },
  };
}

function isLate({ withinUs }: Response, question: RunRecord, atUs: number): boolean {
  return withinUs !== null && atUs > question.atUs + withinUs;
}

function unanswered(
  { to, withinUs, caused }: Response,
  question: RunRecord,
  more: string,
  { say, instead }: WatchTools,
): Finding {
  const lacked = caused ? 'did not cause' : 'was not followed by';
  const within = withinUs === null ? '' : ` within ${spanText(withinUs)}`;
  const found = `${say(question)} ${lacked} ${patternText(to)}${within}${more}`;
  const explanation = `${found}${instead(question.conversation)}`;
  return { holds: false, explanation, seq: question.seq };
}

function oldestIn({ questions }: Open): RunRecord | null {
  const [oldest] = questions;
  return oldest?.record ?? null;
}

/** What answers what. */
interface Way {
  ask(open: Open, record: RunRecord): void;
  /** Takes a record that answers; true when it answered something. */
  answer(open: Open, record: RunRecord): boolean;
  /** Takes every record, to know what follows from what. */
  follow(open: Open, record: RunRecord): void;
}

/** Any later answer answers all, so that only the oldest is kept. */
const LATER: Way = {
  ask({ questions }, record) {
    if (questions.size === 0) questions.add({ record, futureSeqs: [] });
  },
  answer({ questions }) {
    const answered = questions.size > 0;
    questions.clear();
    return answered;
  },
  follow() {},
};

/** Only what follows from a record answers it. */
const CAUSED: Way = {
  ask(open, record) {
    const question: Question = { record, futureSeqs: [] };
    open.questions.add(question);
    remember(open, record.seq, [...(open.pastOf.get(record.seq) ?? []), question]);
  },
  answer(open, record) {
    const past = causesOf(open, record);
    for (const question of past) {
      open.questions.delete(question);
      for (const seq of question.futureSeqs) forget(open, seq, question);
    }
    return past.length > 0;
  },
  follow(open, record) {
    const past = causesOf(open, record);
    if (past.length > 0) remember(open, record.seq, past);
  },
};

function causesOf({ pastOf }: Open, { cause }: RunRecord): readonly Question[] {
  return cause === null ? [] : (pastOf.get(cause) ?? []);
}

function remember({ pastOf }: Open, seq: number, past: readonly Question[]): void {
  pastOf.set(seq, past);
  for (const question of past) question.futureSeqs.push(seq);
}

function forget({ pastOf }: Open, seq: number, answered: Question): void {
  const rest = pastOf.get(seq)?.filter((question) => question !== answered) ?? [];
  if (rest.length === 0) pastOf.delete(seq);
  else pastOf.set(seq, rest);
}
