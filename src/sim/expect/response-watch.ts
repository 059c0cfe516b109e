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

/** Watches a `leads-to`. */
export function watchResponse(check: Response, tools: WatchTools): Watch {
  const open: Questions = check.caused ? new CausedQuestions() : new OldestQuestion();
  let askedCount = 0;
  let late: { readonly question: RunRecord; readonly more: string } | null = null;
  let lastAnswer: RunRecord | null = null;

  return {
    kinds: check.caused ? null : [...new Set([check.from.kind, check.to.kind])],
    read(record) {
      if (late !== null) return;
      const answers = tools.matches(check.to, record);
      const oldest = open.oldest();
      if (oldest !== null && isLate(check, oldest, record.atUs)) {
        const more = answers ? `; it came late, ${tools.say(record)}` : '';
        late = { question: oldest, more };
        return;
      }
      if (answers && open.answer(record)) lastAnswer = record;
      open.follow?.(record);
      if (!tools.matches(check.from, record)) return;
      askedCount += 1;
      open.ask(record);
    },
    finding(endUs) {
      // Only now, because what became of the order may be known later than that the answer is late.
      if (late !== null) return unanswered(check, late.question, late.more, tools);
      const oldest = open.oldest();
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

/** The records that are not answered yet. */
interface Questions {
  oldest(): RunRecord | null;
  ask(record: RunRecord): void;
  /** Takes a record that answers; true when it answered something. */
  answer(record: RunRecord): boolean;
  /** Takes every record, to know what follows from what; absent where that does not matter. */
  follow?(record: RunRecord): void;
}

/** The unanswered records when any later answer answers all of them. */
class OldestQuestion implements Questions {
  #oldest: RunRecord | null = null;

  oldest(): RunRecord | null {
    return this.#oldest;
  }

  ask(record: RunRecord): void {
    this.#oldest ??= record;
  }

  answer(): boolean {
    const answered = this.#oldest !== null;
    this.#oldest = null;
    return answered;
  }
}

/** The unanswered records when only what follows from one answers it. */
class CausedQuestions implements Questions {
  readonly #open = new Set<Question>();
  /** The unanswered records that a record follows from, by its number. */
  readonly #pastOf = new Map<number, readonly Question[]>();

  oldest(): RunRecord | null {
    const [oldest] = this.#open;
    return oldest?.record ?? null;
  }

  ask(record: RunRecord): void {
    const question: Question = { record, futureSeqs: [] };
    this.#open.add(question);
    this.#remember(record.seq, [...(this.#pastOf.get(record.seq) ?? []), question]);
  }

  answer(record: RunRecord): boolean {
    const past = this.#causesOf(record);
    for (const question of past) {
      this.#open.delete(question);
      for (const seq of question.futureSeqs) this.#forget(seq, question);
    }
    return past.length > 0;
  }

  follow(record: RunRecord): void {
    const past = this.#causesOf(record);
    if (past.length > 0) this.#remember(record.seq, past);
  }

  #causesOf({ cause }: RunRecord): readonly Question[] {
    return cause === null ? [] : (this.#pastOf.get(cause) ?? []);
  }

  #remember(seq: number, past: readonly Question[]): void {
    this.#pastOf.set(seq, past);
    for (const question of past) question.futureSeqs.push(seq);
  }

  #forget(seq: number, answered: Question): void {
    const rest = this.#pastOf.get(seq)?.filter((question) => question !== answered) ?? [];
    if (rest.length === 0) this.#pastOf.delete(seq);
    else this.#pastOf.set(seq, rest);
  }
}
