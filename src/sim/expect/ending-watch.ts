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

/** How an order ended: once, and as expected. */
export function watchOrder(check: CheckOf<'order'>, tools: WatchTools): Watch {
  const { order, ends, because } = check;
  let endCount = 0;
  let end: { readonly type: string; readonly reason: string | null } | null = null;
  let latest: RunRecord | null = null;
  return {
    kinds: ['outcome'],
    read(record) {
      if (record.kind !== 'outcome' || record.conversation !== order) return;
      const isEnd = record.type === 'order.completed' || record.type === 'order.voided';
      if (!isEnd && end !== null) return;
      latest = record;
      if (!isEnd) return;
      endCount += 1;
      const reason = record.detail.reason;
      end = { type: record.type, reason: reason === undefined ? null : String(reason) };
    },
    finding() {
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

/** What the bills of a subscriber come to (U9). */
export function watchBills(check: CheckOf<'bills'>, { money }: WatchTools): Watch {
  let count = 0;
  let lineCount = 0;
  let dueMinor = 0;
  let latest: RunRecord | null = null;
  const numbers: string[] = [];
  return {
    kinds: ['document'],
    read(record) {
      if (record.kind !== 'document' || record.type !== 'bill') return;
      if (!isNamed(record.body.subscriber, check.subscriber)) return;
      if (check.issuer !== null && !isNamed(record.body.issuer, check.issuer)) return;
      const { lines } = record.body;
      count += 1;
      lineCount += Array.isArray(lines) ? lines.length : 0;
      dueMinor += amountIn(record, 'dueMinor');
      if (numbers.length < NUMBERS_MAX) numbers.push(record.number);
      latest = record;
    },
    finding() {
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

/** What the settlement statements of a source come to (U3, U5). */
export function watchSettled(check: CheckOf<'settled'>, { money }: WatchTools): Watch {
  let count = 0;
  let totalMinor = 0;
  let latest: RunRecord | null = null;
  return {
    kinds: ['document'],
    read(record) {
      if (record.kind !== 'document' || record.type !== 'settlement-statement') return;
      if (!isNamed(record.body.source, check.source)) return;
      count += 1;
      totalMinor += amountIn(record, 'totalMinor');
      latest = record;
    },
    finding() {
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
