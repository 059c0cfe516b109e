/**
 * Compiled run: one machine that runs from tables.
 *
 *     event ─▶ candidates ─▶ guards ─▶ change ─▶ operations ─▶ eventless, raised ─▶ … ─▶ Step
 *
 * What it is at is plain data: a configuration, a context, and which timers are pending.
 *
 * Laws: test/actors/engines-*.test.ts.
 */
import type { Address } from '../../machines/address.ts';
import type { Emitted } from '../../machines/effects.ts';
import {
  type ArmedTimer,
  type Host,
  MachineFailure,
  type MachineRun,
  type MachineState,
  type Step,
} from '../engine.ts';
import { PRIORITY, type TimerHandler, type TimerId } from '../timeline.ts';
import type { Change, Configuration } from './configuration.ts';
import { paramsFor } from './operation.ts';
import { type Selected, selectEventless, selectOn } from './selection.ts';
import type { Arguments, Operation, StateShape, TimerShape } from './shape.ts';
import type { Tables } from './tables.ts';
import { Work } from './work.ts';

/** What is to be saved of a run besides its context. */
interface Rest {
  readonly active: readonly number[];
  readonly isDone: boolean;
  readonly timers: readonly TimerId[] | null;
}

/** A machine that runs from tables. */
export class CompiledRun implements MachineRun, TimerHandler<ArmedTimer> {
  readonly address: Address;
  context: unknown = null;
  isDone = false;
  private readonly tables: Tables;
  private readonly host: Host;
  private configuration: Configuration;
  /** The pending timers, by number; 0 where none is. Null until there was one. */
  private armed: TimerId[] | null = null;

  constructor(tables: Tables, address: Address, host: Host) {
    this.tables = tables;
    this.address = address;
    this.host = host;
    this.configuration = tables.start.next;
  }

  get machineId(): string {
    return this.tables.configurations.shape.id;
  }
  get state(): string {
    return this.configuration.text;
  }
  get isDeaf(): boolean {
    return this.configuration.isDeaf;
  }
  get timers(): TimerHandler<ArmedTimer> {
    return this;
  }
  get kind() {
    return 'machine' as const;
  }
  get owner(): string {
    return this.address;
  }

  begin(input: unknown): Step {
    const { shape } = this.tables.configurations;
    const event = { type: 'xstate.init', input };
    const work = new Work(null, event);
    try {
      this.know(shape.contextFor(input), {}, work);
      this.carryOut(this.tables.start, work);
      this.settle(work);
    } catch (error) {
      throw new MachineFailure(this.address, 'start', error);
    }
    const { state } = this;
    const { emitted } = work;
    return { event: 'start', was: state, state, ignored: emitted.length === 0, emitted };
  }

  send(event: { readonly type: string }): Step {
    const { type } = event;
    return this.take(event, type, type);
  }

  fire({ timer, armedBy }: ArmedTimer): void {
    const shape = this.tables.configurations.shape.timers[timer];
    if (shape === undefined || this.armed === null) return;
    this.armed[timer] = 0;
    this.host.onTimer(this, this.take(shape.event, shape.event.type, shape.text), armedBy);
  }

  save(): MachineState {
    const rest: Rest = {
      active: this.configuration.active.map(({ index }) => index),
      isDone: this.isDone,
      timers: this.armed,
    };
    return { state: this.state, context: this.context, rest };
  }

  load({ context, rest }: MachineState): void {
    const { active, isDone, timers } = rest as Rest;
    const { configurations, contexts } = this.tables;
    const states = active.map((index) => configurations.shape.states[index] as StateShape);
    this.configuration = configurations.of(states);
    this.context = contexts.changed(context, {});
    this.isDone = isDone;
    this.armed = timers === null ? null : [...timers];
  }

  /** @param text what records call it */
  private take(event: Arguments['event'], type: string, text: string): Step {
    const was = this.configuration.text;
    const work = new Work(this.context, event);
    if (!this.isDone) {
      try {
        if (type === '*') throw new Error("An event cannot have the wildcard type ('*')");
        this.react(type, work);
        if (this.goesOn(work)) this.settle(work);
      } catch (error) {
        throw new MachineFailure(this.address, type, error);
      }
    }
    const { emitted } = work;
    const ignored = !work.isChange && emitted.length === 0;
    return { event: text, was, state: this.configuration.text, ignored, emitted };
  }

  /** Takes one event, from outside or raised. */
  private react(type: string, work: Work): void {
    const selected = selectOn(this.configuration, type, work);
    if (selected !== null) this.carryOut(this.changeBy(selected), work);
  }

  /** Whether anything is left to do: most steps end with the event they began with. */
  private goesOn({ raised }: Work): boolean {
    return raised !== null || this.configuration.eventless.length > 0;
  }

  /** Goes on by itself until nothing is left to do: eventless transitions first, then what was raised. */
  private settle(work: Work): void {
    let isUnsettled = true;
    while (!this.isDone) {
      const eventless = isUnsettled ? selectEventless(this.configuration, work) : null;
      if (eventless !== null) {
        const change = this.changeBy(eventless);
        this.carryOut(change, work);
        isUnsettled = change.isChange;
        continue;
      }
      if (work.raised === null || work.raised.length === 0) return;
      work.event = work.raised.shift() as Arguments['event'];
      this.react(work.event.type, work);
      isUnsettled = true;
    }
  }

  private changeBy(selected: NonNullable<Selected>): Change {
    return 'index' in selected
      ? this.configuration.changeBy(selected)
      : this.configuration.changeByAll(selected);
  }

  private carryOut({ operations, next, isDone, isChange }: Change, work: Work): void {
    for (const operation of operations) this.operate(operation, work);
    this.configuration = next;
    if (isChange) work.isChange = true;
    if (isDone) this.isDone = true;
  }

  private operate(operation: Operation, work: Work): void {
    const { act, timer } = operation;
    const params = paramsFor(operation.params, work);
    switch (operation.name) {
      case 'emit':
        work.emit(act(work, params) as Emitted | undefined);
        return;
      case 'assign':
        this.know(work.context, act(work, params), work);
        return;
      case 'arm':
        this.arm(timer, act(work, params), work);
        return;
      case 'disarm':
        this.disarm(timer);
        return;
      case 'raise':
        work.raise(act(work, params) as Arguments['event']);
        return;
      case 'call':
        act(work, params);
    }
  }

  private know(context: unknown, changes: unknown, work: Work): void {
    this.context = this.tables.contexts.changed(context, changes);
    work.context = this.context;
  }

  private arm(timer: number, delayMs: unknown, work: Work): void {
    const { shape } = this.tables.configurations;
    if (typeof delayMs !== 'number') {
      work.raise((shape.timers[timer] as TimerShape).event);
      return;
    }
    const { timeline, currentRecord } = this.host;
    const dueUs = timeline.nowUs + Math.round(delayMs * 1_000);
    const pending: ArmedTimer = { timer, armedBy: currentRecord() };
    this.armed ??= shape.timers.map(() => 0);
    this.armed[timer] = timeline.at(dueUs, PRIORITY.timer, this, pending);
  }

  private disarm(timer: number): void {
    const pending = this.armed?.[timer] ?? 0;
    if (pending === 0 || this.armed === null) return;
    this.host.timeline.cancel(pending);
    this.armed[timer] = 0;
  }
}
