/**
 * View at: the world as it was at a record, put together from the records alone.
 *
 *     records 1 … n ──▶ states, balances, orders, messages under way
 *
 * Going on is one record at a time; to go back, see replay.ts.
 */

import type { OrderPhase, WorldView } from '../sim/expect/condition.ts';
import { asSaved } from '../sim/keepable.ts';
import type { RunRecord } from '../sim/record.ts';
import type { Rewindable } from './replay.ts';

interface State {
  readonly states: Map<string, string>;
  readonly balances: Map<string, number>;
  /** The records of messages sent and neither arrived nor lost. */
  readonly underWay: Set<number>;
  /** The order processes that run. */
  readonly open: Set<string>;
  completed: number;
  voided: number;
}

/** What conditions can ask about, as of the latest record it was shown. */
export class ViewAt implements WorldView, Rewindable {
  private state: State = {
    states: new Map(),
    balances: new Map(),
    underWay: new Set(),
    open: new Set(),
    completed: 0,
    voided: 0,
  };

  read(record: RunRecord): void {
    const { state } = this;
    switch (record.kind) {
      case 'transition':
      case 'started':
      case 'stopped':
        state.states.set(record.actor, record.state);
        if (record.kind === 'started' && record.machine === 'order') state.open.add(record.actor);
        if (record.kind === 'stopped') state.open.delete(record.actor);
        return;
      case 'posting':
        for (const { account, amountMinor } of record.legs) {
          state.balances.set(account, (state.balances.get(account) ?? 0) + amountMinor);
        }
        return;
      case 'sent':
        state.underWay.add(record.seq);
        return;
      case 'delivered':
      case 'lost':
        state.underWay.delete(record.cause ?? 0);
        return;
      case 'outcome':
        if (record.type === 'order.completed') state.completed += 1;
        if (record.type === 'order.voided') state.voided += 1;
    }
  }

  save(): unknown {
    return copyOf(this.state);
  }
  load(state: unknown): void {
    this.state = copyOf(asSaved<State>(state));
  }

  stateOf(address: string): string | null {
    return this.state.states.get(address) ?? null;
  }
  balanceOf(account: string): number {
    return this.state.balances.get(account) ?? 0;
  }
  ordersIn(phase: OrderPhase): number {
    if (phase === 'open') return this.state.open.size;
    return phase === 'completed' ? this.state.completed : this.state.voided;
  }
  /** Not in the records. */
  accessRateOf(): number | null {
    return null;
  }
  messagesInFlight(): number {
    return this.state.underWay.size;
  }
  /** Every account something was posted to, in the order of the first posting. */
  accounts(): readonly (readonly [string, number])[] {
    return [...this.state.balances];
  }
}

function copyOf({ states, balances, underWay, open, completed, voided }: State): State {
  return {
    states: new Map(states),
    balances: new Map(balances),
    underWay: new Set(underWay),
    open: new Set(open),
    completed,
    voided,
  };
}
