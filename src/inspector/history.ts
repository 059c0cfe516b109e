/**
 * History: everything a run has said, and what each machine knew after every event it took.
 *
 * Contexts are kept by reference: machines never change one, they make another that shares what stayed
 * the same, so remembering all of them costs little more than the changes.
 */
import type { Address } from '../machines/address.ts';
import type { RecordReader, RunRecord } from '../sim/record.ts';

/** Tells what the machine at an address knows now. */
export type ContextOf = (address: Address) => unknown;

/** What a history begins with: another one's, up to a record. */
export interface Inherited {
  readonly from: History;
  readonly head: number;
}

/** The records of one run, from the first to the latest. */
export class History implements RecordReader {
  readonly records: RunRecord[];
  private readonly contextOf: ContextOf;
  private readonly inherited: Inherited | null;
  private readonly contexts = new Map<number, unknown>();
  /** The numbers of the records of each machine's events, in order; what is inherited is not among them. */
  private readonly events = new Map<Address, number[]>();
  private readonly machines = new Map<Address, string>();

  constructor(contextOf: ContextOf, inherited: Inherited | null = null) {
    this.contextOf = contextOf;
    this.inherited = inherited;
    this.records = inherited?.from.records.slice(0, inherited.head) ?? [];
  }

  read(record: RunRecord): void {
    this.records.push(record);
    if (record.kind !== 'transition' && record.kind !== 'started') return;
    if (record.kind === 'started') this.machines.set(record.actor, record.machine);
    const events = this.events.get(record.actor);
    if (events === undefined) this.events.set(record.actor, [record.seq]);
    else events.push(record.seq);
    this.learn(record);
  }

  /** What the machines that are there from the beginning know; they start before anybody can be asked. */
  learnBeginnings(): void {
    for (const record of this.records) if (record.kind === 'started') this.learn(record);
  }

  /** The record of a number; undefined where there is none. */
  at(seq: number): RunRecord | undefined {
    return this.records[seq - 1];
  }

  /** What the machine knew after the record `seq` of it; undefined when that is not known. */
  contextAfter(seq: number): unknown {
    const { inherited } = this;
    if (inherited !== null && seq <= inherited.head) return inherited.from.contextAfter(seq);
    return this.contexts.get(seq);
  }

  /** The latest event of a machine that is not after `seq`; null when there was none. */
  eventAt(address: Address, seq: number): number | null {
    const events = this.events.get(address) ?? [];
    let low = 0;
    let high = events.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((events[middle] ?? 0) <= seq) low = middle + 1;
      else high = middle;
    }
    const { inherited } = this;
    const before = () => inherited?.from.eventAt(address, Math.min(seq, inherited.head)) ?? null;
    return events[low - 1] ?? before();
  }

  /** The name of the machine at an address; null where none ever was. */
  machineAt(address: Address): string | null {
    return this.machines.get(address) ?? this.inherited?.from.machineAt(address) ?? null;
  }

  private learn({ actor, seq }: RunRecord): void {
    const context = this.contextOf(actor);
    if (context !== undefined) this.contexts.set(seq, context);
  }

  /** The sent record behind a record about a message; itself where it is one. */
  sentBehind(record: RunRecord): RunRecord | undefined {
    if (record.kind === 'sent') return record;
    if (record.kind !== 'delivered' && record.kind !== 'lost') return undefined;
    return record.cause === null ? undefined : this.at(record.cause);
  }
}
