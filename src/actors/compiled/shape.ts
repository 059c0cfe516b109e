/**
 * Shape: a machine as the compiled engine sees it, free of XState.
 *
 *     MachineShape ── states, in document order ── transitions ── operations
 *
 * Made from a machine object once (read-machine.ts); never changed.
 */

/** What guards, actions and delays are called with. */
export interface Arguments {
  readonly context: unknown;
  readonly event: { readonly type: string };
}
/** How the second argument of a guard or action comes about. */
export interface Params {
  readonly compute: ((args: Arguments) => unknown) | null;
  /** What it is where nothing is computed. */
  readonly fixed: unknown;
}
/** What an operation does when a transition is carried out. */
export type OperationName =
  /** `act` gives fields that replace those of the context. */
  | 'assign'
  /** `act` gives what is emitted. */
  | 'emit'
  /** `act` is called for its own sake. */
  | 'call'
  /** `act` gives an event for the machine itself, taken before any other. */
  | 'raise'
  /** `act` gives how long timer `timer` waits, in milliseconds. */
  | 'arm'
  | 'disarm'
  /** The machine has ended. */
  | 'end';
/** One step of what a transition does; all of one form, because this is the hot path. */
export interface Operation {
  readonly name: OperationName;
  readonly act: (args: Arguments, params: unknown) => unknown;
  readonly params: Params;
  readonly timer: number;
}
export interface Guard {
  readonly name: string | null;
  readonly test: (args: Arguments, params: unknown) => unknown;
  readonly params: Params;
}
export interface TransitionShape {
  /** Its number in the machine. */
  readonly index: number;
  readonly source: StateShape;
  /** Null where the state does not change. */
  readonly targets: readonly StateShape[] | null;
  readonly reenter: boolean;
  readonly guard: Guard | null;
  readonly actions: readonly Operation[];
}
export interface StateShape {
  /** Its place in document order. */
  readonly index: number;
  readonly id: string;
  readonly key: string;
  readonly type: 'atomic' | 'compound' | 'parallel' | 'final';
  readonly parent: StateShape | null;
  readonly children: readonly StateShape[];
  /** The child that is entered by default; null but for a compound state. */
  readonly initial: StateShape | null;
  readonly initialActions: readonly Operation[];
  readonly entry: readonly Operation[];
  readonly exit: readonly Operation[];
  readonly tags: readonly string[];
  readonly always: readonly TransitionShape[];
  /** By event descriptor: an event's type, `*`, or `prefix.*`. */
  readonly on: ReadonlyMap<string, readonly TransitionShape[]>;
}
/** A timer that a state sets when it is entered. */
export interface TimerShape {
  /** The event it becomes. */
  readonly event: { readonly type: string };
  /** What records call it: `after NAME`. */
  readonly text: string;
}
export interface MachineShape {
  readonly id: string;
  readonly root: StateShape;
  /** In document order. */
  readonly states: readonly StateShape[];
  readonly timers: readonly TimerShape[];
  /** What a machine that is started knows: to be copied, for it may be the input's. */
  readonly contextFor: (input: unknown) => unknown;
}
