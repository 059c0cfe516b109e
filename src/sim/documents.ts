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
import { asSaved, Keeper, type KeptReader, loadInto, savedOf } from './keepable.ts';
import type { DocumentRecord, RunRecord } from './record.ts';

const KEPT = 20_000;

/** The documents of one kind: the first of them, and the number and sum of all. */
export interface Kept<Document> {
  readonly kept: readonly Document[];
  readonly count: number;
  readonly totalMinor: number;
}

/** The first documents of each kind, and the number and sum of all. */
export class Documents implements KeptReader {
  readonly bills = new Shelf<Bill>((bill) => bill.dueMinor);
  readonly settlements = new Shelf<SettlementStatement>((statement) => statement.totalMinor);
  readonly royalties = new Shelf<RoyaltyStatement>((statement) => statement.totalMinor);
  private records = new Map<string, TransactionRecord>();

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

  save(): unknown {
    const saved: SavedDocuments = { shelves: savedOf(this.shelves()), records: this.records };
    return saved;
  }

  load(state: unknown): void {
    const { shelves, records } = asSaved<SavedDocuments>(state);
    loadInto(this.shelves(), shelves);
    this.records = records;
  }

  private shelves(): readonly Keeper[] {
    return [this.bills, this.settlements, this.royalties];
  }

  private note(record: TransactionRecord): void {
    const { session, version } = record;
    const known = this.records.get(session);
    if (known === undefined && this.records.size >= KEPT) return;
    if ((known?.version ?? 0) < version) this.records.set(session, record);
  }
}

interface SavedDocuments {
  readonly shelves: readonly unknown[];
  readonly records: Map<string, TransactionRecord>;
}

class Shelf<Document> extends Keeper implements Kept<Document> {
  protected state = { kept: [] as Document[], count: 0, totalMinor: 0 };
  private readonly amountOf: (document: Document) => number;

  constructor(amountOf: (document: Document) => number) {
    super();
    this.amountOf = amountOf;
  }

  get kept(): readonly Document[] {
    return this.state.kept;
  }
  get count(): number {
    return this.state.count;
  }
  get totalMinor(): number {
    return this.state.totalMinor;
  }

  add(document: Document): void {
    const { state } = this;
    state.count += 1;
    state.totalMinor += this.amountOf(document);
    if (state.kept.length < KEPT) state.kept.push(document);
  }
}

/** A document record's type says what its body is. */
function bodyOf<Document>({ body }: DocumentRecord): Document {
  return body as unknown as Document;
}
