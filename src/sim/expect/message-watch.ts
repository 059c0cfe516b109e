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
import { type Finding, FirstFew, timesText, type Watch, type WatchTools } from './watch.ts';

type CheckOf<K extends Check['check']> = Extract<Check, { readonly check: K }>;

/** Counts the records that match, in the window. */
export function watchMessage(check: CheckOf<'message'>, tools: WatchTools): Watch {
  const { pattern, timesMin, timesMax, fromUs, untilUs } = check;
  let count = 0;
  let first: RunRecord | null = null;
  let last: RunRecord | null = null;
  let beyond: RunRecord | null = null;
  let outside: RunRecord | null = null;
  return {
    kinds: [pattern.kind],
    read(record) {
      if (!tools.matches(pattern, record)) return;
      if (record.atUs < (fromUs ?? 0) || record.atUs > (untilUs ?? Number.POSITIVE_INFINITY)) {
        outside ??= record;
        return;
      }
      count += 1;
      last = record;
      first ??= last;
      if (timesMax !== null && count > timesMax) beyond ??= last;
    },
    finding() {
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

/** Follows the patterns one after the other; records in between do not matter. */
export function watchInOrder({ patterns }: CheckOf<'in-order'>, tools: WatchTools): Watch {
  let reached = 0;
  let latest: RunRecord | null = null;
  const early = new Map<Pattern, RunRecord>();
  const instead = new FirstFew();
  return {
    kinds: kindsOf(patterns),
    read(record) {
      const awaited = patterns[reached];
      if (awaited === undefined) return;
      if (tools.matches(awaited, record)) {
        reached += 1;
        latest = record;
        instead.clear();
        return;
      }
      instead.add(record);
      for (const pattern of patterns.slice(reached + 1)) {
        if (tools.matches(pattern, record)) early.set(pattern, record);
      }
    },
    finding() {
      const awaited = patterns[reached];
      if (awaited === undefined) {
        return {
          holds: true,
          explanation: `all ${patterns.length} came in order`,
          seq: latest?.seq ?? null,
        };
      }
      const begun = latest === null ? 'from the start' : `after ${tools.say(latest)}`;
      const before = early.get(awaited);
      const tooEarly = before === undefined ? '' : `; too early came ${tools.say(before)}`;
      const explanation =
        `reached ${reached} of ${patterns.length}: ${begun}, ${patternText(awaited)} did not come; ` +
        `instead came ${instead.text(tools)}${tooEarly}` +
        tools.instead(awaited.of ?? latest?.conversation ?? null);
      return { holds: false, explanation, seq: latest?.seq ?? before?.seq ?? instead.firstSeq() };
    },
  };
}

/** Looks for each pattern, at any time; `any-of` is content with one. */
export function watchSeveral(check: CheckOf<'all-of' | 'any-of'>, tools: WatchTools): Watch {
  const seen = new Map<Pattern, RunRecord>();
  return {
    kinds: kindsOf(check.patterns),
    read(record) {
      for (const pattern of check.patterns) {
        if (!seen.has(pattern) && tools.matches(pattern, record)) seen.set(pattern, record);
      }
    },
    finding() {
      const missing = check.patterns.filter((pattern) => !seen.has(pattern));
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
export function watchNever({ pattern }: CheckOf<'never'>, tools: WatchTools): Watch {
  let offender: RunRecord | null = null;
  let count = 0;
  return {
    kinds: [pattern.kind],
    read(record) {
      if (!tools.matches(pattern, record)) return;
      offender ??= record;
      count += 1;
    },
    finding() {
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
export function watchQuiet({ pattern, after, forUs }: CheckOf<'quiet'>, tools: WatchTools): Watch {
  let begin: RunRecord | null = null;
  let broken: Finding | null = null;
  return {
    kinds: kindsOf([pattern, after]),
    read(record) {
      if (broken !== null) return;
      // The latest `after` has the window that ends last, so it is the only one to ask.
      if (begin !== null && record.atUs <= begin.atUs + forUs && tools.matches(pattern, record)) {
        const later = spanText(record.atUs - begin.atUs);
        const after = `${later} after ${tools.say(begin)}`;
        const explanation = `${after}, not quiet for ${spanText(forUs)}, came ${tools.say(record)}`;
        broken = { holds: false, explanation, seq: record.seq };
      }
      if (tools.matches(after, record)) begin = record;
    },
    finding() {
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
