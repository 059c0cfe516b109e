/**
 * Cast: who is on the map: participants that stand alone, and populations of clients that stand as one.
 *
 *     client/alice, client/bob          two nodes
 *     client/cable-1 … client/cable-3000   one node, cable ×3,000
 *
 * Known from the scenario, and from the records where something else appears. The order is the
 * scenario's: sources as they are named there, clients by the source they live on.
 */
import type { Hello } from '../../../src/inspector/wire.ts';
import type { Follower } from '../store/follower.ts';
import { KIND, type Records } from '../store/records.ts';
import { familyOf, hostOf, plantOf, type Role, roleOf } from './place.ts';

const POPULATION_MIN = 8;
const ALONE_MAX = 24;

/** One node of the map. */
export interface Player {
  /** The participant's address, or the population's name. */
  readonly id: string;
  readonly role: Role;
  readonly name: string;
  /** The source a client lives on; '' where that is not known, and of others. */
  readonly home: string;
  /** The clients of a population, and the family they are; empty where it is one participant. */
  readonly members: readonly string[];
  readonly family: string | null;
}
export interface Cast {
  readonly players: readonly Player[];
  /** The id of the population a client is of; null of those that stand alone. */
  populationOf(host: string): string | null;
}

/** Collects participants as they appear, and which of them talk over the core. */
export class Appearances implements Follower {
  readonly coreChannels = new Set<string>();
  readonly hosts = new Set<string>();
  readonly homes = new Map<string, string>();
  readonly families = new Map<string, string[]>();
  readonly named: string[] = [];
  private readonly seenChannels = new Set<number>();
  private greeted: Hello | null = null;

  /** The clients that the scenario names are there from the start. */
  greet(hello: Hello): void {
    if (this.greeted === hello) return;
    this.greeted = hello;
    for (const [client, home] of Object.entries(hello.homes)) {
      this.homes.set(client, home);
      this.appear(client);
    }
  }

  read(records: Records, seq: number): void {
    const at = seq - 1;
    const kind = records.kind.at(at);
    if (kind === KIND.started) this.appear(hostOf(records.actorText(seq)));
    if (kind !== KIND.sent) return;
    const channel = records.channel.at(at);
    const isNew = !this.seenChannels.has(channel);
    if (isNew) this.seenChannels.add(channel);
    if (isNew && records.text(channel).includes('>')) this.coreChannels.add(records.text(channel));
    const from = hostOf(records.text(records.from.at(at)));
    if (!from.startsWith('client/') || this.homes.has(from)) return;
    const plant = plantOf(records.text(channel));
    if (plant !== null) this.homes.set(from, plant);
  }

  private appear(host: string): void {
    if (this.hosts.has(host) || roleOf(host) === null) return;
    this.hosts.add(host);
    if (!host.startsWith('client/')) return;
    const family = familyOf(host);
    const list = family === null ? this.named : this.families.get(family);
    if (list === undefined) this.families.set(family ?? '', [host]);
    else list.push(host);
  }
}

const SERVERS = [
  'processing-server',
  'interface-server',
  'subscriber-database',
  'credit-issuer',
  'billing-processor',
  'accounting-system',
] as const;

/** Everybody on the map. */
export function castOf(hello: Hello | null, appearances: Appearances): Cast {
  const { hosts } = appearances;
  const sources = new Set([
    ...Object.keys(hello?.media ?? {}).map((id) => `source/${id}`),
    ...[...hosts].filter((host) => host.startsWith('source/')),
  ]);
  const { players: clients, populationOf } = clientsOf(appearances);
  const order = [...sources].map((source) => source.slice('source/'.length));
  const placeOf = ({ home }: Player) => (order.includes(home) ? order.indexOf(home) : order.length);
  const players = [
    ...[...clients].sort((a, b) => placeOf(a) - placeOf(b)),
    ...[...sources].map((id) => player(id, 'source')),
    ...SERVERS.filter((id) => hosts.has(id)).map((id) => player(id, roleOf(id) ?? 'server')),
  ];
  return { players, populationOf };
}

/** Families that are large enough as populations, and those alone unless they are too many. */
function clientsOf({ named, families, homes }: Appearances) {
  const large = [...families].filter(([, members]) => members.length >= POPULATION_MIN);
  const small = [...families.values()].filter((members) => members.length < POPULATION_MIN);
  const alone = [...named, ...small.flat()];
  const isCrowd = alone.length > ALONE_MAX;
  const homeOf = (client: string | undefined) => homes.get(client ?? '') ?? '';
  const players: Player[] = isCrowd
    ? crowdsOf(alone, homeOf)
    : alone.map((id) => player(id, 'client', homeOf(id)));
  for (const [family, members] of large) {
    const home = homeOf(members.find((member) => homes.has(member)));
    players.push({ id: idOf(family), role: 'client', name: family, home, members, family });
  }
  const largeNames = new Set(large.map(([family]) => family));
  const populationOf = (host: string) => {
    if (!host.startsWith('client/')) return null;
    const family = familyOf(host);
    if (family !== null && largeNames.has(family)) return idOf(family);
    return isCrowd ? idOf(`others on ${homeOf(host)}`) : null;
  };
  return { players, populationOf };
}

/** Clients with names of their own, by the source they live on. */
function crowdsOf(clients: readonly string[], homeOf: (client: string) => string): Player[] {
  const crowds = new Map<string, string[]>();
  for (const client of clients) {
    const home = homeOf(client);
    const crowd = crowds.get(home);
    if (crowd === undefined) crowds.set(home, [client]);
    else crowd.push(client);
  }
  return [...crowds].map(([home, members]) => ({
    id: idOf(`others on ${home}`),
    role: 'client' as const,
    name: 'clients',
    home,
    members,
    family: null,
  }));
}

function idOf(population: string): string {
  return `population ${population}`;
}

function player(id: string, role: Role, home = ''): Player {
  const slash = id.indexOf('/');
  const name = slash < 0 ? id.replace('-', ' ') : id.slice(slash + 1);
  return { id, role, name, home, members: [], family: null };
}
