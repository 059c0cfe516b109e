/**
 * Documents: what a run put on record for good, kept for its summary and for `--data`.
 *
 * Limits: the first `KEPT` of each kind are kept whole; of the others only the totals, so that a run
 * with a million subscribers ends with a summary and not with a full memory. Of a session's
 * transaction record the latest version is kept.
 */
import type { Bill } from '../billing/bill.ts';
import type { TransactionRecord } from '../billing/rating/transaction.ts';
import type { RoyaltyStatement, SettlementStatement } from '../billing/statement.ts';
import type { DocumentRecord, RecordReader, RunRecord } from './record.ts';

const KEPT = 20_000;

/** The documents of one kind: the first of them, and the number and sum of all. */
export interface Kept<Document> {
  readonly kept: readonly Document[];
  readonly count: number;
  readonly totalMinor: number;
}

/** The first documents of each kind, and the number and sum of all. */
export class Documents implements RecordReader {
  readonly bills = new Shelf<Bill>((bill) => bill.dueMinor);
  readonly settlements = new Shelf<SettlementStatement>((statement) => statement.totalMinor);
  readonly royalties = new Shelf<RoyaltyStatement>((statement) => statement.totalMinor);
  private readonly records = new Map<string, TransactionRecord>();

  /** The latest version of each session's record, the sessions in the order they began. */
  get transactions(): readonly TransactionRecord[] {
    return [...this.records.values()];
  }

  read(record: RunRecord): void {
    if (record.kind !== 'document') return;
    switch (record.type) {
      case 'bill':
        this.bills.add(bodyOf(record));
        return;
      case 'settlement-statement':
        this.settlements.add(bodyOf(record));
        return;
      case 'royalty-statement':
        this.royalties.add(bodyOf(record));
        return;
      case 'transaction-record':
        this.note(bodyOf(record));
    }
  }

  private note(record: TransactionRecord): void {
    const { session, version } = record;
    const known = this.records.get(session);
    if (known === undefined && this.records.size >= KEPT) return;
    if ((known?.version ?? 0) < version) this.records.set(session, record);
  }
}

class Shelf<Document> implements Kept<Document> {
  readonly kept: Document[] = [];
  count = 0;
  totalMinor = 0;
  private readonly amountOf: (document: Document) => number;

  constructor(amountOf: (document: Document) => number) {
    this.amountOf = amountOf;
  }

  add(document: Document): void {
    this.count += 1;
    this.totalMinor += this.amountOf(document);
    if (this.kept.length < KEPT) this.kept.push(document);
  }
}

/** A document record's type says what its body is. */
function bodyOf<Document>({ body }: DocumentRecord): Document {
  return body as unknown as Document;
}
