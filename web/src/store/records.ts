/**
 * Records: the run as the page keeps it: columns of numbers, and the few indexes every view needs.
 *
 *     batches ──add──▶ columns (growing typed arrays)
 *                  ├─▶ messages: one row a message, sent ▸ arrived or lost
 *                  ├─▶ by actor, by conversation: the records of each, in order
 *                  └─▶ events of machines: their states over time
 *
 * A record is known by its number `seq`, from 1. Nothing here changes once it was added, but a message's
 * arrival. Units: virtual microseconds.
 */
import { RECORD_KINDS, type RecordBatch } from '../../../src/inspector/wire-reply.ts';

export const KIND = Object.fromEntries(RECORD_KINDS.map((kind, index) => [kind, index])) as Record<
  (typeof RECORD_KINDS)[number],
  number
>;
export type KindName = (typeof RECORD_KINDS)[number];

/** What became of a message so far. */
export const FATE = { underWay: 0, delivered: 1, lost: 2, again: 3 } as const;

/** A column of whole numbers that grows. */
export class Column {
  private values: Float64Array;
  length = 0;

  constructor(capacity = 1024) {
    this.values = new Float64Array(capacity);
  }
  push(value: number): void {
    if (this.length === this.values.length) {
      const larger = new Float64Array(this.values.length * 2);
      larger.set(this.values);
      this.values = larger;
    }
    this.values[this.length++] = value;
  }
  at(index: number): number {
    return this.values[index] ?? 0;
  }
  set(index: number, value: number): void {
    this.values[index] = value;
  }
}

/** One run, as far as the page has read it. */
export class Records {
  readonly strings: string[] = [];
  readonly atUs = new Column();
  readonly kind = new Column();
  readonly actor = new Column();
  readonly type = new Column();
  readonly cause = new Column();
  readonly conversation = new Column();
  readonly from = new Column();
  readonly to = new Column();
  readonly channel = new Column();
  readonly a = new Column();
  readonly b = new Column();
  readonly ignored = new Column();

  /** Message rows: the numbers of the records that sent each, and that ended it (0 while under way). */
  readonly sentSeq = new Column();
  readonly endSeq = new Column();
  readonly fate = new Column();
  /** The message row of a record about a message; -1 of any other. Indexed by seq - 1. */
  readonly rowOf = new Column();
  /** The records of each actor and conversation, by the number of its string. */
  readonly byActor = new Map<number, number[]>();
  readonly byConversation = new Map<number, number[]>();
  /** The records that name each record as their cause. */
  readonly consequences = new Map<number, number[]>();
  private readonly rowOfSent = new Map<number, number>();
  private readonly numbers = new Map<string, number>();

  get length(): number {
    return this.atUs.length;
  }
  get messageCount(): number {
    return this.sentSeq.length;
  }

  /** The text of a string's number. */
  text(number: number): string {
    return this.strings[number] ?? '';
  }
  /** The number of a text that occurs in the run; -1 where it does not. */
  numberOf(text: string): number {
    return this.numbers.get(text) ?? -1;
  }
  kindName(seq: number): KindName {
    return RECORD_KINDS[this.kind.at(seq - 1)] ?? 'stimulus';
  }
  typeText(seq: number): string {
    return this.text(this.type.at(seq - 1));
  }
  actorText(seq: number): string {
    return this.text(this.actor.at(seq - 1));
  }

  /** Adds a batch that follows what is there; anything else is left out. */
  add({ first, strings, stringsFrom, columns }: RecordBatch): void {
    strings.forEach((text, index) => {
      this.strings[stringsFrom + index] = text;
      this.numbers.set(text, stringsFrom + index);
    });
    if (first !== this.length + 1) return;
    const count = columns.atUs.length;
    for (let index = 0; index < count; index += 1) this.addOne(first + index, columns, index);
  }

  private addOne(seq: number, columns: RecordBatch['columns'], index: number): void {
    for (const name of COLUMN_NAMES) this[name].push(columns[name][index] ?? 0);
    const kind = this.kind.at(seq - 1);
    const cause = this.cause.at(seq - 1);
    appendTo(this.byActor, this.actor.at(seq - 1), seq);
    const conversation = this.conversation.at(seq - 1);
    if (conversation !== 0) appendTo(this.byConversation, conversation, seq);
    if (cause !== 0) appendTo(this.consequences, cause, seq);
    this.rowOf.push(this.rowFor(seq, kind, cause));
  }

  /** A sent message is a new row; an arrival or a loss ends the row of what was sent. */
  private rowFor(seq: number, kind: number, cause: number): number {
    if (kind === KIND.sent) {
      const row = this.sentSeq.length;
      this.sentSeq.push(seq);
      this.endSeq.push(0);
      this.fate.push(FATE.underWay);
      this.rowOfSent.set(seq, row);
      return row;
    }
    if (kind !== KIND.delivered && kind !== KIND.lost) return -1;
    const row = this.rowOfSent.get(cause);
    if (row === undefined) return -1;
    if (this.endSeq.at(row) !== 0) {
      // A duplicate of a message that arrived before: a row of its own, so that it can be seen.
      const copy = this.sentSeq.length;
      this.sentSeq.push(cause);
      this.endSeq.push(seq);
      this.fate.push(kind === KIND.lost ? FATE.lost : FATE.again);
      return copy;
    }
    this.endSeq.set(row, seq);
    this.fate.set(row, kind === KIND.lost ? FATE.lost : FATE.delivered);
    return row;
  }

  /** The latest of an actor's machine events not after `seq`; 0 when there was none. */
  machineEventAt(actor: number, seq: number): number {
    const seqs = this.byActor.get(actor) ?? [];
    for (let index = lastNotAfter(seqs, seq); index >= 0; index -= 1) {
      const at = seqs[index] ?? 0;
      const kind = this.kind.at(at - 1);
      if (kind === KIND.transition || kind === KIND.started || kind === KIND.stopped) return at;
    }
    return 0;
  }
  /** The state an actor's machine was in once record `seq` was made; '' before it began. */
  stateAt(actor: number, seq: number): string {
    const at = this.machineEventAt(actor, seq);
    return at === 0 ? '' : this.text(this.b.at(at - 1));
  }

  /** The number of the last record not later than an instant; 0 before the first. */
  seqAtUs(us: number): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.atUs.at(middle) <= us) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

const COLUMN_NAMES = [
  'atUs',
  'kind',
  'actor',
  'type',
  'cause',
  'conversation',
  'from',
  'to',
  'channel',
  'a',
  'b',
  'ignored',
] as const;

/** The index of the last of some ascending numbers that is not after `limit`; -1 when none is. */
export function lastNotAfter(seqs: readonly number[], limit: number): number {
  let low = 0;
  let high = seqs.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((seqs[middle] ?? 0) <= limit) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function appendTo(map: Map<number, number[]>, key: number, seq: number): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [seq]);
  else list.push(seq);
}
