/**
 * simjs 2.0.3, as far as it is used here: it brings no types, and as a bundle for browsers it leaves
 * its classes on `window`.
 */

/** Something that acts in a simulation; the library calls `onMessage` where there is one. */
export interface SimEntity {
  /** Has `to.onMessage(this, message)` called after `delay`. */
  send(message: unknown, delay: number, to: SimEntity): void;
  setTimer(duration: number): { done(callback: () => void): void };
}
/** A kind of entity: `start` is called with what `addEntity` was given. */
export type SimEntityKind<E extends SimEntity> = new (...made: never[]) => E;
export interface Simulation {
  readonly simTime: number;
  addEntity<E extends SimEntity>(kind: SimEntityKind<E>, name: string, ...started: unknown[]): E;
  /** Runs until nothing is left to do, or `endTime`. */
  simulate(endTime: number): boolean;
}
interface SimLibrary {
  readonly Sim: new () => Simulation;
  readonly Entity: SimEntityKind<SimEntity>;
}

const browser = globalThis as { window?: { Sim?: SimLibrary } };
const hadWindow = browser.window !== undefined;
browser.window ??= {};
// @ts-expect-error: there are no types
await import('simjs');
const library = browser.window.Sim;
if (!hadWindow) delete browser.window;
if (library === undefined) throw new Error('simjs did not leave its classes on window');

export const { Sim, Entity } = library;
