/**
 * Names: who and what a scenario names, and the addresses and channels those names stand for.
 *
 *     alice, suburb-17                      client/alice, client/suburb-17
 *     metro-cable                           source/metro-cable
 *     processing-server ...                 themselves
 *     "metro-cable downlink"                metro-cable.downlink          (a plant's segment)
 *     "metro-cable to processing-server"    source/metro-cable>processing-server
 *
 * It is the vocabulary of patterns and conditions (expect/pattern.ts).
 */
import { processAt } from '../expect/machine-states.ts';
import type { ClosedWords, IdKind, Vocabulary } from '../expect/words.ts';
import { isConversation, isSession, nearestConversation, nearestOrder } from './conversation.ts';
import type { Scenario } from './model.ts';
import { nearest } from './problem.ts';

/** The servers at the head end; those about viewing are there where something can be played. */
const SERVERS = [
  'processing-server',
  'billing-processor',
  'credit-issuer',
  'interface-server',
  'accounting-system',
  'subscriber-database',
] as const;
/** What a plant's channels are called after its source. */
const SEGMENTS = ['downlink', 'uplink', 'control'] as const;
/** Where a stimulus comes from, in patterns. */
const SCRIPT = 'script';
/** Names that no subscriber, population or source can have. */
export const RESERVED_NAMES: readonly string[] = [...SERVERS, SCRIPT];
/** What ids look like. */
export const NAME_PATTERN = '^[a-z][a-z0-9-]{0,62}$';

const MEMBER = /^(.+)-([1-9]\d{0,6})$/;

/** What sentences about viewing name, besides transmissions. */
export interface ViewingNames {
  readonly auctions: readonly string[];
  readonly deliveries: readonly string[];
  readonly surveys: readonly string[];
  /** The parts and elements of all timelines. */
  readonly parts: readonly string[];
}

/** What a scenario declares. */
export interface Declared {
  readonly subscribers: readonly string[];
  /** How many members each population has. */
  readonly populations: ReadonlyMap<string, number>;
  readonly sources: readonly string[];
  /** The sources on a plant whose downlink carries what a control segment would. */
  readonly withoutControl: ReadonlySet<string>;
  readonly features: readonly string[];
  readonly transmissions: readonly string[];
  readonly viewing: ViewingNames;
}

/** What a scenario's names stand for. */
export class Names implements Vocabulary, ClosedWords {
  readonly declared: Declared;
  readonly #subscribers: ReadonlySet<string>;
  readonly #sources: ReadonlySet<string>;

  constructor(declared: Declared) {
    this.declared = declared;
    this.#subscribers = new Set(declared.subscribers);
    this.#sources = new Set(declared.sources);
  }

  /** True for a subscriber and for a member of a population. */
  isPerson(name: string): boolean {
    if (this.#subscribers.has(name)) return true;
    const [, population = '', ordinal = ''] = MEMBER.exec(name) ?? [];
    return (
      Number(ordinal) >= 1 && Number(ordinal) <= (this.declared.populations.get(population) ?? 0)
    );
  }

  isSource(name: string): boolean {
    return this.#sources.has(name);
  }

  /** True for the id of an order a person can make: `alice-1`, `suburb-17-2`. */
  isOrder(name: string): boolean {
    const [, person = ''] = MEMBER.exec(name) ?? [];
    return this.isPerson(person);
  }

  /** The segments of a source's plant. */
  segmentsOf(source: string): readonly string[] {
    const hasControl = !this.declared.withoutControl.has(source);
    return hasControl ? SEGMENTS : SEGMENTS.filter((segment) => segment !== 'control');
  }

  /** Persons by name, with the first member of each population as its example. */
  persons(): readonly string[] {
    const members = [...this.declared.populations.keys()].map((population) => `${population}-1`);
    return [...this.declared.subscribers, ...members];
  }

  /** The person whose name is nearest to `name`; a member keeps its number. */
  nearestPerson(name: string): string | null {
    const [, population = '', ordinal = ''] = MEMBER.exec(name) ?? [];
    const near = nearest(population, this.declared.populations.keys());
    const member = near === null ? null : `${near}-${ordinal}`;
    if (member !== null && this.isPerson(member)) return member;
    return nearest(name, this.persons());
  }

  /** The address `name` stands for, or null when it stands for none. */
  resolve(name: string): string | null {
    if (this.isPerson(name)) return `client/${name}`;
    if (this.isSource(name)) return `source/${name}`;
    if (RESERVED_NAMES.includes(name)) return name;
    const slashAt = name.indexOf('/');
    if (slashAt < 0) return null;
    const hub = name.slice(0, slashAt);
    const rest = name.slice(slashAt + 1);
    if (hub === 'client' && !rest.includes('/')) return this.isPerson(rest) ? name : null;
    if (hub === 'source') return this.isSource(rest.split('/')[0] ?? '') ? name : null;
    return this.#isProcess(name) ? name : null;
  }

  /** A scenario declares everybody there is, so what it does not know is wrong. */
  get closed(): ClosedWords {
    return this;
  }

  isId(kind: IdKind, id: string): boolean {
    switch (kind) {
      case 'order':
        return this.isOrder(id);
      case 'conversation':
        return isConversation(id, this);
      case 'transmission':
      case 'feature':
      case 'source':
        return this.declared[`${kind}s`].includes(id);
    }
  }

  nearestId(kind: IdKind, id: string): string | null {
    if (kind === 'order') return nearestOrder(id, this);
    if (kind === 'conversation') return nearestConversation(id, this);
    return nearest(id, this.declared[`${kind}s`]);
  }

  names(): readonly string[] {
    return [...this.persons(), ...this.declared.sources, ...RESERVED_NAMES];
  }

  /** The address of a participant between which servers' channels run, or null. */
  participant(name: string): string | null {
    if (this.isSource(name)) return `source/${name}`;
    return SERVERS.some((server) => server === name) ? name : null;
  }

  /** The names that `participant` takes. */
  participants(): readonly string[] {
    return [...SERVERS, ...this.declared.sources];
  }

  /** Processes exist only once a run has begun, but what they can be about is known. */
  #isProcess(address: string): boolean {
    const process = processAt(address);
    const [host, client = ''] = address.split('/');
    if (process === null || (host === 'client' && !this.isPerson(client))) return false;
    const { names, id } = process;
    switch (names) {
      case 'order':
        return this.isOrder(id);
      case 'person':
        return this.isPerson(id);
      case 'source':
        return this.isSource(id);
      case 'session':
        return isSession(id, this);
      case 'auction':
        return this.declared.viewing.auctions.includes(id);
      case 'count':
        return /^[1-9]\d{0,6}$/.test(id);
      case 'alone':
        return id === '';
    }
  }
}

/** The names of a scenario that was built already. */
export function namesOf(scenario: Scenario): Names {
  const { subscribers, populations, sources, media, features, transmissions, timelines } = scenario;
  const deliveries = [...transmissions.values()].flatMap(
    ({ viewing }) => viewing?.deliveries ?? [],
  );
  const elements = [...timelines.values()].flatMap((timeline) => timeline.elements);
  const surveys = [...scenario.tariffs.values()].flatMap((tariff) =>
    Object.keys(tariff.participation),
  );
  return new Names({
    subscribers: [...subscribers.keys()],
    populations: new Map(populations.map(({ id, count }) => [id, count])),
    sources: [...sources.keys()],
    withoutControl: new Set(
      [...sources.values()]
        .filter(({ medium }) => media[medium].control === null)
        .map(({ id }) => id),
    ),
    features: [...features.keys()],
    transmissions: [...transmissions.keys()],
    viewing: {
      auctions: [...scenario.auctions.keys()],
      deliveries: [...new Set(deliveries.map(({ id }) => id))],
      surveys: [...new Set(surveys)],
      parts: [...new Set(elements.flatMap(({ id, part }) => [id, part]))],
    },
  });
}
