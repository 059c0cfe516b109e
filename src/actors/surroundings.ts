/**
 * Surroundings: what every participant of a run is part of.
 */
import type { AnyStateMachine } from 'xstate';
import type { Address } from '../machines/address.ts';
import type { Emitted, ProcessKind } from '../machines/effects.ts';
import type { Outgoing } from '../machines/protocol.ts';
import type { Engine, Host } from './engine.ts';
import type { Journal } from './journal.ts';
import type { Timeline } from './timeline.ts';

/** One for all participants of a run. */
export interface Surroundings {
  readonly timeline: Timeline;
  readonly engine: Engine;
  readonly journal: Journal;
  /** What their machines run in; it hands what a timer did to `Participant.timerFired`. */
  readonly host: Host;
  /** The machines of processes; each has its kind for its id. */
  readonly processes: Readonly<Record<ProcessKind, AnyStateMachine>>;
  /** Puts a message on the channel that leads to it; returns the record of its sending. */
  carry(from: Address, message: Outgoing, attempt: number, cause: number): number;
  /** Carries out an effect that is not the participant's own business. */
  perform(by: Address, effect: WorldEffect, cause: number): void;
}
/** The effects the world carries out; the others are the participant's. */
export type WorldEffect = Extract<
  Emitted,
  { type: 'ledger.post' | 'document.issue' | 'outcome' | 'access.rate' | 'programme.carry' }
>;
