/**
 * Machine states: which states each participant and process can be in, as the engine writes them.
 *
 *     client/alice                       off, on.watching, on.browsing, …
 *     billing-processor/account-alice    billing.quiet & handover.quiet, …     (two regions at once)
 *
 * Taken from the machines themselves, so a state they gain or lose is one here at once. Law
 * (test/sim/expect/closed-words.test.ts): every state in the records of a run is one of these.
 */
import { type Address, hostOf, roleOf } from '../../machines/address.ts';
import type { ProcessKind } from '../../machines/effects.ts';
import { lineMachine } from '../../machines/line.ts';
import { MESSAGE_LAWS } from '../../machines/message-table.ts';
import { PARTICIPANT_MACHINES, PROCESS_MACHINES } from '../machinery.ts';

/** What is read of a machine. */
interface Machine {
  readonly root: StateTree;
  readonly events: readonly string[];
}
interface StateTree {
  readonly type: string;
  readonly states: Readonly<Record<string, StateTree>>;
}
/** What the rest of a process's name is the id of; `alone` where there is no rest. */
export type ProcessSubject =
  | 'order'
  | 'person'
  | 'source'
  | 'session'
  | 'auction'
  | 'count'
  | 'alone';
/** Where a process is: the role of its host, what its name begins with, and what the rest names. */
interface ProcessPlace {
  readonly host: string;
  readonly prefix: string;
  readonly names: ProcessSubject;
}

const BILLING = 'billing-processor';
const INTERFACE = 'interface-server';
const ACCOUNTING = 'accounting-system';
/** Where each kind of process is opened. */
const PLACES: Readonly<Record<ProcessKind, ProcessPlace>> = {
  order: { host: 'processing-server', prefix: 'order-', names: 'order' },
  charge: { host: BILLING, prefix: 'charge-', names: 'order' },
  account: { host: BILLING, prefix: 'account-', names: 'person' },
  settlement: { host: BILLING, prefix: 'settlement-', names: 'source' },
  'credit-account': { host: 'credit-issuer', prefix: 'account-', names: 'person' },
  viewing: { host: 'client', prefix: 'viewing-', names: 'count' },
  metering: { host: INTERFACE, prefix: 'session-', names: 'session' },
  auction: { host: INTERFACE, prefix: 'auction-', names: 'auction' },
  rating: { host: ACCOUNTING, prefix: 'rating-', names: 'session' },
  royalties: { host: ACCOUNTING, prefix: 'royalties', names: 'alone' },
};
const KINDS = Object.keys(PLACES) as readonly ProcessKind[];
const LINE = '/line';
const BESIDE = ' & ';

/** The states that the machine at an address can be in; none where no machine is, or it has no states. */
export function statesAt(address: Address): readonly string[] {
  const machine = machineAt(address);
  return machine === null ? [] : wholeStates(machine.root);
}

/** The states of every machine at an address and under it; those of all machines for null. */
export function statesUnder(address: Address | null): readonly string[] {
  const machines = address === null ? allMachines() : machinesUnder(address);
  return [...new Set(machines.flatMap(({ root }) => wholeStates(root)))];
}

/** The states and what they are in, region by region: `on`, `on.watching`; for suggestions. */
export function stateWords(states: readonly string[]): readonly string[] {
  const regions = states.flatMap((state) => state.split(BESIDE));
  const inner = regions.flatMap((region) => {
    const parts = region.split('.');
    return parts.map((_, index) => parts.slice(0, index + 1).join('.'));
  });
  return [...new Set(inner)];
}

/**
 * Whether a dotted state is `wanted` or inside it: `on.watching` is in `on`.
 *
 * Of a machine with several regions, `wanted` may name some of them: `handover.quiet`.
 */
export function isInState(state: string, wanted: string): boolean {
  if (isWithin(state, wanted)) return true;
  if (!state.includes(BESIDE)) return false;
  const regions = state.split(BESIDE);
  return wanted.split(BESIDE).every((part) => regions.some((region) => isWithin(region, part)));
}

/** What a process at an address is about, and its id: null where no machine opens such a process. */
export function processAt(
  address: Address,
): { readonly names: ProcessSubject; readonly id: string } | null {
  const kind = kindAt(address);
  if (kind === null) return null;
  const { names, prefix } = PLACES[kind];
  return { names, id: processName(address).slice(prefix.length) };
}

/** Every type of event that a machine may be told; those of timers cannot be written in a pattern. */
export function eventTypes(): readonly string[] {
  const told = allMachines().flatMap(({ events }) => events);
  const known = told.filter((type) => type !== '*' && !type.startsWith('xstate.'));
  return [...new Set([...known, ...Object.keys(MESSAGE_LAWS)])];
}

function machineAt(address: Address): Machine | null {
  if (address === hostOf(address)) return participantMachine(address);
  const kind = kindAt(address);
  if (kind !== null) return PROCESS_MACHINES[kind];
  return address.endsWith(LINE) ? lineMachine : null;
}

function participantMachine(address: Address): Machine | null {
  const machines: Readonly<Record<string, Machine>> = PARTICIPANT_MACHINES;
  const role = roleOf(address);
  return Object.hasOwn(machines, role) ? (machines[role] ?? null) : null;
}

function machinesUnder(address: Address): readonly Machine[] {
  const own = machineAt(address);
  const role = roleOf(address);
  const isHost = address === hostOf(address);
  const processes = KINDS.filter((kind) => isHost && PLACES[kind].host === role);
  const line = isHost && role === 'client' ? [lineMachine] : [];
  return [
    ...(own === null ? [] : [own]),
    ...processes.map((kind) => PROCESS_MACHINES[kind]),
    ...line,
  ];
}

function allMachines(): readonly Machine[] {
  return [...Object.values(PARTICIPANT_MACHINES), ...Object.values(PROCESS_MACHINES), lineMachine];
}

function kindAt(address: Address): ProcessKind | null {
  const role = roleOf(address);
  const name = processName(address);
  return (
    KINDS.find((kind) => {
      const { host, prefix } = PLACES[kind];
      return host === role && name.startsWith(prefix);
    }) ?? null
  );
}

/** The part of an address after its host; empty for a host itself. */
function processName(address: Address): string {
  return address.slice(hostOf(address).length + 1);
}

/** As the engine writes them (actors/engine.ts): dotted, regions beside each other with ` & `. */
function wholeStates({ type, states }: StateTree): readonly string[] {
  const children = Object.entries(states).filter(([, child]) => child.type !== 'history');
  const textsOf = children.map(([name, child]) => {
    const inner = wholeStates(child);
    return inner.length === 0 ? [name] : inner.map((text) => `${name}.${text}`);
  });
  if (type !== 'parallel') return textsOf.flat();
  return textsOf.reduce<readonly string[]>(
    (before, texts) =>
      before.length === 0
        ? texts
        : before.flatMap((left) => texts.map((right) => `${left}${BESIDE}${right}`)),
    [],
  );
}

function isWithin(state: string, wanted: string): boolean {
  return state === wanted || (state.startsWith(wanted) && state[wanted.length] === '.');
}
