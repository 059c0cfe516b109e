/**
 * Flow: a business flow of the run, from its first record to the latest, and what kind it is.
 *
 *     records ──read──▶ one flow a conversation: kind, who, stages
 *
 * Stages are what a person would tell of it: outcomes, documents, postings, and the first message of each
 * type. A flow's kind is settled by the first message, document or outcome that tells.
 */
import type { Follower } from '../store/follower.ts';
import { KIND, lastNotAfter, type Records } from '../store/records.ts';

export const FLOW_KINDS = [
  'order',
  'viewing',
  'auction',
  'bill',
  'settlement',
  'royalty',
  'options',
  'interaction',
  'other',
] as const;
export type FlowKind = (typeof FLOW_KINDS)[number];

export interface Flow {
  /** The number of its id among the strings. */
  readonly number: number;
  readonly id: string;
  kind: FlowKind;
  readonly firstSeq: number;
  /** The client it is about, else the source, else ''. */
  who: string;
  /** The numbers of the records that say how it went. */
  readonly results: number[];
  /** The message that says what it is about; 0 where there is none. */
  aboutSeq: number;
}

/** What a type of record says about the kind of its flow. */
const KIND_OF: Readonly<Record<string, FlowKind>> = {
  'order.place': 'order',
  'schedule.request': 'viewing',
  'viewing.start': 'viewing',
  'auction.bid': 'auction',
  'auction.result': 'auction',
  bill: 'bill',
  'bill.issue': 'bill',
  'charge.due': 'bill',
  'royalty-statement': 'royalty',
  'settlement-statement': 'settlement',
  'settlement.notice': 'settlement',
  'wholesale.bill': 'settlement',
  'billing.information': 'settlement',
  'options.request': 'options',
  'interaction.request': 'interaction',
};
/** Messages that say what a flow is about. */
const ABOUT = new Set([
  'order.place',
  'schedule.request',
  'auction.bid',
  'options.request',
  'interaction.request',
]);
/** Arrivals that say how a flow without outcomes went. */
const RESULTS = new Set(['bill.acknowledged', 'settlement.noted', 'billing.information-accepted']);

/** Every flow of the run, in the order in which they began. */
export class Flows implements Follower {
  readonly list: Flow[] = [];
  private readonly byNumber = new Map<number, Flow>();

  read(records: Records, seq: number): void {
    const number = records.conversation.at(seq - 1);
    if (number === 0 || records.text(number) === '') return;
    const flow = this.byNumber.get(number) ?? this.begin(records, number, seq);
    const kind = records.kind.at(seq - 1);
    if (kind === KIND.transition || kind === KIND.lost) return;
    const type = records.typeText(seq);
    if (flow.kind === 'other') flow.kind = KIND_OF[type] ?? 'other';
    if (flow.aboutSeq === 0 && kind === KIND.sent && ABOUT.has(type)) flow.aboutSeq = seq;
    if (!flow.who.startsWith('client/')) flow.who = whoIn(records, seq) || flow.who;
    const isResult = kind === KIND.outcome || kind === KIND.document;
    if (isResult || (kind === KIND.delivered && RESULTS.has(type))) flow.results.push(seq);
  }

  /** The flow of a conversation. */
  of(number: number): Flow | undefined {
    return this.byNumber.get(number);
  }

  /** How many had begun once a record was made. */
  countAt(seq: number): number {
    let low = 0;
    let high = this.list.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.list[middle]?.firstSeq ?? 0) <= seq) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private begin(records: Records, number: number, seq: number): Flow {
    const id = records.text(number);
    const flow: Flow = {
      number,
      id,
      kind: 'other',
      firstSeq: seq,
      who: '',
      results: [],
      aboutSeq: 0,
    };
    this.byNumber.set(number, flow);
    this.list.push(flow);
    return flow;
  }
}

/** The client, else the source, that a record is about. */
function whoIn(records: Records, seq: number): string {
  const at = seq - 1;
  const names = [records.actor, records.from, records.to].map((column) =>
    records.text(column.at(at)),
  );
  const known =
    names.find((name) => name.startsWith('client/')) ??
    names.find((name) => name.startsWith('source/'));
  return known === undefined ? '' : known.split('/').slice(0, 2).join('/');
}

/** A flow as far as the cursor, in numbers. */
export interface FlowSpan {
  readonly lastSeq: number;
  readonly startedUs: number;
  readonly tookUs: number;
  readonly messages: number;
}

/** How long a flow has taken, and how many messages, as far as the cursor. */
export function spanOf(records: Records, flow: Flow, cursor: number): FlowSpan {
  const seqs = records.byConversation.get(flow.number) ?? [];
  const last = lastNotAfter(seqs, cursor);
  let messages = 0;
  for (let index = 0; index <= last; index += 1) {
    if (records.kind.at((seqs[index] ?? 1) - 1) === KIND.sent) messages += 1;
  }
  const lastSeq = seqs[last] ?? flow.firstSeq;
  const startedUs = records.atUs.at(flow.firstSeq - 1);
  return { lastSeq, startedUs, tookUs: records.atUs.at(lastSeq - 1) - startedUs, messages };
}

/** The numbers of a flow's stages: how it went, its postings, and the first message of each type. */
export function stagesOf(records: Records, flow: Flow): readonly number[] {
  const seen = new Set<number>();
  return (records.byConversation.get(flow.number) ?? []).filter((seq) => {
    const kind = records.kind.at(seq - 1);
    if (kind === KIND.outcome || kind === KIND.document || kind === KIND.posting) return true;
    if (kind === KIND.failure || kind === KIND.stimulus) return true;
    if (kind !== KIND.sent) return false;
    const type = records.type.at(seq - 1);
    const isFirst = !seen.has(type);
    seen.add(type);
    return isFirst;
  });
}
