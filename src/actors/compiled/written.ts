/**
 * Written: guards, actions and values as authors of machines write them, in one form each.
 */
import type { Arguments, Operation, Params } from './shape.ts';

/** A guard or an action: a name, a name with params, or a function. */
export type Written =
  | string
  | ((args: unknown, params?: unknown) => unknown)
  | { readonly type: string; readonly params?: unknown };

/** The name of a guard or an action; null for a function that has none of its own. */
export function nameOf(written: Written): string | null {
  if (typeof written === 'string') return written;
  return typeof written === 'function' ? null : written.type;
}

/** Its params, fixed or computed. */
export function paramsOf(written: Written): Params {
  const params = typeof written === 'object' ? written.params : undefined;
  return typeof params === 'function'
    ? { compute: params as (args: Arguments) => unknown, fixed: undefined }
    : { compute: null, fixed: params };
}

/** A value, or what computes it, as what computes it. */
export function expressionOf(written: unknown): Operation['act'] {
  return typeof written === 'function' ? (written as Operation['act']) : () => written;
}

/** What `assign` was given, as one function: its object form may have a function for each field. */
export function assignmentOf(assignment: unknown): Operation['act'] {
  if (typeof assignment === 'function') return assignment as Operation['act'];
  const fields = Object.entries(assignment as object).map(
    ([name, written]) => [name, expressionOf(written)] as const,
  );
  return (args, params) =>
    Object.fromEntries(fields.map(([name, expression]) => [name, expression(args, params)]));
}
