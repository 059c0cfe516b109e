/**
 * Settlement invariants: what the server owes its sources (I12, I13).
 */
import type { SettlementModel } from '../../machines/protocol.ts';
import type { RunRecord } from '../record.ts';
import { Monitor } from './monitor.ts';

const PAYABLE = 'processing-server:payable:';

/** What was fixed and paid for one source, and what its statements say. */
interface Owed {
  fixedMinor: number;
  paidMinor: number;
  statedMinor: number;
  seq: number;
}

export class SettledMonitor extends Monitor {
  readonly id = 'I12';
  readonly name = 'wholesale bills paid equal the source shares fixed, and the statements say so';
  protected override state = { sources: new Map<string, Owed>() };

  read(record: RunRecord): void {
    if (record.kind === 'document' && record.type === 'settlement-statement') {
      const owed = this.owed(String(record.body.source), record.seq);
      owed.statedMinor += Number(record.body.totalMinor);
    }
    if (record.kind !== 'posting') return;
    for (const { account, amountMinor } of record.legs) {
      if (!account.startsWith(PAYABLE)) continue;
      const owed = this.owed(account.slice(PAYABLE.length), record.seq);
      if (amountMinor > 0) owed.fixedMinor += amountMinor;
      else owed.paidMinor -= amountMinor;
      if (owed.paidMinor > owed.fixedMinor) {
        this.broken(record.seq, `${account}: ${owed.paidMinor} paid, ${owed.fixedMinor} fixed`);
      }
    }
  }

  override atEnd(isQuiet: boolean): void {
    if (!isQuiet) return;
    for (const [source, { fixedMinor, paidMinor, statedMinor, seq }] of this.state.sources) {
      if (paidMinor !== fixedMinor || statedMinor !== paidMinor) {
        this.broken(
          seq,
          `${source}: ${fixedMinor} fixed, ${paidMinor} paid, ${statedMinor} on statements`,
        );
      }
    }
  }

  private owed(source: string, seq: number): Owed {
    const known = this.state.sources.get(source);
    if (known !== undefined) return known;
    const fresh: Owed = { fixedMinor: 0, paidMinor: 0, statedMinor: 0, seq };
    this.state.sources.set(source, fresh);
    return fresh;
  }
}

export class NoReceivableMonitor extends Monitor {
  readonly id = 'I13';
  readonly name =
    "settled by billing information, the source's part never passes through the server";
  private readonly models: ReadonlyMap<string, SettlementModel>;

  /** @param models how each source, by address, is settled with */
  constructor(models: ReadonlyMap<string, SettlementModel>) {
    super();
    this.models = models;
  }

  read(record: RunRecord): void {
    // Viewing is always settled by later bill; features are shared by postings of their own.
    if (record.kind !== 'posting' || record.type !== 'share') return;
    for (const { account } of record.legs) {
      if (!account.startsWith(PAYABLE)) continue;
      const source = account.slice(PAYABLE.length);
      if (this.models.get(source) === 'billing-information') {
        this.broken(record.seq, `posting ${record.id} touches ${account}`);
      }
    }
  }
}
