/**
 * Engine: the seam between a participant and what runs its machines.
 *
 *     participant ──send(event)──▶ MachineRun ──Step──▶ participant
 *     timeline ──timer due──▶ MachineRun ──Step──▶ participant (onTimer)
 *
 * A step is one event taken to its end: what the machine was and is, and all it emitted on the way,
 * in order. This file is also the only one that knows how XState runs a machine; what it relies on,
 * checked with XState 5.33.3: an event that changes nothing leaves the very same snapshot; emitted
 * events are delivered after the snapshot has changed; `after` events are `xstate.after.NAME.STATE`.
 *
 * Law (test/actors/engine.test.ts): a machine that throws makes `send` throw `MachineFailure`, in
 * virtual time and at once; nothing is reported through a real timer.
 */
import {
  type AnyMachineSnapshot,
  type AnyStateMachine,
  createActor,
  type StateValue,
} from 'xstate';
import type { Address } from '../machines/address.ts';
import type { Emitted } from '../machines/effects.ts';
import type { Timeline } from './timeline.ts';
import { clockOn } from './xstate-clock.ts';

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
}
/** Called when a timer of the machine has fired; `armedBy` is the record that was current when it was set. */
export type OnTimer = (step: Step, armedBy: number) => void;
export interface Start {
  readonly address: Address;
  readonly input: unknown;
  readonly timeline: Timeline;
  /** The record that is current now, to know later what a timer was set by. */
  readonly currentRecord: () => number;
  readonly onTimer: OnTimer;
}
/** Starts machines; `first` is what happened on entering the initial state. */
export interface Engine {
  start(machine: AnyStateMachine, start: Start): { readonly run: MachineRun; readonly first: Step };
}

/** A machine threw: a defect of the machine, never of the input. */
export class MachineFailure extends Error {
  override readonly name = 'MachineFailure';
  constructor(address: Address, event: string, cause: unknown) {
    const said = cause instanceof Error ? cause.message : String(cause);
    super(`${address} failed on "${event}": ${said}`, { cause });
  }
}

/** The reference engine: XState's own actors. */
export const xstateEngine: Engine = {
  start(machine, start) {
    const run = new XStateRun(machine, start);
    return { run, first: run.begin() };
  },
};

/** The type of the event that was taken last; one machine takes one event at a time. */
let latestEvent = '';
const watched = new WeakMap<AnyStateMachine, AnyStateMachine>();

/** A copy of the machine that tells which event it takes: a timer's is known in no other public way. */
function watch(machine: AnyStateMachine): AnyStateMachine {
  const known = watched.get(machine);
  if (known !== undefined) return known;
  const copy: AnyStateMachine = machine.provide({});
  const take = copy.transition.bind(copy);
  copy.transition = (snapshot, event, scope) => {
    latestEvent = event.type;
    return take(snapshot, event, scope);
  };
  watched.set(machine, copy);
  return copy;
}

/** What most events emit. */
const NOTHING: readonly Emitted[] = [];

class XStateRun implements MachineRun {
  readonly address: Address;
  readonly machineId: string;
  state: string;
  private readonly actor;
  private before: AnyMachineSnapshot;
  private emitted: readonly Emitted[] = NOTHING;
  private failure: unknown = null;

  constructor(
    machine: AnyStateMachine,
    { address, input, timeline, currentRecord, onTimer }: Start,
  ) {
    this.address = address;
    this.machineId = machine.id;
    const clock = clockOn(timeline, address);
    this.actor = createActor(watch(machine), {
      id: address,
      input,
      clock: {
        setTimeout: (fire, delayMs) => {
          const armedBy = currentRecord();
          return clock.setTimeout(() => onTimer(this.fire(fire), armedBy), delayMs);
        },
        clearTimeout: (handle) => clock.clearTimeout(handle),
      },
    });
    // Before `start`, or what the first entry emits is lost, and an error goes to a real timer.
    this.actor.on('*', (emitted) => {
      this.emitted = [...this.emitted, emitted as Emitted];
    });
    this.actor.subscribe({
      error: (error) => {
        this.failure = error ?? new Error('unknown');
      },
    });
    this.before = this.actor.getSnapshot();
    this.state = stateText(this.before.value);
  }

  get isDone(): boolean {
    return this.actor.getSnapshot().status === 'done';
  }
  get isDeaf(): boolean {
    return this.actor.getSnapshot().tags.has('deaf');
  }
  get context(): unknown {
    return this.actor.getSnapshot().context;
  }

  begin(): Step {
    latestEvent = 'start';
    this.open();
    this.actor.start();
    return this.close();
  }
  send(event: { readonly type: string }): Step {
    this.open();
    this.actor.send(event);
    return this.close();
  }

  private fire(timer: () => void): Step {
    this.open();
    timer();
    return this.close();
  }

  private open(): void {
    this.emitted = NOTHING;
    this.before = this.actor.getSnapshot();
  }

  private close(): Step {
    if (this.failure !== null) throw new MachineFailure(this.address, latestEvent, this.failure);
    const after = this.actor.getSnapshot();
    const was = this.state;
    if (after.value !== this.before.value) this.state = stateText(after.value);
    return {
      event: eventText(latestEvent),
      was,
      state: this.state,
      ignored: after === this.before && this.emitted === NOTHING,
      emitted: this.emitted,
    };
  }
}

/** `xstate.after.patience.client.on.awaiting` -> `after patience`; any other type as it is. */
function eventText(type: string): string {
  if (!type.startsWith('xstate.after.')) return type;
  return `after ${type.split('.')[2]}`;
}

function stateText(value: StateValue | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return value;
  const regions = Object.keys(value).map((key) => {
    const inner = stateText(value[key]);
    return inner === '' ? key : `${key}.${inner}`;
  });
  return regions.join(' & ');
}
