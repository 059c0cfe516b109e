/**
 * View at: the world as it was at a record, put together from the records alone.
 *
 *     records 1 … n ──▶ states, balances, orders, messages under way
 *
 * Going on is one record at a time; going back starts over, which takes a second for a million records.
 */

import type { OrderPhase, WorldView } from '../sim/expect/condition.ts';
import type { RecordReader, RunRecord } from '../sim/record.ts';

/** What conditions can ask about, as of the latest record it was shown. */
export class ViewAt implements WorldView, RecordReader {
  private readonly states = new Map<string, string>();
  private readonly balances = new Map<string, number>();
  private readonly underWay = new Set<number>();
  private readonly open = new Set<string>();
  private completed = 0;
  private voided = 0;

  read(record: RunRecord): void {
    switch (record.kind) {
      case 'transition':
      case 'started':
      case 'stopped':
        this.states.set(record.actor, record.state);
        if (record.kind === 'started' && record.machine === 'order') this.open.add(record.actor);
        if (record.kind === 'stopped') this.open.delete(record.actor);
        return;
      case 'posting':
        for (const { account, amountMinor } of record.legs) {
          this.balances.set(account, (this.balances.get(account) ?? 0) + amountMinor);
        }
        return;
      case 'sent':
        this.underWay.add(record.seq);
        return;
      case 'delivered':
      case 'lost':
        this.underWay.delete(record.cause ?? 0);
        return;
      case 'outcome':
        if (record.type === 'order.completed') this.completed += 1;
        if (record.type === 'order.voided') this.voided += 1;
    }
  }

  stateOf(address: string): string | null {
    return this.states.get(address) ?? null;
  }
  balanceOf(account: string): number {
    return this.balances.get(account) ?? 0;
  }
  ordersIn(phase: OrderPhase): number {
    if (phase === 'open') return this.open.size;
    return phase === 'completed' ? this.completed : this.voided;
  }
  /** Not in the records. */
  accessRateOf(): number | null {
    return null;
  }
  messagesInFlight(): number {
    return this.underWay.size;
  }
  /** Every account something was posted to, in the order of the first posting. */
  accounts(): readonly (readonly [string, number])[] {
    return [...this.balances];
  }
}
