/**
 * Condition matchers: what a test expects of the world at every instant of a run.
 *
 *     expect(play(file)).toAlwaysHold('balance of alice:held >= 0');
 *     expect(play(file)).toHoldWithin('state of alice is on.watching', 60_000_000);
 *
 * The scenario is run once more with the condition among its expectations: runs are deterministic, so
 * it is the same run. Conditions are those of scenario files (sim/expect/condition.ts).
 */
import { type Condition, parseCondition } from '../sim/expect/condition.ts';
import type { Check, Verdict } from '../sim/expect/model.ts';
import { runScenario } from '../sim/run.ts';
import type { Answer } from './answer.ts';
import type { Play } from './play.ts';
import { PatternMistake } from './trace.ts';

/** What `extendExpect` adds to `expect(play(…))`. */
export interface ConditionMatchers {
  /** True at the start and after every event. */
  toAlwaysHold(condition: string): void;
  /** True after at least one event. */
  toSometimesHold(condition: string): void;
  /** True after no event at all. */
  toNeverHold(condition: string): void;
  /** True at some time, no later than `withinUs` after the start, in microseconds. */
  toHoldWithin(condition: string, withinUs: number): void;
}

export const CONDITION_MATCHERS = {
  toAlwaysHold(received: unknown, text: string) {
    return judged('toAlwaysHold', received, text, (condition) => ({ check: 'always', condition }));
  },
  toSometimesHold(received: unknown, text: string) {
    return judged('toSometimesHold', received, text, sometimes);
  },
  toNeverHold(received: unknown, text: string) {
    const { pass } = judged('toNeverHold', received, text, sometimes);
    const message = () => `"${text}" was ${pass ? '' : 'never '}true of the run`;
    return { pass: !pass, message };
  },
  toHoldWithin(received: unknown, text: string, withinUs: number) {
    return judged('toHoldWithin', received, text, (condition) => ({
      check: 'eventually',
      condition,
      withinUs,
    }));
  },
} satisfies { readonly [name in keyof ConditionMatchers]: (...args: never[]) => Answer };

function sometimes(condition: Condition): Check {
  return { check: 'sometimes', condition };
}

function judged(
  name: string,
  received: unknown,
  text: string,
  checkOf: (condition: Condition) => Check,
): Answer {
  const played = playIn(name, received);
  const parsed = parseCondition(text, played.trace.vocabulary);
  if (!parsed.ok) {
    const { found, expected } = parsed.problem;
    throw new PatternMistake(`"${text}": found ${found}, expected ${expected}`);
  }
  const expectation = { title: text, shows: [], check: checkOf(parsed.condition) };
  const again = runScenario({ ...played.scenario, expectations: [expectation] });
  const verdict: Verdict | undefined = again.expectations[0];
  const pass = verdict?.holds ?? false;
  const message = () =>
    `expect(play).${pass ? 'not.' : ''}${name}\n\nexpected${pass ? ' not' : ''}: ${text}\n\nseen: ${verdict?.explanation ?? ''}`;
  return { pass, message };
}

function playIn(name: string, received: unknown): Play {
  if (typeof received === 'object' && received !== null && 'scenario' in received) {
    return received as Play;
  }
  throw new TypeError(`${name} is about a run: write expect(play(scenario)).${name}(…)`);
}
