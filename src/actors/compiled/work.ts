/**
 * Work: what is going on while one event is taken to its end.
 */
import type { Emitted } from '../../machines/effects.ts';
import type { Arguments } from './shape.ts';

/** What most events emit. */
const NOTHING: readonly Emitted[] = [];

/**
 * What an event, and those it raises, have done so far.
 *
 * It is what guards and actions are called with: one object for all of them, as the machine is when each
 * is called.
 */
export class Work implements Arguments {
  context: unknown;
  /** The event being taken: the one from outside, or the one raised last. */
  event: Arguments['event'];
  emitted: Emitted[] | readonly Emitted[] = NOTHING;
  raised: Arguments['event'][] | null = null;
  isChange = false;

  constructor(context: unknown, event: Arguments['event']) {
    this.context = context;
    this.event = event;
  }

  /** @throws {TypeError} as XState does, when it is nothing */
  emit(emitted: Emitted | undefined): void {
    if (emitted === undefined) {
      throw new TypeError("Cannot read properties of undefined (reading 'type')");
    }
    const first = this.emitted[0];
    // Most lists stay this short, and pushing makes room for seventeen.
    if (first === undefined) this.emitted = [emitted];
    else if (this.emitted.length === 1) this.emitted = [first, emitted];
    else (this.emitted as Emitted[]).push(emitted);
  }
  raise(event: Arguments['event']): void {
    this.raised ??= [];
    this.raised.push(event);
  }
}
