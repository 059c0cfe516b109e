/**
 * Royalty invariant: what rights holders are told is what they earned, and what they are paid (I19).
 */
import { royaltiesOf } from '../../billing/accounts.ts';
import { roundStatement } from '../../billing/rating/royalty.ts';
import type { RoyaltyAccrual } from '../../billing/rating/usage.ts';
import type { RoyaltyStatement } from '../../billing/statement.ts';
import type { DocumentRecord, RunRecord } from '../record.ts';
import { Monitor } from './monitor.ts';

export class RoyaltyMonitor extends Monitor {
  readonly id = 'I19';
  readonly name = 'a royalty statement rounds the exact sum of what accrued once, and is paid';
  protected override state = {
    /** Accrued and not stated yet, by holder. */
    accrued: new Map<string, RoyaltyAccrual[]>(),
    statedMinor: new Map<string, number>(),
    paidMinor: new Map<string, number>(),
  };

  read(record: RunRecord): void {
    const { accrued, paidMinor } = this.state;
    if (record.kind === 'sent' && record.type === 'royalty.due' && record.attempt === 1) {
      for (const accrual of record.body.accruals as readonly RoyaltyAccrual[]) {
        accrued.set(accrual.holder, [...(accrued.get(accrual.holder) ?? []), accrual]);
      }
    } else if (record.kind === 'document' && record.type === 'royalty-statement') {
      this.compare(record);
    } else if (record.kind === 'posting' && record.type === 'royalty') {
      for (const { account, amountMinor } of record.legs) {
        if (account.startsWith('rights-holder/')) addTo(paidMinor, account, amountMinor);
      }
    }
  }

  override atEnd(isQuiet: boolean): void {
    const { accrued, statedMinor, paidMinor } = this.state;
    for (const [account, minor] of statedMinor) {
      const paid = paidMinor.get(account) ?? 0;
      if (paid !== minor) this.broken(0, `${account} has ${paid}, and statements say ${minor}`);
    }
    if (!isQuiet) return;
    for (const [holder, accruals] of accrued) {
      if (accruals.length > 0) this.broken(0, `${holder} earned what no statement says`);
    }
  }

  private compare(record: DocumentRecord): void {
    const statement = record.body as unknown as RoyaltyStatement;
    const { number, holder, lines, totalMinor } = statement;
    const { accrued, statedMinor } = this.state;
    const expected = roundStatement(accrued.get(holder) ?? []).map(
      ({ work, exact, amountMinor }) => ({ work, exact, amountMinor }),
    );
    accrued.set(holder, []);
    addTo(statedMinor, royaltiesOf(holder), totalMinor);
    if (JSON.stringify(lines) !== JSON.stringify(expected)) {
      this.broken(record.seq, `${number} says ${JSON.stringify(lines)}, not what accrued`);
    }
    if (lines.reduce((total, line) => total + line.amountMinor, 0) !== totalMinor) {
      this.broken(record.seq, `${number} comes to ${totalMinor}, and its lines do not`);
    }
  }
}

function addTo(sums: Map<string, number>, key: string, minor: number): void {
  sums.set(key, (sums.get(key) ?? 0) + minor);
}
