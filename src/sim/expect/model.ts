/**
 * Expectations: what a scenario says its run must show.
 *
 * Each has a title in words, may cite the claims of the source texts it shows (`shows: U7`), and
 * is judged on the records of the run (and, for conditions, on the state after every event).
 * Patterns and conditions are small languages: pattern.ts, condition.ts.
 */
import type { Condition } from './condition.ts';
import type { Pattern } from './pattern.ts';

/** What is expected, by kind. Instants and spans in microseconds since the start. */
export type Check =
  | {
      readonly check: 'message';
      readonly pattern: Pattern;
      readonly timesMin: number;
      readonly timesMax: number | null;
      readonly fromUs: number | null;
      readonly untilUs: number | null;
    }
  | { readonly check: 'in-order'; readonly patterns: readonly Pattern[] }
  | { readonly check: 'all-of' | 'any-of'; readonly patterns: readonly Pattern[] }
  | { readonly check: 'never'; readonly pattern: Pattern }
  | {
      readonly check: 'quiet';
      readonly pattern: Pattern;
      readonly after: Pattern;
      readonly forUs: number;
    }
  | {
      readonly check: 'leads-to';
      readonly from: Pattern;
      readonly to: Pattern;
      readonly withinUs: number | null;
      /** True when the second must be in the causal future of the first, not merely later. */
      readonly caused: boolean;
    }
  | { readonly check: 'state'; readonly actor: string; readonly state: string }
  | {
      readonly check: 'order';
      readonly order: string;
      readonly ends: 'completed' | 'voided';
      readonly because: string | null;
    }
  | {
      readonly check: 'bills';
      readonly subscriber: string;
      /** Only bills issued by this participant; null for all. */
      readonly issuer: string | null;
      readonly count: number | null;
      readonly lines: number | null;
      readonly dueMinor: number | null;
    }
  | { readonly check: 'settled'; readonly source: string; readonly totalMinor: number }
  | { readonly check: 'balance'; readonly account: string; readonly balanceMinor: number }
  | { readonly check: 'always' | 'sometimes'; readonly condition: Condition }
  | {
      readonly check: 'eventually';
      readonly condition: Condition;
      readonly withinUs: number | null;
    };

export interface Expectation {
  /** In words; made from the check when the file gives none. */
  readonly title: string;
  /** Claims of the source texts that this shows: `U7`. */
  readonly shows: readonly string[];
  readonly check: Check;
}

/** How an expectation came out; `explanation` says what was found when it does not hold. */
export interface Verdict {
  readonly expectation: Expectation;
  readonly holds: boolean;
  readonly explanation: string;
  /** The record to look at first, where there is one. */
  readonly seq: number | null;
}
