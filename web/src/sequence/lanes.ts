/**
 * Lanes: which lifeline an address is drawn on.
 *
 *     client/alice, client/alice/line          one lane, unless it was expanded
 *     processing-server/order-alice-1          the lane of its host, unless that was expanded
 *     client/cable-17 of a population          one lane for all of `client/cable-*`, unless expanded
 *
 * Lanes are numbered as they first appear and keep their number; hidden ones have none (-1).
 */
import { Column, type Records } from '../store/records.ts';
import { type Role, roleOf } from './role.ts';

export interface Lane {
  readonly id: number;
  /** The address, or `client/cable-*` of a population. */
  readonly name: string;
  /** What its header says: the name without the role, or without its host. */
  readonly label: string;
  readonly role: Role;
  readonly kind: 'participant' | 'process' | 'population';
  /** The name of the lane that it came out of when that was expanded; null for none. */
  readonly within: string | null;
}

export interface LaneChoices {
  /** Names of lanes whose processes or members have lanes of their own. */
  readonly expanded: ReadonlySet<string>;
  /** Names of lanes that are not drawn. */
  readonly hidden: ReadonlySet<string>;
  /** Clients that the scenario names; others whose name ends in a number belong to a population. */
  readonly named: ReadonlySet<string>;
}

/** Finds the lane of every address of a run. */
export class Lanes {
  readonly all: Lane[] = [];
  /** How many addresses are drawn on each lane. */
  readonly addressCounts: number[] = [];
  /** How many of them are participants, not processes. */
  readonly memberCounts: number[] = [];
  private readonly records: Records;
  private readonly choices: LaneChoices;
  private readonly byName = new Map<string, number>();
  /** By number of the address: its lane + 1, -1 where hidden, 0 where not seen yet. */
  private readonly known = new Column();

  constructor(records: Records, choices: LaneChoices) {
    this.records = records;
    this.choices = choices;
  }

  /** The lane of an address (by the number of its string); -1 where it is hidden. */
  of(address: number): number {
    const known = this.known.at(address);
    if (known !== 0) return known > 0 ? known - 1 : -1;
    const lane = this.laneFor(this.records.text(address));
    while (this.known.length <= address) this.known.push(0);
    this.known.set(address, lane < 0 ? -1 : lane + 1);
    if (lane < 0) return lane;
    const text = this.records.text(address);
    this.addressCounts[lane] = (this.addressCounts[lane] ?? 0) + 1;
    if (hostOf(text) === text) this.memberCounts[lane] = (this.memberCounts[lane] ?? 0) + 1;
    return lane;
  }

  /** What is done to a source's channels (`metro-cable.uplink`) is shown at the source. */
  private placeOf(address: string): string {
    const source = `source/${address.split('.')[0] ?? ''}`;
    return this.records.numberOf(source) >= 0 ? source : address;
  }
  private laneFor(address: string): number {
    const drawn = drawnAs(this.placeOf(address), this.choices);
    if (this.choices.hidden.has(drawn.name)) return -1;
    const known = this.byName.get(drawn.name);
    if (known !== undefined) return known;
    const id = this.all.length;
    this.all.push({ id, ...drawn });
    this.byName.set(drawn.name, id);
    return id;
  }
}

/** The participant an address is at: a process is at its host. */
export function hostOf(address: string): string {
  const parts = address.split('/');
  const length = parts[0] === 'client' || parts[0] === 'source' ? 2 : 1;
  return parts.slice(0, length).join('/');
}

/** The population a client belongs to, as `client/cable-*`; null for clients that the scenario names. */
export function populationOf(host: string, named: ReadonlySet<string>): string | null {
  if (named.has(host)) return null;
  const match = /^client\/(.+)-\d+$/.exec(host);
  return match === null ? null : `client/${match[1]}-*`;
}

function drawnAs(address: string, { expanded, named }: LaneChoices): Omit<Lane, 'id'> {
  const host = hostOf(address);
  const role = roleOf(address);
  const population = populationOf(host, named);
  if (population !== null && !expanded.has(population)) {
    const label = population.slice('client/'.length);
    return { name: population, label, role, kind: 'population', within: null };
  }
  if (address !== host && expanded.has(host)) {
    const label = address.slice(host.length + 1);
    return { name: address, label, role, kind: 'process', within: host };
  }
  const label = host.slice(host.indexOf('/') + 1);
  return { name: host, label, role, kind: 'participant', within: population };
}
