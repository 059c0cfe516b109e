/**
 * XState engine: the reference, XState's own actors.
 *
 * The only file that knows how XState runs a machine; what it relies on, checked with XState 5.33.3:
 * an event that changes nothing leaves the very same snapshot; emitted events are delivered after the
 * snapshot has changed; `after` events are `xstate.after.NAME.STATE`.
 */
import { type AnyMachineSnapshot, type AnyStateMachine, createActor } from 'xstate';
import type { Address } from '../machines/address.ts';
import type { Emitted } from '../machines/effects.ts';
import {
  type Engine,
  eventText,
  type Host,
  MachineFailure,
  type MachineRun,
  type MachineState,
  type Step,
  stateText,
  UnsavableRun,
} from './engine.ts';
import { clockOn } from './xstate-clock.ts';

/** The reference engine: XState's own actors. */
export const xstateEngine: Engine = {
  name: 'xstate',
  start(machine, address, input, host) {
    const run = new XStateRun(machine, address, input, host);
    return { run, first: run.begin() };
  },
  resume(_machine, address) {
    throw new UnsavableRun(address);
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
  readonly timers = null;
  state: string;
  private readonly actor;
  private before: AnyMachineSnapshot;
  private emitted: readonly Emitted[] = NOTHING;
  private failure: unknown = null;

  constructor(machine: AnyStateMachine, address: Address, input: unknown, host: Host) {
    this.address = address;
    this.machineId = machine.id;
    const clock = clockOn(host.timeline, address);
    this.actor = createActor(watch(machine), {
      id: address,
      input,
      clock: {
        setTimeout: (fire, delayMs) => {
          const armedBy = host.currentRecord();
          return clock.setTimeout(() => host.onTimer(this, this.take(fire), armedBy), delayMs);
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
    return this.take(() => this.actor.start());
  }
  send(event: { readonly type: string }): Step {
    return this.take(() => this.actor.send(event));
  }
  save(): MachineState {
    throw new UnsavableRun(this.address);
  }

  private take(act: () => void): Step {
    this.open();
    act();
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
