/**
 * Message watches: expectations about which records come, how often, and in which order.
 *
 *     message   how often within a window       all-of, any-of   each, or one, at any time
 *     in-order  one after the other             never            not at all
 *     quiet     not for a while after another
 *
 * Units: instants and spans in microseconds; windows include both their ends.
 */
import { spanText } from '../clock-text.ts';
import type { RecordKind, RunRecord } from '../record.ts';
import type { Check } from './model.ts';
import { type Pattern, patternText } from './pattern.ts';
import {
  type Finding,
  type FirstFew,
  fewText,
  NONE,
  timesText,
  type Watch,
  type WatchTools,
  withOneMore,
} from './watch.ts';

type CheckOf<K extends Check['check']> = Extract<Check, { readonly check: K }>;

interface MessagesSeen {
  count: number;
  first: RunRecord | null;
  last: RunRecord | null;
  beyond: RunRecord | null;
  outside: RunRecord | null;
}

/** Counts the records that match, in the window. */
export function watchMessage(check: CheckOf<'message'>, tools: WatchTools): Watch<MessagesSeen> {
  const { pattern, timesMin, timesMax, fromUs, untilUs } = check;
  return {
    kinds: [pattern.kind],
    state: { count: 0, first: null, last: null, beyond: null, outside: null },
    read(record) {
      const { state } = this;
      if (!tools.matches(pattern, record)) return;
      if (record.atUs < (fromUs ?? 0) || record.atUs > (untilUs ?? Number.POSITIVE_INFINITY)) {
        state.outside ??= record;
        return;
      }
      state.count += 1;
      state.last = record;
      state.first ??= record;
      if (timesMax !== null && state.count > timesMax) state.beyond ??= record;
    },
    finding() {
      const { count, first, last, beyond, outside } = this.state;
      const holds = count >= timesMin && beyond === null;
      const seen = `${patternText(pattern)} came ${timesText(count)}${windowText(check, tools)}`;
      const wanted = `${seen}, not ${rangeText(timesMin, timesMax)}`;
      if (holds) return { holds, explanation: seen, seq: first?.seq ?? null };
      if (beyond !== null)
        return { holds, explanation: `${wanted}: ${tools.say(beyond)}`, seq: beyond.seq };
      const hint = last ?? outside;
      const where = last !== null ? 'last' : 'outside of it';
      const found = hint === null ? wanted : `${wanted}; ${where}: ${tools.say(hint)}`;
      return { holds, explanation: `${found}${tools.instead(pattern.of)}`, seq: hint?.seq ?? null };
    },
  };
}

interface OrderReached {
  reached: number;
  latest: RunRecord | null;
  /** The latest record that came before its turn, by the index of its pattern. */
  readonly early: Map<number, RunRecord>;
  instead: FirstFew;
}

/** Follows the patterns one after the other; records in between do not matter. */
export function watchInOrder(
  { patterns }: CheckOf<'in-order'>,
  tools: WatchTools,
): Watch<OrderReached> {
  return {
    kinds: kindsOf(patterns),
    state: { reached: 0, latest: null, early: new Map(), instead: NONE },
    read(record) {
      const { state } = this;
      const awaited = patterns[state.reached];
      if (awaited === undefined) return;
      if (tools.matches(awaited, record)) {
        state.reached += 1;
        state.latest = record;
        state.instead = NONE;
        return;
      }
      state.instead = withOneMore(state.instead, record);
      for (const [index, pattern] of patterns.entries()) {
        if (index > state.reached && tools.matches(pattern, record)) state.early.set(index, record);
      }
    },
    finding() {
      const { reached, latest, early, instead } = this.state;
      const awaited = patterns[reached];
      if (awaited === undefined) {
        return {
          holds: true,
          explanation: `all ${patterns.length} came in order`,
          seq: latest?.seq ?? null,
        };
      }
      const begun = latest === null ? 'from the start' : `after ${tools.say(latest)}`;
      const before = early.get(reached);
      const tooEarly = before === undefined ? '' : `; too early came ${tools.say(before)}`;
      const explanation =
        `reached ${reached} of ${patterns.length}: ${begun}, ${patternText(awaited)} did not come; ` +
        `instead came ${fewText(instead, tools)}${tooEarly}` +
        tools.instead(awaited.of ?? latest?.conversation ?? null);
      const [first] = instead.records;
      const seq = latest?.seq ?? before?.seq ?? first?.seq ?? null;
      return { holds: false, explanation, seq };
    },
  };
}

/** Looks for each pattern, at any time; `any-of` is content with one. */
export function watchSeveral(
  check: CheckOf<'all-of' | 'any-of'>,
  tools: WatchTools,
): Watch<{ readonly seen: Map<number, RunRecord> }> {
  return {
    kinds: kindsOf(check.patterns),
    // By the index of the pattern.
    state: { seen: new Map() },
    read(record) {
      const { seen } = this.state;
      for (const [index, pattern] of check.patterns.entries()) {
        if (!seen.has(index) && tools.matches(pattern, record)) seen.set(index, record);
      }
    },
    finding() {
      const { seen } = this.state;
      const missing = check.patterns.filter((_, index) => !seen.has(index));
      const [first] = seen.values();
      const found = [...seen.values()].map(tools.say).join('; ');
      const holds = check.check === 'all-of' ? missing.length === 0 : seen.size > 0;
      const absent = missing.map(patternText).join('; ');
      const orders = [...new Set(missing.map(({ of }) => of))];
      const ended = orders.map((order) => tools.instead(order)).join('');
      const explanation = holds
        ? `came: ${found === '' ? 'nothing, as none is asked for' : found}`
        : `did not come: ${absent}${found === '' ? '' : `; came: ${found}`}${ended}`;
      return { holds, explanation, seq: first?.seq ?? null };
    },
  };
}

/** Waits for a record that must not come. */
export function watchNever(
  { pattern }: CheckOf<'never'>,
  tools: WatchTools,
): Watch<{ offender: RunRecord | null; count: number }> {
  return {
    kinds: [pattern.kind],
    state: { offender: null, count: 0 },
    read(record) {
      if (!tools.matches(pattern, record)) return;
      this.state.offender ??= record;
      this.state.count += 1;
    },
    finding() {
      const { offender, count } = this.state;
      if (offender === null) {
        return { holds: true, explanation: `${patternText(pattern)} did not come`, seq: null };
      }
      const explanation = `${patternText(pattern)} came ${timesText(count)}, first ${tools.say(offender)}`;
      return { holds: false, explanation, seq: offender.seq };
    },
  };
}

/**
 * Watches that `pattern` does not come for a while after each `after`.
 *
 * It does not hold when `after` never came: then nothing was shown.
 */
export function watchQuiet(
  { pattern, after, forUs }: CheckOf<'quiet'>,
  tools: WatchTools,
): Watch<{ begin: RunRecord | null; broken: Finding | null }> {
  return {
    kinds: kindsOf([pattern, after]),
    state: { begin: null, broken: null },
    read(record) {
      const { begin, broken } = this.state;
      if (broken !== null) return;
      // The latest `after` has the window that ends last, so it is the only one to ask.
      if (begin !== null && record.atUs <= begin.atUs + forUs && tools.matches(pattern, record)) {
        const later = spanText(record.atUs - begin.atUs);
        const since = `${later} after ${tools.say(begin)}`;
        const explanation = `${since}, not quiet for ${spanText(forUs)}, came ${tools.say(record)}`;
        this.state.broken = { holds: false, explanation, seq: record.seq };
      }
      if (tools.matches(after, record)) this.state.begin = record;
    },
    finding() {
      const { begin, broken } = this.state;
      if (broken !== null) return broken;
      if (begin === null) {
        const explanation = `nothing to be quiet after: ${patternText(after)} did not come`;
        return { holds: false, explanation, seq: null };
      }
      const explanation = `quiet for ${spanText(forUs)} after each ${patternText(after)}`;
      return { holds: true, explanation, seq: begin.seq };
    },
  };
}

function kindsOf(patterns: readonly Pattern[]): readonly RecordKind[] {
  return [...new Set(patterns.map(({ kind }) => kind))];
}

function rangeText(timesMin: number, timesMax: number | null): string {
  if (timesMax === null) return `at least ${timesMin}`;
  if (timesMin === timesMax) return timesMin === 0 ? 'never' : timesText(timesMin);
  return timesMin === 0 ? `at most ${timesMax}` : `${timesMin} to ${timesMax} times`;
}

function windowText({ fromUs, untilUs }: CheckOf<'message'>, { clock }: WatchTools): string {
  if (fromUs === null && untilUs === null) return '';
  if (untilUs === null) return ` from ${clock(fromUs ?? 0)}`;
  if (fromUs === null) return ` until ${clock(untilUs)}`;
  return ` between ${clock(fromUs)} and ${clock(untilUs)}`;
}
