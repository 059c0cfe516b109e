/**
 * Timer slots: what each pending timer will call, and which ids still mean something.
 *
 *     free --take--> armed --clear--> cleared --release--> free   (a generation older)
 *                                                    \---> retired (generations used up)
 *
 * A TimerId is slot + generation * 2**26, an exact whole number that is never 0: generations start
 * at 1. Clearing ends a generation, so an id kept too long matches no timer that took the slot
 * later. A cleared slot is not free yet, because the heap may still hold an entry that names it.
 * Invariant (test/sim/timer-slots.test.ts): no id is ever given out twice.
 */
import type { TimerHandler, TimerId } from '../actors/timeline.ts';
import { invariant } from '../billing/invariant.ts';
import type { HandlerName } from './handler-name.ts';

/** How many slots an id can tell apart. */
const SLOTS_MAX = 2 ** 26;
/** How many generations fit above the slot in an exact whole number. */
const GENERATIONS_MAX = 2 ** 27;

/** What is armed, and which ids are used up, as plain data. */
export interface SlotsState {
  /** Each handler with something pending, by name. */
  readonly handlers: readonly HandlerName[];
  /** Which of them is called, by slot; -1 where nothing is armed. */
  readonly handler: Int32Array;
  /** With what, by slot. */
  readonly argument: readonly unknown[];
  readonly generation: Int32Array;
  readonly free: readonly number[];
}

/** The handlers and arguments of pending timers, by slot. */
export class TimerSlots {
  readonly #generationsMax: number;
  readonly #handler: (TimerHandler<unknown> | undefined)[] = [];
  readonly #argument: unknown[] = [];
  readonly #free: number[] = [];
  #generation = new Int32Array(1024);

  /** @param generationsMax lower it only to see a slot being retired */
  constructor(generationsMax: number = GENERATIONS_MAX) {
    invariant(
      generationsMax > 1 && generationsMax <= GENERATIONS_MAX,
      `a slot has between 2 and ${GENERATIONS_MAX} generations, not ${generationsMax}`,
    );
    this.#generationsMax = generationsMax;
  }

  /**
   * Arms a free slot and returns it.
   *
   * @throws {BrokenInvariant} when 2**26 timers are pending or retired
   */
  take(handler: TimerHandler<unknown>, argument: unknown): number {
    const slot = this.#free.pop() ?? this.#append();
    this.#handler[slot] = handler;
    this.#argument[slot] = argument;
    return slot;
  }

  /** The handler of an armed slot; undefined for any other. */
  handlerOf(slot: number): TimerHandler<unknown> | undefined {
    return this.#handler[slot];
  }

  /** The argument of an armed slot; undefined for any other. */
  argumentOf(slot: number): unknown {
    return this.#argument[slot];
  }

  /** The id of what an armed slot holds now. */
  idOf(slot: number): TimerId {
    return slot + (this.#generation[slot] as number) * SLOTS_MAX;
  }

  /** The armed slot that `id` means, or -1 when its timer is gone or never was. */
  slotOf(id: TimerId): number {
    const slot = id % SLOTS_MAX;
    const isCurrent = this.#handler[slot] !== undefined && this.idOf(slot) === id;
    return isCurrent ? slot : -1;
  }

  /** Forgets what an armed slot holds: its id means nothing from here on. */
  clear(slot: number): void {
    this.#handler[slot] = undefined;
    this.#argument[slot] = undefined;
    this.#generation[slot] = (this.#generation[slot] as number) + 1;
  }

  /** Lets a cleared slot be taken again, unless its generations are used up. */
  release(slot: number): void {
    if ((this.#generation[slot] as number) < this.#generationsMax) this.#free.push(slot);
  }

  /**
   * A copy of what is armed.
   *
   * @param nameOf says how a handler is found again
   */
  save(nameOf: (handler: TimerHandler<unknown>) => HandlerName): SlotsState {
    const handlers: HandlerName[] = [];
    const known = new Map<TimerHandler<unknown>, number>();
    const handler = Int32Array.from(this.#handler, (armed) => {
      if (armed === undefined) return -1;
      const at = known.get(armed) ?? handlers.push(nameOf(armed)) - 1;
      known.set(armed, at);
      return at;
    });
    const generation = this.#generation.slice(0, handler.length);
    return { handlers, handler, argument: [...this.#argument], generation, free: [...this.#free] };
  }

  /** Becomes what was saved; `handlerOf` finds the handlers. */
  load(
    { handlers, handler, argument, generation, free }: SlotsState,
    handlerOf: (name: HandlerName) => TimerHandler<unknown>,
  ): void {
    const found = handlers.map(handlerOf);
    for (let slot = 0; slot < handler.length; slot += 1) {
      this.#append();
      this.#handler.push(found[handler[slot] as number]);
      this.#argument.push(argument[slot]);
    }
    this.#generation.set(generation);
    this.#free.push(...free);
  }

  #append(): number {
    const slot = this.#handler.length;
    invariant(slot < SLOTS_MAX, `at most ${SLOTS_MAX} timers are pending at once`);
    if (slot === this.#generation.length) {
      const generation = new Int32Array(slot * 2);
      generation.set(this.#generation);
      this.#generation = generation;
    }
    this.#generation[slot] = 1;
    return slot;
  }
}
