/**
 * Engine: the seam between a participant and what runs its machines.
 *
 *     participant ──send(event)──▶ MachineRun ──Step──▶ participant
 *     timeline ──timer due──▶ MachineRun ──Step──▶ participant (onTimer)
 *
 *     xstate      XState's own actors, the reference (xstate-engine.ts)
 *     compiled    the same machine objects as tables, whose state is plain data (compiled/engine.ts)
 *
 * A step is one event taken to its end: what the machine was and is, and all it emitted on the way,
 * in order. Both engines give the same steps, and so the same records.
 *
 * Law (test/actors/engine.test.ts): a machine that throws makes `send` throw `MachineFailure`, in
 * virtual time and at once; nothing is reported through a real timer.
 */
import type { AnyStateMachine, StateValue } from 'xstate';
import type { Address } from '../machines/address.ts';
import type { Emitted } from '../machines/effects.ts';
import type { Timeline, TimerHandler } from './timeline.ts';

/** One event taken by a machine, to its end. */
export interface Step {
  /** The event's type; for a timer, `after NAME`. */
  readonly event: string;
  readonly was: string;
  readonly state: string;
  /** True when nothing came of it: no transition for the event there, or one that does nothing. */
  readonly ignored: boolean;
  readonly emitted: readonly Emitted[];
}
/** What a machine is at, as plain data; its pending timers are the timeline's to keep. */
export interface MachineState {
  /** The state as text, as in `MachineRun.state`. */
  readonly state: string;
  readonly context: unknown;
  /** What the engine must know beyond that: which of its timers are pending, say. */
  readonly rest: unknown;
}
/** A timer of a machine that is pending, as the timeline keeps it: plain data. */
export interface ArmedTimer {
  /** Which of the machine's timers it is. */
  readonly timer: number;
  /** The record that was current when it was set. */
  readonly armedBy: number;
}
/** A machine that is running. */
export interface MachineRun {
  readonly address: Address;
  readonly machineId: string;
  /** The state as text: `on.watching`, or `billing.quiet & handover.quiet`. */
  readonly state: string;
  readonly isDone: boolean;
  /** True while the participant is switched off or out of order: nothing reaches it. */
  readonly isDeaf: boolean;
  /** What the machine knows; plain data, for tests and inspection. */
  readonly context: unknown;
  send(event: { readonly type: string }): Step;
  /**
   * What it is at now, by reference: copy it before the run goes on.
   *
   * @throws {UnsavableRun} on an engine that cannot say it as plain data
   */
  save(): MachineState;
  /** Who the timeline calls for this machine's timers; null on an engine that cannot save them. */
  readonly timers: TimerHandler<ArmedTimer> | null;
}
/** Called when a timer of the machine has fired; `armedBy` is the record that was current when it was set. */
export type OnTimer = (run: MachineRun, step: Step, armedBy: number) => void;
/** What a machine runs in; the same for all machines of a participant. */
export interface Host {
  readonly timeline: Timeline;
  /** The record that is current now, to know later what a timer was set by. */
  readonly currentRecord: () => number;
  readonly onTimer: OnTimer;
}
/** Starts machines. */
export interface Engine {
  readonly name: EngineName;
  /** Starts a machine; `first` is what happened on entering the initial state. */
  start(
    machine: AnyStateMachine,
    address: Address,
    input: unknown,
    host: Host,
  ): { readonly run: MachineRun; readonly first: Step };
  /**
   * Takes a machine up where it was saved; its timers are pending already.
   *
   * @throws {UnsavableRun} on an engine that cannot
   */
  resume(machine: AnyStateMachine, address: Address, saved: MachineState, host: Host): MachineRun;
}

export const ENGINE_NAMES = ['xstate', 'compiled'] as const;
export type EngineName = (typeof ENGINE_NAMES)[number];

/** A machine threw: a defect of the machine, never of the input. */
export class MachineFailure extends Error {
  override readonly name = 'MachineFailure';
  constructor(address: Address, event: string, cause: unknown) {
    const said = cause instanceof Error ? cause.message : String(cause);
    super(`${address} failed on "${event}": ${said}`, { cause });
  }
}
/** The engine cannot put a machine aside as plain data. */
export class UnsavableRun extends Error {
  override readonly name = 'UnsavableRun';
  constructor(address: Address) {
    super(
      `${address} runs on XState's own actors, which lose their timers when saved; run on the compiled engine (--engine compiled)`,
    );
  }
}

/** An event's type as records have it: `xstate.after.patience.client.on.awaiting` is `after patience`. */
export function eventText(type: string): string {
  return type.startsWith('xstate.after.') ? `after ${type.split('.')[2]}` : type;
}

/** The state value of XState as text. */
export function stateText(value: StateValue | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return value;
  const regions = Object.keys(value).map((key) => {
    const inner = stateText(value[key]);
    return inner === '' ? key : `${key}.${inner}`;
  });
  return regions.join(' & ');
}
