/**
 * Operation: the steps of which transitions are made, and how each is written down.
 */
import type { Arguments, Operation, OperationName, Params } from './shape.ts';

const NO_PARAMS: Params = { compute: null, fixed: undefined };
const NOTHING = () => undefined;

/** An operation with all its fields. */
export function operation(
  name: OperationName,
  act: Operation['act'] = NOTHING,
  params: Params = NO_PARAMS,
  timer = -1,
): Operation {
  return { name, act, params, timer };
}

/** The machine has ended. */
export const END = operation('end');

/** A state has come to its end: its parents hear of it. */
export function finished(state: string): Operation {
  const event = { type: `xstate.done.state.${state}`, output: undefined };
  return operation('raise', () => event);
}

/** The second argument of a guard or an action. */
export function paramsFor({ compute, fixed }: Params, args: Arguments): unknown {
  return compute === null ? fixed : compute(args);
}
