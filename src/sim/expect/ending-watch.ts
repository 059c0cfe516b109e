/**
 * Ending watches: expectations about how things stand when the run is over.
 *
 *     order     how an order ended           state     where a participant or process stands
 *     bills     what a subscriber was asked  balance   what an account has
 *     settled   what a source was stated
 *
 * Units: minor units; explanations have money as people write it.
 */
import type { DocumentRecord, RunRecord } from '../record.ts';
import { isInState } from './machine-states.ts';
import type { Check } from './model.ts';
import { countText, timesText, type Watch, type WatchTools } from './watch.ts';

type CheckOf<K extends Check['check']> = Extract<Check, { readonly check: K }>;

/** Where a participant or process stands at the end. */
export function watchState({ actor, state }: CheckOf<'state'>, { view }: WatchTools): Watch {
  return {
    kinds: [],
    state: null,
    read() {},
    finding() {
      const actual = view.stateOf(actor);
      const holds = actual !== null && isInState(actual, state);
      const found = actual === null ? `${actor} is not there` : `${actor} is in ${actual}`;
      return { holds, explanation: holds ? found : `${found}, not in ${state}`, seq: null };
    },
  };
}

/** What an account has at the end. */
export function watchBalance(check: CheckOf<'balance'>, { view, money }: WatchTools): Watch {
  return {
    kinds: [],
    state: null,
    read() {},
    finding() {
      const actualMinor = view.balanceOf(check.account);
      const holds = actualMinor === check.balanceMinor;
      const found = `${check.account} has ${money(actualMinor)}`;
      const explanation = holds ? found : `${found}, not ${money(check.balanceMinor)}`;
      return { holds, explanation, seq: null };
    },
  };
}

interface OrderSeen {
  endCount: number;
  end: { readonly type: string; readonly reason: string | null } | null;
  latest: RunRecord | null;
}

/** How an order ended: once, and as expected. */
export function watchOrder(check: CheckOf<'order'>, tools: WatchTools): Watch<OrderSeen> {
  const { order, ends, because } = check;
  return {
    kinds: ['outcome'],
    state: { endCount: 0, end: null, latest: null },
    read(record) {
      const { state } = this;
      if (record.kind !== 'outcome' || record.conversation !== order) return;
      const isEnd = record.type === 'order.completed' || record.type === 'order.voided';
      if (!isEnd && state.end !== null) return;
      state.latest = record;
      if (!isEnd) return;
      state.endCount += 1;
      const reason = record.detail.reason;
      state.end = { type: record.type, reason: reason === undefined ? null : String(reason) };
    },
    finding() {
      const { endCount, end, latest } = this.state;
      const seq = latest?.seq ?? null;
      if (end === null) {
        const came =
          latest === null ? 'nothing is known of it' : `its latest is ${tools.say(latest)}`;
        return { holds: false, explanation: `order ${order} did not end; ${came}`, seq };
      }
      const reasonText = end.reason === null ? '' : ` because "${end.reason}"`;
      const found = `${latest === null ? end.type : tools.say(latest)}${reasonText}`;
      if (endCount > 1) {
        const explanation = `order ${order} ended ${timesText(endCount)}, last ${found}`;
        return { holds: false, explanation, seq };
      }
      const holds = end.type === `order.${ends}` && (because === null || end.reason === because);
      const wanted = `${ends}${because === null ? '' : ` because "${because}"`}`;
      return { holds, explanation: holds ? found : `${found}, not ${wanted}`, seq };
    },
  };
}

interface BillsSeen {
  count: number;
  lineCount: number;
  dueMinor: number;
  latest: RunRecord | null;
  readonly numbers: string[];
}

/** What the bills of a subscriber come to (U9). */
export function watchBills(check: CheckOf<'bills'>, { money }: WatchTools): Watch<BillsSeen> {
  return {
    kinds: ['document'],
    state: { count: 0, lineCount: 0, dueMinor: 0, latest: null, numbers: [] },
    read(record) {
      const { state } = this;
      if (record.kind !== 'document' || record.type !== 'bill') return;
      if (!isNamed(record.body.subscriber, check.subscriber)) return;
      if (check.issuer !== null && !isNamed(record.body.issuer, check.issuer)) return;
      const { lines } = record.body;
      state.count += 1;
      state.lineCount += Array.isArray(lines) ? lines.length : 0;
      state.dueMinor += amountIn(record, 'dueMinor');
      if (state.numbers.length < NUMBERS_MAX) state.numbers.push(record.number);
      state.latest = record;
    },
    finding() {
      const { count, lineCount, dueMinor, latest, numbers } = this.state;
      const wrong = [
        ...unlessEqual(count, check.count, (n) => countText(n, 'bill', 'bills')),
        ...unlessEqual(lineCount, check.lines, (n) => countText(n, 'line', 'lines')),
        ...unlessEqual(dueMinor, check.dueMinor, (due) => `${money(due)} due`, money),
      ];
      const more = count > numbers.length ? ', …' : '';
      const found = `bills of ${check.subscriber}: ${numbers.join(', ') || 'none'}${more}`;
      const amounts =
        wrong.length > 0
          ? wrong.join(', ')
          : `${countText(lineCount, 'line', 'lines')}, ${money(dueMinor)} due`;
      return {
        holds: wrong.length === 0,
        explanation: `${found}; ${amounts}`,
        seq: latest?.seq ?? null,
      };
    },
  };
}

interface SettledSeen {
  count: number;
  totalMinor: number;
  latest: RunRecord | null;
}

/** What the settlement statements of a source come to (U3, U5). */
export function watchSettled(check: CheckOf<'settled'>, { money }: WatchTools): Watch<SettledSeen> {
  return {
    kinds: ['document'],
    state: { count: 0, totalMinor: 0, latest: null },
    read(record) {
      const { state } = this;
      if (record.kind !== 'document' || record.type !== 'settlement-statement') return;
      if (!isNamed(record.body.source, check.source)) return;
      state.count += 1;
      state.totalMinor += amountIn(record, 'totalMinor');
      state.latest = record;
    },
    finding() {
      const { count, totalMinor, latest } = this.state;
      const holds = totalMinor === check.totalMinor;
      const found =
        count === 0
          ? `${check.source} was not settled`
          : `${check.source} was settled ${timesText(count)}, ${money(totalMinor)} in all`;
      const sum = count === 0 ? `, which makes ${money(0)}` : '';
      const explanation = holds ? found : `${found}${sum}, not ${money(check.totalMinor)}`;
      return { holds, explanation, seq: latest?.seq ?? null };
    },
  };
}

const NUMBERS_MAX = 5;

/** Whether a document's field names the participant, by address or by the last part of it. */
function isNamed(field: unknown, participant: string): boolean {
  if (typeof field !== 'string') return false;
  return (
    field === participant || lastPart(field) === participant || field === lastPart(participant)
  );
}

function lastPart(address: string): string {
  return address.slice(address.lastIndexOf('/') + 1);
}

function amountIn({ body }: DocumentRecord, field: string): number {
  const amount = body[field];
  return typeof amount === 'number' ? amount : 0;
}

function unlessEqual(
  actual: number,
  wanted: number | null,
  say: (n: number) => string,
  number: (n: number) => string = String,
): readonly string[] {
  return wanted === null || actual === wanted ? [] : [`${say(actual)}, not ${number(wanted)}`];
}
