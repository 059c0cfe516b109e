/**
 * Trace: the records of a run, with the questions a test asks of them.
 *
 *     traceOf(records).of('alice-1').messages('payment.* from processing-server')
 *
 * Patterns are text as in scenario files (sim/expect/pattern.ts) or patterns already read. In text, a
 * participant is named by its address, or by the last part of it where only one has it: `alice`.
 */
import { matches, type Pattern, parsePattern, type Vocabulary } from '../sim/expect/pattern.ts';
import type { BodyOf } from '../sim/expect/record-fields.ts';
import type { RunRecord } from '../sim/record.ts';
import { causesOf, consequencesOf } from '../sim/trace/causality.ts';
import { vocabularyOf } from '../sim/trace/vocabulary.ts';

/** A pattern as text, or already read. */
export type PatternLike = string | Pattern;

/** A pattern in a test cannot be read. */
export class PatternMistake extends Error {
  override readonly name = 'PatternMistake';
}

/** The records of a run, in order; a part of a trace is a trace that still knows the whole. */
export class Trace {
  readonly records: readonly RunRecord[];
  readonly #whole: Whole;

  /** Called by `traceOf`. */
  constructor(records: readonly RunRecord[], whole: Whole = new Whole(records)) {
    this.records = records;
    this.#whole = whole;
  }

  /**
   * The records that a pattern means; a message type alone means where it arrived.
   *
   * @throws {PatternMistake} when the text is no pattern or names somebody the trace does not have
   */
  messages(pattern: PatternLike): readonly RunRecord[] {
    const wanted = this.pattern(pattern);
    return this.records.filter((record) => this.means(wanted, record));
  }

  /** The part of the trace between two instants, both included, in microseconds since the start. */
  between(fromUs: number, untilUs: number): Trace {
    const part = this.records.filter(({ atUs }) => atUs >= fromUs && atUs <= untilUs);
    return new Trace(part, this.#whole);
  }

  /** The part of the trace about one order or document. */
  of(conversation: string): Trace {
    const part = this.records.filter((record) => record.conversation === conversation);
    return new Trace(part, this.#whole);
  }

  /**
   * What led to a record, in the whole trace: what began it first, the record itself last.
   *
   * @throws {UnknownRecord} when the record is not in the trace
   */
  causesOf({ seq }: { readonly seq: number }): readonly RunRecord[] {
    return causesOf(this.#whole.records, seq);
  }

  /** What followed from a record, in the whole trace, without the record itself. */
  consequencesOf({ seq }: { readonly seq: number }): readonly RunRecord[] {
    return [...consequencesOf(this.#whole.records, seq)];
  }

  /**
   * The pattern that a text means in this trace.
   *
   * @throws {PatternMistake} when the text is no pattern or names somebody the trace does not have
   */
  pattern(pattern: PatternLike): Pattern {
    if (typeof pattern !== 'string') return pattern;
    const read = parsePattern(pattern, this.#whole.vocabulary);
    if (read.ok) return read.pattern;
    const { offset, found, expected, nearest } = read.problem;
    const hint = nearest === null ? '' : `; did you mean "${nearest}"?`;
    const pointer = `\n\n    ${pattern}\n    ${' '.repeat(offset)}^`;
    throw new PatternMistake(`found ${found}, expected ${expected}${hint}${pointer}`);
  }

  /** The participants of the trace, as names in patterns and conditions. */
  get vocabulary(): Vocabulary {
    return this.#whole.vocabulary;
  }

  /** Whether a pattern means a record, with what a message said when it was sent. */
  means(pattern: Pattern, record: RunRecord): boolean {
    return matches(pattern, record, this.bodyOf);
  }

  /** What the message that arrived or was lost said when it was sent; null when the trace lacks that. */
  get bodyOf(): BodyOf {
    return this.#whole.bodyOf;
  }

  /** When the last record of the trace happened; 0 without records. */
  get endUs(): number {
    return this.#whole.records.at(-1)?.atUs ?? 0;
  }
}

/** The trace of a run: its records, in order, from an array, a file or a run. */
export function traceOf(records: Iterable<RunRecord>): Trace {
  return new Trace([...records]);
}

/** What every part of a trace shares. */
class Whole {
  readonly records: readonly RunRecord[];
  readonly vocabulary: Vocabulary;
  readonly #bySeq = new Map<number, RunRecord>();

  constructor(records: readonly RunRecord[]) {
    this.records = records;
    this.vocabulary = vocabularyOf(records);
    for (const record of records) this.#bySeq.set(record.seq, record);
  }

  readonly bodyOf: BodyOf = ({ cause }) => {
    const sent = cause === null ? undefined : this.#bySeq.get(cause);
    return sent?.kind === 'sent' ? sent.body : null;
  };
}
