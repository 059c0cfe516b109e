/**
 * Handler name: how a restored run finds whoever a timer calls.
 *
 *     handler ──handlerName──▶ { kind, owner } ──NamedHandler──▶ the same handler in another world
 */
import type { MachineRun } from '../actors/engine.ts';
import type { Network } from '../actors/network.ts';
import type { HandlerKind, TimerHandler } from '../actors/timeline.ts';
import type { Address } from '../machines/address.ts';
import type { Company } from './company.ts';
import type { Crowd } from './population.ts';
import type { Script } from './script.ts';
import { UnusableSnapshot } from './world-state.ts';

/** What sort of handler it is, and whose. */
export interface HandlerName {
  readonly kind: HandlerKind;
  readonly owner: string;
  /** For the machine of a telephone line: over which of the plants with lines, counted from 0. */
  readonly board?: number;
}
/** The parts of a world that timers call. */
export interface TimedParts {
  readonly company: Company;
  readonly network: Network;
  readonly script: Script;
  readonly crowds: readonly Crowd[];
}
type Handler = TimerHandler<unknown>;

/**
 * Stands for a handler in a restored run until it is called: most of what is pending then belongs to
 * participants that nobody has asked for yet.
 */
export class NamedHandler implements Handler {
  readonly name: HandlerName;
  private readonly parts: TimedParts;

  constructor(name: HandlerName, parts: TimedParts) {
    this.name = name;
    this.parts = parts;
  }

  get owner(): string {
    return this.name.owner;
  }

  /** @throws {UnusableSnapshot} when the run was restored without its handler */
  fire(argument: unknown): void {
    const handler = findHandler(this.parts, this.name) as Handler | null;
    if (handler !== null) {
      handler.fire(argument);
      return;
    }
    throw new UnusableSnapshot(
      `the snapshot has a timer for the ${this.name.kind} of ${this.name.owner}, who is not in it; ` +
        'take a new one',
    );
  }
}

/**
 * The name of a handler.
 *
 * @throws {UnusableSnapshot} for one that a restored run could not find
 */
export function handlerName(parts: TimedParts, handler: Handler): HandlerName {
  if (handler instanceof NamedHandler) return handler.name;
  const { kind, owner } = handler;
  if (kind !== 'machine' || machineAt(parts.company, owner)?.timers === handler) {
    if (kind !== undefined) return { kind, owner };
    throw new UnusableSnapshot(`a timer of ${owner} is none that can be put aside`);
  }
  const boards = [...parts.network.lineBoards()];
  const board = boards.findIndex((lines) => lines.machineAt(owner)?.timers === handler);
  return { kind, owner, board };
}

function findHandler(parts: TimedParts, { kind, owner, board }: HandlerName): unknown {
  const { company, network, script, crowds } = parts;
  switch (kind) {
    case 'machine':
      if (board === undefined) return machineAt(company, owner)?.timers ?? null;
      return [...network.lineBoards()][board]?.machineAt(owner)?.timers ?? null;
    case 'requests':
      return company.at(owner)?.outbox ?? null;
    case 'segment':
      return network.channel(owner)?.arriving ?? null;
    case 'local':
      return network;
    case 'script':
      return script;
    case 'population':
      return crowds.find((crowd) => crowd.owner === owner) ?? null;
  }
}

function machineAt(company: Company, address: Address): MachineRun | null {
  return company.at(address)?.machineAt(address) ?? null;
}
