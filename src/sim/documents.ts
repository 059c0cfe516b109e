/**
 * Documents: the bills and settlement statements of a run, kept for its summary.
 *
 * Limits: the first `KEPT` of each kind are kept whole; of the others only the totals, so that a run
 * with a million subscribers ends with a summary and not with a full memory.
 */
import type { Bill } from '../billing/bill.ts';
import type { SettlementStatement } from '../billing/statement.ts';
import type { RecordReader, RunRecord } from './record.ts';

const KEPT = 20_000;

/** The first documents of each kind, and the number and sum of all. */
export class Documents implements RecordReader {
  readonly bills: Bill[] = [];
  readonly settlements: SettlementStatement[] = [];
  billCount = 0;
  billedMinor = 0;
  settlementCount = 0;
  settledMinor = 0;

  read(record: RunRecord): void {
    if (record.kind !== 'document') return;
    if (record.type === 'bill') this.addBill(record.body as unknown as Bill);
    else this.addSettlement(record.body as unknown as SettlementStatement);
  }

  private addBill(bill: Bill): void {
    this.billCount += 1;
    this.billedMinor += bill.dueMinor;
    if (this.bills.length < KEPT) this.bills.push(bill);
  }

  private addSettlement(statement: SettlementStatement): void {
    this.settlementCount += 1;
    this.settledMinor += statement.totalMinor;
    if (this.settlements.length < KEPT) this.settlements.push(statement);
  }
}
