/**
 * Matchers: what a test expects of a trace, in the vocabulary of scenario files.
 *
 *     extendExpect(expect);
 *     expect(trace).toShowInOrder(['order.place from alice', 'feature.received from alice']);
 *
 * Each is judged by the judge of scenario expectations (sim/expect/judge.ts), so a test and a file
 * never disagree. A failure says what was expected, what was seen, and shows the part of the trace it
 * is about. Units: microseconds of virtual time; windows include both ends.
 */
import type { ExpectStatic } from 'vitest';
import { elapsedClock } from '../sim/clock-text.ts';
import type { WorldView } from '../sim/expect/condition.ts';
import { Judge, patternsIn } from '../sim/expect/judge.ts';
import type { Check } from '../sim/expect/model.ts';
import { patternText } from '../sim/expect/pattern.ts';
import type { Answer } from './answer.ts';
import { CONDITION_MATCHERS, type ConditionMatchers } from './condition-matchers.ts';
import { sliceOf } from './slice.ts';
import { type PatternLike, Trace } from './trace.ts';

/** Limits on how often, and when, records are expected. */
export interface Shown {
  /** Exactly how often; at least once when absent. */
  readonly times?: number;
  /** How long after `fromUs`, or after the start. */
  readonly withinUs?: number;
  readonly fromUs?: number;
}

/** What `extendExpect` adds to `expect(trace)`. */
export interface TraceMatchers {
  /** Records that match come: `times` times or at least once, in the window. */
  toShowMessage(pattern: PatternLike, limits?: Shown): void;
  /** A record for each pattern, each after the one before; others may lie between. */
  toShowInOrder(patterns: readonly PatternLike[]): void;
  /** A record for each pattern, in any order. */
  toShowAllOf(patterns: readonly PatternLike[]): void;
  /** A record for at least one of the patterns. */
  toShowAnyOf(patterns: readonly PatternLike[]): void;
  /** No record that matches, in the window. */
  toShowNone(
    pattern: PatternLike,
    window?: { readonly fromUs?: number; readonly untilUs?: number },
  ): void;
  /** `after` comes, and for `forUs` after each time nothing matches. */
  toStayQuiet(
    pattern: PatternLike,
    quiet: { readonly after: PatternLike; readonly forUs: number },
  ): void;
  /** `from` comes, and after each time `to` does: within a limit, and as its consequence if `caused`. */
  toLeadTo(
    from: PatternLike,
    to: PatternLike,
    limits?: { readonly withinUs?: number; readonly caused?: boolean },
  ): void;
  /** Records that match come, and each has a cause, near or far, that matches `cause`. */
  toBeCausedBy(pattern: PatternLike, cause: PatternLike): void;
}

declare module 'vitest' {
  interface Matchers<T> extends TraceMatchers, ConditionMatchers {}
}

/** Adds the matchers to `expect`: call it once, in a test file or a set-up file. */
export function extendExpect(expect: ExpectStatic): void {
  expect.extend({ ...MATCHERS, ...CONDITION_MATCHERS });
}

const MATCHERS = {
  toShowMessage(received: unknown, pattern: PatternLike, limits: Shown = {}) {
    const { times, withinUs, fromUs = null } = limits;
    return judged('toShowMessage', received, (trace) => ({
      check: 'message',
      pattern: trace.pattern(pattern),
      timesMin: times ?? 1,
      timesMax: times ?? null,
      fromUs,
      untilUs: withinUs === undefined ? null : (fromUs ?? 0) + withinUs,
    }));
  },
  toShowInOrder(received: unknown, patterns: readonly PatternLike[]) {
    return severally('toShowInOrder', 'in-order', received, patterns);
  },
  toShowAllOf(received: unknown, patterns: readonly PatternLike[]) {
    return severally('toShowAllOf', 'all-of', received, patterns);
  },
  toShowAnyOf(received: unknown, patterns: readonly PatternLike[]) {
    return severally('toShowAnyOf', 'any-of', received, patterns);
  },
  toShowNone(
    received: unknown,
    pattern: PatternLike,
    window: { readonly fromUs?: number; readonly untilUs?: number } = {},
  ) {
    return judged('toShowNone', received, (trace) => ({
      check: 'message',
      pattern: trace.pattern(pattern),
      timesMin: 0,
      timesMax: 0,
      fromUs: window.fromUs ?? null,
      untilUs: window.untilUs ?? null,
    }));
  },
  toStayQuiet(
    received: unknown,
    pattern: PatternLike,
    { after, forUs }: { readonly after: PatternLike; readonly forUs: number },
  ) {
    return judged('toStayQuiet', received, (trace) => ({
      check: 'quiet',
      pattern: trace.pattern(pattern),
      after: trace.pattern(after),
      forUs,
    }));
  },
  toLeadTo(
    received: unknown,
    from: PatternLike,
    to: PatternLike,
    limits: { readonly withinUs?: number; readonly caused?: boolean } = {},
  ) {
    return judged('toLeadTo', received, (trace) => ({
      check: 'leads-to',
      from: trace.pattern(from),
      to: trace.pattern(to),
      withinUs: limits.withinUs ?? null,
      caused: limits.caused ?? false,
    }));
  },
  toBeCausedBy(received: unknown, pattern: PatternLike, cause: PatternLike) {
    const trace = traceIn('toBeCausedBy', received);
    const [effect, origin] = [trace.pattern(pattern), trace.pattern(cause)];
    const effects = trace.messages(effect);
    const uncaused = effects.find(
      (record) => !trace.causesOf(record).some((c) => c !== record && trace.means(origin, c)),
    );
    const pass = effects.length > 0 && uncaused === undefined;
    const found = pass
      ? `every ${patternText(effect)} has such a cause`
      : effects.length === 0
        ? `${patternText(effect)} did not come`
        : 'the marked record has no such cause; all that led to it is shown';
    const shown = uncaused === undefined ? effects : trace.causesOf(uncaused);
    const slice = () => sliceOf(shown, [], uncaused?.seq ?? null);
    return answer('toBeCausedBy', [patternText(effect), patternText(origin)], pass, found, slice);
  },
} satisfies { readonly [name in keyof TraceMatchers]: (...args: never[]) => Answer };

function severally(
  name: string,
  check: 'in-order' | 'all-of' | 'any-of',
  received: unknown,
  patterns: readonly PatternLike[],
): Answer {
  return judged(name, received, (trace) => {
    const read = patterns.map((pattern) => trace.pattern(pattern));
    return check === 'in-order' ? { check, patterns: read } : { check, patterns: read };
  });
}

function judged(name: string, received: unknown, checkOn: (trace: Trace) => Check): Answer {
  const trace = traceIn(name, received);
  const check = checkOn(trace);
  const expectation = { title: name, shows: [], check };
  const judge = new Judge([expectation], NO_WORLD, elapsedClock, trace.bodyOf);
  for (const record of trace.records) judge.read(record);
  const [verdict] = judge.verdicts(trace.endUs);
  const patterns = patternsIn(check);
  const slice = () => sliceOf(trace.records, patterns, verdict?.seq ?? null);
  const holds = verdict?.holds ?? false;
  return answer(name, patterns.map(patternText), holds, verdict?.explanation ?? '', slice);
}

function answer(
  name: string,
  expected: readonly string[],
  pass: boolean,
  found: string,
  slice: () => string,
): Answer {
  const message = () =>
    [
      `expect(trace).${pass ? 'not.' : ''}${name}`,
      `expected${pass ? ' not' : ''}: ${expected.join('; ')}`,
      `seen: ${found}`,
      slice(),
    ].join('\n\n');
  return { pass, message };
}

function traceIn(name: string, received: unknown): Trace {
  if (received instanceof Trace) return received;
  throw new TypeError(`${name} is about a trace: write expect(traceOf(records)).${name}(…)`);
}

/** These matchers ask for records only; a condition on the world has no place in them. */
const NO_WORLD: WorldView = {
  stateOf: () => null,
  balanceOf: () => 0,
  ordersIn: () => 0,
  accessRateOf: () => null,
  messagesInFlight: () => 0,
};
