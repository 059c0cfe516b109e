/**
 * headend/testing: what test writers import.
 *
 *     import { extendExpect, play } from 'headend/testing';
 */
export type { ConditionMatchers } from './condition-matchers.ts';
export { extendExpect, type Shown, type TraceMatchers } from './matchers.ts';
export { type Play, play } from './play.ts';
export { type PatternLike, PatternMistake, Trace, traceOf } from './trace.ts';
