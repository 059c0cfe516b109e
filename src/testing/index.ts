/**
 * headend/testing: what test writers import.
 *
 *     import { extendExpect, traceOf } from 'headend/testing';
 */
export { extendExpect, type Shown, type TraceMatchers } from './matchers.ts';
export { type PatternLike, PatternMistake, Trace, traceOf } from './trace.ts';
