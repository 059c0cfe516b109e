/**
 * Transition coverage: which states and transitions of a machine trials have really reached.
 *
 *     trial ──played once more, on an actor that is watched──▶ states entered, transitions taken
 *
 * Also states that a machine never rests in count, and transitions on nothing (`always`).
 */
import {
  type AnyStateMachine,
  type AnyStateNode,
  type AnyTransitionDefinition,
  createActor,
  type StateValue,
} from 'xstate';
import { clockOn } from '../../src/actors/xstate-clock.ts';
import { Scheduler } from '../../src/sim/scheduler.ts';
import type { Trial } from './engine-trial.ts';

/** What trials of one machine have reached so far. */
export class TransitionCoverage {
  private readonly machine: AnyStateMachine;
  private readonly entered = new Set<string>();
  private readonly taken = new Set<AnyTransitionDefinition>();

  constructor(machine: AnyStateMachine) {
    this.machine = machine;
  }

  /** Plays a trial once more and notes where it leads; a machine that fails leads nowhere further. */
  play({ machine, input, startUs, moves }: Trial): void {
    const timeline = new Scheduler();
    const pass = (us: number): void => {
      const untilUs = timeline.nowUs + us;
      timeline.at(untilUs, 31, { owner: 'coverage', fire: () => undefined }, null);
      timeline.runUntil(untilUs);
    };
    pass(startUs);
    const actor = createActor(machine, {
      input,
      clock: clockOn(timeline, 'coverage'),
      inspect: (seen) => {
        if (seen.type !== '@xstate.microstep') return;
        this.note(machine.root, (seen.snapshot as { readonly value?: StateValue }).value);
        for (const transition of seen._transitions) this.taken.add(transition);
      },
    });
    this.note(machine.root, actor.getSnapshot().value);
    actor.subscribe({ error: () => undefined });
    actor.start();
    for (const move of moves) {
      if (actor.getSnapshot().status !== 'active') return;
      if (move.does === 'wait') pass(move.us);
      else if (move.does === 'fire') timeline.step();
      else actor.send(dated(move.event, timeline.nowUs));
    }
  }

  /** How many states the machine has, its root apart. */
  get stateCount(): number {
    return nodesUnder(this.machine.root).length - 1;
  }
  get transitionCount(): number {
    return transitionsOf(this.machine).length;
  }
  /** The states that no trial has entered. */
  unentered(): readonly string[] {
    return nodesUnder(this.machine.root)
      .filter((node) => node.parent !== undefined && !this.entered.has(node.id))
      .map(({ id }) => id);
  }
  /** The transitions that no trial has taken: `order.voiding on request.failed, 2nd`. */
  untaken(): readonly string[] {
    return transitionsOf(this.machine)
      .filter(({ transition }) => !this.taken.has(transition))
      .map(({ name }) => name);
  }

  private note(node: AnyStateNode, value: StateValue | undefined): void {
    if (value === undefined) return;
    const inner = typeof value === 'string' ? { [value]: undefined } : value;
    for (const [key, below] of Object.entries(inner)) {
      const child = node.states[key];
      if (child === undefined) continue;
      this.entered.add(child.id);
      this.note(child, below);
    }
  }
}

function transitionsOf({ root }: AnyStateMachine) {
  return nodesUnder(root).flatMap((node) => {
    const lists = [
      ...[...node.transitions].map(([type, list]) => [`on ${type}`, list] as const),
      ['always', node.always ?? []] as const,
    ];
    return lists.flatMap(([when, list]) =>
      list.map((transition, n) => ({ transition, name: `${node.id} ${when}, no. ${n + 1}` })),
    );
  });
}
function nodesUnder(node: AnyStateNode): readonly AnyStateNode[] {
  return [node, ...Object.values(node.states).flatMap(nodesUnder)];
}
function dated<E extends { readonly type: string }>(event: E, atUs: number): E {
  return 'atUs' in event ? { ...event, atUs } : event;
}
