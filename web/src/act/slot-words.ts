/**
 * Slot words: what can stand in the slots of sentences, as far as the page knows it.
 *
 *     hello                titles (transmissions first, features after them), sources, subscribers
 *     the scenario's text  deliveries, surveys, auctions, what it defines itself
 *     the run              what was said so far, channels that were used, members of populations
 *
 * It may know too few words, never needs to know all: a field takes any word, and the server, refusing
 * one, names those that fit.
 */
import type { Hello } from '../../../src/inspector/wire.ts';
import { inspector } from '../store/inspector.ts';
import { KIND, type Records } from '../store/records.ts';
import type { Slot } from './sentence-shape.ts';

export type SlotWords = Readonly<Partial<Record<Slot, readonly string[]>>>;

const SEGMENTS = ['downlink', 'uplink', 'control'];
const PERSONS_MAX = 2_000;
/** Participants come before most processes, so the members of populations are among the first. */
const ACTORS_LOOKED_AT = 10_000;
/** The words of a sentence that name something, by what stands before them. */
const SAID: readonly (readonly [Slot, RegExp])[] = [
  ['feature', / selects (\S+) on /],
  ['transmission', / (?:selects \S+ on|browses|interacts with|plays|commits to) (\S+)/],
  ['delivery', / plays \S+ with (\S+)/],
  ['survey', / takes part in (\S+)/],
  ['auction', / bids \S+ in (\S+)/],
  ['part', / answers (\S+)/],
];

interface Kept {
  readonly hello: Hello;
  readonly records: Records;
  readonly said: ReadonlyMap<Slot, Set<string>>;
  readonly messageTypes: Set<string>;
  readonly channels: Set<string>;
  readUpTo: number;
  /** Of what was read so far; null when more was read since. */
  words: SlotWords | null;
}
let kept: Kept | null = null;

/** The words that fit each slot now; slots that are missing have no list. */
export function slotWords(): SlotWords {
  const now = read();
  if (now.words === null) now.words = wordsIn(now);
  return now.words;
}

function wordsIn({ hello, said, channels, records }: Kept): SlotWords {
  const sources = Object.keys(hello.media);
  const { transmissions, features } = titlesOf(hello, said);
  const defined = (slot: Slot, key: string) => [
    ...new Set([...(said.get(slot) ?? []), ...keysUnder(hello.source, key)]),
  ];
  return {
    person: personsIn(hello, records),
    source: sources,
    transmission: transmissions,
    feature: features,
    delivery: defined('delivery', 'deliveries'),
    survey: defined('survey', 'participation'),
    auction: defined('auction', 'auctions'),
    part: defined('part', 'parts'),
    channel: channelsOf(sources, channels),
  };
}

/** The types of the messages that were sent in this run. */
export function messageTypes(): readonly string[] {
  return [...read().messageTypes].sort();
}

/** A channel as sentences name it: `metro-cable downlink`, `metro-cable to processing-server`. */
export function channelWords(channel: string): string {
  const [from = '', to] = channel.split('>');
  if (to !== undefined) return `${withoutRole(from)} to ${withoutRole(to)}`;
  return channel.replace('.', ' ');
}

/** Lengthens what was kept by what is new in the run. */
function read(): Kept {
  const { hello, records } = inspector().snapshot();
  if (hello === null) throw new TypeError('sentences were asked for before there was a scenario');
  if (kept === null || kept.records !== records || kept.hello !== hello) {
    const said = new Map(SAID.map(([slot]) => [slot, new Set<string>()]));
    kept = {
      hello,
      records,
      said,
      messageTypes: new Set(),
      channels: new Set(),
      readUpTo: 0,
      words: null,
    };
  }
  if (kept.readUpTo < records.length) kept.words = null;
  for (let at = kept.readUpTo; at < records.length; at += 1) {
    const kind = records.kind.at(at);
    if (kind === KIND.sent) {
      kept.messageTypes.add(records.text(records.type.at(at)));
      kept.channels.add(records.text(records.channel.at(at)));
    } else if (kind === KIND.stimulus) {
      const text = records.text(records.a.at(at));
      for (const [slot, pattern] of SAID) {
        const word = pattern.exec(text)?.[1];
        if (word !== undefined) kept.said.get(slot)?.add(word);
      }
    }
  }
  kept.readUpTo = records.length;
  return kept;
}

/** The titles are in one list, transmissions first: what is known of some says what the others are. */
function titlesOf(hello: Hello, said: Kept['said']) {
  const ids = Object.keys(hello.titles);
  const known = (slot: Slot, key: string) =>
    new Set([...(said.get(slot) ?? []), ...keysUnder(hello.source, key)]);
  const isTransmission = known('transmission', 'transmissions');
  const isFeature = known('feature', 'features');
  const lastTransmission = ids.findLastIndex((id) => isTransmission.has(id) && !isFeature.has(id));
  const firstFeature = ids.findIndex((id) => isFeature.has(id) && !isTransmission.has(id));
  return {
    transmissions: firstFeature < 0 ? ids : ids.slice(0, firstFeature),
    features: ids.slice(lastTransmission + 1),
  };
}

function personsIn(hello: Hello, records: Records): readonly string[] {
  const persons = new Set(Object.keys(hello.homes).map(withoutRole));
  let looked = 0;
  for (const number of records.byActor.keys()) {
    looked += 1;
    const [role, name, process] = records.text(number).split('/');
    if (role === 'client' && name !== undefined && process === undefined) persons.add(name);
    if (persons.size >= PERSONS_MAX || looked >= ACTORS_LOOKED_AT) break;
  }
  return [...persons];
}

function channelsOf(sources: readonly string[], used: ReadonlySet<string>): readonly string[] {
  const plants = sources.flatMap((source) => SEGMENTS.map((segment) => `${source} ${segment}`));
  const between = [...used]
    .filter((channel) => channel.includes('>'))
    .map(channelWords)
    .sort();
  return [...plants, ...between];
}

function withoutRole(address: string): string {
  return address.replace(/^(?:client|source)\//, '');
}

/** The keys one level under each key of a name, in the text of a scenario. */
function keysUnder(source: string, key: string): readonly string[] {
  const keys = new Set<string>();
  const lines = source.split('\n');
  lines.forEach((line, index) => {
    const opening = new RegExp(`^(\\s*)${key}:\\s*(?:&\\S+)?\\s*(\\{.*)?$`).exec(
      line.replace(/\s#.*$/, ''),
    );
    if (opening === null) return;
    for (const [, inline = ''] of (opening[2] ?? '').matchAll(/[{,]\s*([a-z][a-z0-9-]*):/g))
      keys.add(inline);
    const indent = opening[1]?.length ?? 0;
    let inner: number | null = null;
    for (const below of lines.slice(index + 1)) {
      if (below.trim() === '' || below.trimStart().startsWith('#')) continue;
      const depth = below.length - below.trimStart().length;
      if (depth <= indent) break;
      inner ??= depth;
      const name = /^([a-z][a-z0-9-]*):/.exec(below.trimStart())?.[1];
      if (depth === inner && name !== undefined) keys.add(name);
    }
  });
  return [...keys];
}
