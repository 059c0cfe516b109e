/**
 * Read machine: a machine object of XState's as a shape, or a refusal.
 *
 *     machine.root, machine.implementations ──▶ MachineShape
 *
 * The only file of the compiled engine that knows XState. Checked with XSTATE_CHECKED
 * (test/actors/compiled-refusals.test.ts). What it relies on beyond the documented interface:
 *   - an action creator's function tells what it is by `type` and keeps its arguments: `assignment`,
 *     `event`, `delay`, `id`, `sendId`;
 *   - `after` is written into a state as `raise` at the end of its entry and `cancel` in its exit,
 *     both under the event's type, `xstate.after.NAME.STATE`;
 *   - `config.context` is the context, or what makes it of `{ input }`.
 * Guards and actions get `{ context, event }` and their params; there is no `self`, `system` or `spawn`.
 */
import type { AnyStateMachine, AnyStateNode } from 'xstate';
import { eventText } from '../engine.ts';
import { operation } from './operation.ts';
import type {
  Guard,
  MachineShape,
  Operation,
  StateShape,
  TimerShape,
  TransitionShape,
} from './shape.ts';
import { UnsupportedFeature } from './unsupported.ts';
import { assignmentOf, expressionOf, nameOf, paramsOf, type Written } from './written.ts';

/** The version of XState this file was checked against. */
export const XSTATE_CHECKED = '5.33.3';

/** A function made by an action creator. */
interface Creator {
  readonly type: string;
  readonly assignment?: unknown;
  readonly event?: unknown;
  readonly delay?: unknown;
  readonly id?: unknown;
  readonly sendId?: unknown;
}
type WrittenTransition = AnyStateNode['transitions'] extends Map<string, (infer T)[]> ? T : never;
type Growing<Shape> = { -readonly [Key in keyof Shape]: Shape[Key] };
type GrowingState = Growing<StateShape> & { readonly on: Map<string, readonly TransitionShape[]> };

/**
 * Reads a machine.
 *
 * @throws {UnsupportedFeature} naming machine, state and feature
 */
export function readMachine(machine: AnyStateMachine): MachineShape {
  return new MachineReader(machine).read();
}

class MachineReader {
  private readonly machine: AnyStateMachine;
  private readonly shapes = new Map<AnyStateNode, GrowingState>();
  private readonly timers: TimerShape[] = [];
  private readonly timerOf = new Map<string, number>();
  private transitionCount = 0;

  constructor(machine: AnyStateMachine) {
    this.machine = machine;
  }

  read(): MachineShape {
    const { root: node, options } = this.machine;
    if (Number.isFinite(options?.maxIterations)) {
      this.refuse(node, '"maxIterations"', 'write loops that end');
    }
    const root = this.outline(node, null);
    for (const [node, shape] of this.shapes) this.fill(node, shape);
    const states = [...this.shapes.values()].sort((a, b) => a.index - b.index);
    const { id } = this.machine;
    return { id, root, states, timers: this.timers, contextFor: this.context() };
  }

  /** The states alone, so that transitions can refer to any of them. */
  private outline(node: AnyStateNode, parent: StateShape | null): GrowingState {
    const { order: index, id, key, tags } = node;
    const type = this.typeOf(node);
    const shape: GrowingState = {
      index,
      id,
      key,
      type,
      parent,
      children: [],
      initial: null,
      initialActions: [],
      entry: [],
      exit: [],
      tags,
      always: [],
      on: new Map(),
    };
    this.shapes.set(node, shape);
    shape.children = Object.values(node.states).map((child) => this.outline(child, shape));
    return shape;
  }

  private fill(node: AnyStateNode, shape: GrowingState): void {
    // Timers get their numbers in the order of the entry actions that set them.
    shape.entry = node.entry.map((action) => this.action(node, action));
    shape.exit = node.exit.map((action) => this.action(node, action));
    if (shape.type === 'compound') {
      const [initial] = node.initial.target;
      shape.initial = initial === undefined ? null : this.shapeOf(initial);
      shape.initialActions = node.initial.actions.map((action) => this.action(node, action));
    }
    shape.always = (node.always ?? []).map((transition) => this.transition(node, transition));
    for (const [descriptor, transitions] of node.transitions) {
      const read = transitions.map((transition) => this.transition(node, transition));
      shape.on.set(descriptor, read);
    }
  }

  private typeOf(node: AnyStateNode): StateShape['type'] {
    if (node.type === 'history') {
      this.refuse(node, 'a history state', 'keep what is to be gone back to in the context');
    }
    if (node.invoke.length > 0) this.refuse(node, '"invoke"', 'emit what is to be started');
    if (node.output !== undefined) this.refuse(node, '"output"', 'emit what came of it');
    if ('route' in node.config) this.refuse(node, '"route"', 'write a transition');
    return node.type;
  }

  private transition(node: AnyStateNode, written: WrittenTransition): TransitionShape {
    const index = this.transitionCount;
    this.transitionCount += 1;
    const { target, reenter, guard, actions } = written;
    return {
      index,
      source: this.shapeOf(node),
      targets: target === undefined ? null : target.map((state) => this.shapeOf(state)),
      reenter,
      guard: guard === undefined ? null : this.guard(node, guard as Written),
      actions: actions.map((action) => this.action(node, action)),
    };
  }

  private guard(node: AnyStateNode, written: Written): Guard {
    const name = nameOf(written);
    let found: unknown = written;
    for (let at = written; typeof found !== 'function'; at = found as Written) {
      const wanted = nameOf(at) ?? '';
      found = this.machine.implementations.guards[wanted];
      if (found === undefined) {
        this.refuse(node, `guard "${wanted}", which is not there,`, 'write it in setup()');
      }
    }
    if ('check' in (found as object)) {
      const { name: higher } = found as () => void;
      this.refuse(node, `the guard "${higher}"`, 'write one guard that says it all');
    }
    return { name, test: found as Guard['test'], params: paramsOf(written) };
  }

  private action(node: AnyStateNode, written: unknown): Operation {
    const action = written as Written;
    const found =
      typeof action === 'function'
        ? action
        : this.machine.implementations.actions[nameOf(action) ?? ''];
    if (typeof found !== 'function') {
      this.refuse(node, `action "${nameOf(action)}", which is not there,`, 'write it in setup()');
    }
    const params = paramsOf(action);
    if (!('resolve' in found)) return operation('call', found as Operation['act'], params);
    const creator = found as unknown as Creator;
    switch (creator.type) {
      case 'xstate.assign':
        return operation('assign', assignmentOf(creator.assignment), params);
      case 'xstate.emit':
        return operation('emit', expressionOf(creator.event), params);
      case 'xstate.raise':
        if (typeof creator.event === 'string') {
          this.refuse(node, 'a "raise" of a text', 'raise an event, { type }');
        }
        return creator.delay === undefined
          ? operation('raise', expressionOf(creator.event), params)
          : this.arm(node, creator);
      case 'xstate.cancel':
        return this.disarm(node, creator);
      default:
        return this.refuse(node, `"${creator.type}"`, 'emit what is to be done');
    }
  }

  private arm(node: AnyStateNode, { event, id, delay }: Creator): Operation {
    const after = event as { readonly type: string };
    if (after.type !== id || !after.type?.startsWith('xstate.after.')) {
      this.refuse(node, 'a delayed "raise"', 'use "after"');
    }
    const timer = this.timers.length;
    this.timers.push({ event: after, text: eventText(after.type) });
    this.timerOf.set(after.type, timer);
    const delays: Readonly<Record<string, unknown>> = this.machine.implementations.delays;
    const written = typeof delay === 'string' ? delays[delay] : delay;
    if (typeof written !== 'function' && typeof written !== 'number') {
      this.refuse(node, `delay "${String(delay)}", which is not there,`, 'write it in setup()');
    }
    return operation('arm', expressionOf(written), undefined, timer);
  }

  private disarm(node: AnyStateNode, { sendId }: Creator): Operation {
    const timer = typeof sendId === 'string' ? this.timerOf.get(sendId) : undefined;
    if (timer === undefined)
      return this.refuse(node, '"cancel"', 'use "after", and leave the state');
    return operation('disarm', undefined, undefined, timer);
  }

  private context(): (input: unknown) => unknown {
    const { context } = this.machine.config as { readonly context?: unknown };
    if (typeof context !== 'function') return () => context ?? {};
    const make = context as (given: { readonly input: unknown }) => unknown;
    return (input) => make({ input });
  }

  private shapeOf(node: AnyStateNode): StateShape {
    const shape = this.shapes.get(node);
    if (shape === undefined)
      return this.refuse(node, 'a target outside the machine', 'stay inside');
    return shape;
  }

  private refuse({ id }: AnyStateNode, feature: string, remedy: string): never {
    throw new UnsupportedFeature(this.machine.id, id, feature, remedy);
  }
}
