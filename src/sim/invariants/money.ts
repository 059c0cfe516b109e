/**
 * Money invariants: what must be true of every posting and of all of them together (I1, I2, I6, I8).
 */
import type { PostingRecord, RunRecord, TransitionRecord } from '../record.ts';
import { Monitor } from './monitor.ts';

/** Balances are added up here anew, from the records alone, beside the ledger's own. */
export class BalancedMonitor extends Monitor {
  readonly id = 'I1';
  readonly name = 'every posting sums to zero, and so do all balances together';
  protected override state = { totals: new Map<string, number>() };

  read(record: RunRecord): void {
    if (record.kind !== 'posting') return;
    const sum = record.legs.reduce((total, leg) => total + leg.amountMinor, 0);
    if (sum !== 0) this.broken(record.seq, `posting ${record.id} sums to ${sum}`);
    const { totals } = this.state;
    const total = (totals.get(record.currency) ?? 0) + sum;
    totals.set(record.currency, total);
    if (total !== 0) this.broken(record.seq, `all balances in ${record.currency} sum to ${total}`);
  }
}

export class WholeAmountMonitor extends Monitor {
  readonly id = 'I2';
  readonly name = 'every posted amount is a whole number of minor units';

  read(record: RunRecord): void {
    if (record.kind !== 'posting') return;
    for (const { account, amountMinor } of record.legs) {
      if (!Number.isSafeInteger(amountMinor)) {
        this.broken(record.seq, `posting ${record.id} moves ${amountMinor} on ${account}`);
      }
    }
  }
}

/** A posting's id says what it is for, so the same request can never move money twice. */
export class PostedOnceMonitor extends Monitor {
  readonly id = 'I6';
  readonly name = 'however often a request arrives, it is posted once';
  protected override state = { seen: new Set<string>() };

  read(record: RunRecord): void {
    if (record.kind !== 'posting') return;
    const { seen } = this.state;
    if (seen.has(record.id)) this.broken(record.seq, `posting ${record.id} is there twice`);
    seen.add(record.id);
  }
}

/** Between a decision and its posting nothing else is decided. */
export class OneStepMonitor extends Monitor {
  readonly id = 'I8';
  readonly name = 'a decision and its posting are one step';
  protected override state: { deciding: TransitionRecord | null } = { deciding: null };

  read(record: RunRecord): void {
    if (record.kind === 'transition') this.state.deciding = record;
    if (record.kind === 'posting' && !this.isDecidedNow(record)) {
      this.broken(record.seq, `posting ${record.id} does not belong to the step before it`);
    }
  }

  private isDecidedNow({ cause, actor, atUs }: PostingRecord): boolean {
    const step = this.state.deciding;
    return step !== null && step.seq === cause && step.actor === actor && step.atUs === atUs;
  }
}

/** A request id that comes back with other content must lead to nothing at all. */
export class ConflictMonitor extends Monitor {
  readonly id = 'I7';
  readonly name = 'a request id with other content is refused, and nothing follows from it';
  protected override state = { conflicts: new Set<number>() };

  read(record: RunRecord): void {
    const { conflicts } = this.state;
    if (record.kind === 'delivered' && record.handled === 'conflict') conflicts.add(record.seq);
    else if (record.cause !== null && conflicts.has(record.cause)) {
      this.broken(record.seq, `${record.kind} ${record.type} follows from a refused request`);
    }
  }
}
