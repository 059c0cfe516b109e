/**
 * The ten messages on our own: the six machines on the compiled engine, over our scheduler.
 *
 * Time is whole microseconds here, so it ends at another instant than the programs with fractions.
 */
import type { AnyStateMachine } from 'xstate';
import { compiledEngine } from '../../src/actors/compiled/engine.ts';
import type { Host, MachineRun, Step } from '../../src/actors/engine.ts';
import { PRIORITY, type TimerHandler } from '../../src/actors/timeline.ts';
import { Scheduler } from '../../src/sim/scheduler.ts';
import { TenHost } from './host.ts';
import type { TenEmitted, TenMessage } from './machines.ts';

export class TenCompiled extends TenHost<MachineRun> implements TimerHandler<TenMessage> {
  readonly owner = 'ten messages';
  private readonly timeline = new Scheduler();
  private readonly surroundings: Host = {
    timeline: this.timeline,
    currentRecord: () => 0,
    onTimer: () => undefined,
  };

  constructor(clients: number) {
    super();
    this.begin(clients);
  }

  fire(message: TenMessage): void {
    this.deliver(message);
  }

  protected start(machine: AnyStateMachine, input: unknown, client: number): MachineRun {
    const { run, first } = compiledEngine.start(machine, machine.id, input, this.surroundings);
    this.performAll(first, client);
    return run;
  }

  protected send(run: MachineRun, message: TenMessage): boolean {
    const step = run.send(message);
    this.performAll(step, message.client);
    return !step.ignored;
  }

  protected hasEnded(run: MachineRun): boolean {
    return run.isDone;
  }

  protected later(delayMs: number, message: TenMessage): void {
    const dueUs = this.timeline.nowUs + Math.round(delayMs * 1_000);
    this.timeline.at(dueUs, PRIORITY.delivery, this, message);
  }

  protected drain(): number {
    this.timeline.runUntil(Number.POSITIVE_INFINITY);
    return this.timeline.nowUs / 1_000;
  }

  private performAll({ emitted }: Step, client: number): void {
    for (const one of emitted) this.perform(one as unknown as TenEmitted, client);
  }
}
