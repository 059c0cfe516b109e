/**
 * Build: from a checked document to the scenario model, every reference and unit resolved.
 *
 *     document --shape.ts--> known shape --build-*.ts--> Scenario
 *
 * All mistakes are found in one pass: what is wrong reads as if it were absent, so the scenario given
 * back means nothing unless `problems` is empty.
 */
import { MEDIUM_NAMES } from '../../actors/media.ts';
import { expectationsOf } from './build-expectations.ts';
import { coreLatencyOf, featuresOf, mediaOf, sourcesOf, transmissionsOf } from './build-network.ts';
import { billingOf, defaultBilling, populationsOf, subscribersOf } from './build-people.ts';
import { conditionsOf, scriptOf } from './build-story.ts';
import { tariffsOf } from './build-tariffs.ts';
import { timelinesOf } from './build-timelines.ts';
import { castOfTimelines } from './build-usage-fee.ts';
import { auctionsOf } from './build-viewing.ts';
import { outsideFiles, type Value } from './document.ts';
import { FeeReader } from './fee-reading.ts';
import { plainUnits } from './fee-text.ts';
import { type Scenario, TRANSMISSION_KINDS, type ViewingPlan } from './model.ts';
import { Names, RESERVED_NAMES, type ViewingNames } from './names.ts';
import { quoted } from './problem.ts';
import type { ProblemList } from './problem-list.ts';
import { parseCivilUs, parseInstantUs, parseSpanUs } from './quantity.ts';
import { Reading } from './reading.ts';
import { checkShape } from './shape.ts';

const STARTS = '2026-06-01T19:00';
const EVENTS_MAX = 5_000_000;

/** The scenario that a whole document, extended and overridden, describes. */
export function buildScenario(document: Value, name: string, problems: ProblemList): Scenario {
  checkShape(document, problems);
  const root = new Reading(document, '', outsideFiles(name), problems);
  checkParts(root);
  const media = mediaOf(root.at('media'));
  const names = namesOf(root, media);
  checkNames(root, names);
  const epochUs = root
    .at('starts')
    .parsed(
      parseCivilUs,
      parseCivilUs(STARTS) ?? 0,
      'a date that exists, such as 2026-06-06T19:00',
    );
  const untilUs = untilOf(root.at('until'), epochUs);
  const context = { names, epochUs, untilUs };
  const currency = root.at('currency').text() ?? 'USD';
  const timelines = timelinesOf(root.at('timelines'), new FeeReader(plainUnits(currency)));
  const tariffs = tariffsOf(root.at('tariffs'), {
    currency,
    cast: castOfTimelines(timelines.values()),
    transmissions: names.declared.transmissions,
    kinds: TRANSMISSION_KINDS,
  });
  const viewingContext = { names, timelines, tariffs, epochUs };
  const transmissions = transmissionsOf(root.at('transmissions'), viewingContext);
  const billing = billingOf(root.at('billing'), defaultBilling(epochUs), epochUs);
  return {
    name,
    title: root.at('scenario').text() ?? '',
    about: (root.at('about').text() ?? '').trim(),
    seed: root.at('seed').number(1),
    epochUs,
    untilUs,
    currency,
    eventsMax: root.at('limits').at('events').number(EVENTS_MAX),
    transmissions,
    features: featuresOf(root.at('features')),
    timelines,
    tariffs,
    auctions: auctionsOf(root.at('auctions'), viewingContext, playable(transmissions)),
    media,
    coreLatencyUs: coreLatencyOf(root.at('core')),
    sources: sourcesOf(root.at('sources'), names),
    subscribers: subscribersOf(root.at('subscribers'), names, billing, epochUs),
    populations: populationsOf(root.at('populations'), names, billing, epochUs),
    billing,
    conditions: conditionsOf(root.at('conditions'), context),
    script: scriptOf(root.at('script'), context),
    expectations: expectationsOf(root.at('expect'), context),
  };
}

/** A scenario has a title, a source and someone who watches. */
function checkParts(root: Reading): void {
  const requirePart = (key: string, isThere: boolean, expected: string) => {
    if (!isThere) root.at(key).fail({ found: 'nothing', expected });
  };
  requirePart('scenario', root.at('scenario').isThere, 'the key "scenario" (a title)');
  requirePart(
    'sources',
    root.at('sources').keys().length > 0,
    'the key "sources" (at least one source)',
  );
  const people = [...root.at('subscribers').keys(), ...root.at('populations').keys()];
  const key = root.at('subscribers').isThere ? 'subscribers' : 'populations';
  requirePart(key, people.length > 0, 'at least one of "subscribers" and "populations"');
}

function namesOf(root: Reading, media: Scenario['media']): Names {
  const sources = root.at('sources').entries();
  const withoutControl = sources
    .filter(({ value }) => media[value.at('medium').word(MEDIUM_NAMES, 'antenna')].control === null)
    .map(({ key }) => key);
  const populations = root.at('populations').entries();
  return new Names({
    subscribers: root.at('subscribers').keys(),
    populations: new Map(populations.map(({ key, value }) => [key, value.at('count').number(1)])),
    sources: sources.map(({ key }) => key),
    withoutControl: new Set(withoutControl),
    features: root.at('features').keys(),
    transmissions: root.at('transmissions').keys(),
    viewing: viewingNamesOf(root),
  });
}

/** The transmissions that can be played, with how. */
function playable(transmissions: Scenario['transmissions']): ReadonlyMap<string, ViewingPlan> {
  return new Map(
    [...transmissions.values()].flatMap(({ id, viewing }) =>
      viewing === null ? [] : [[id, viewing] as const],
    ),
  );
}

/** What sentences about viewing name. */
function viewingNamesOf(root: Reading): ViewingNames {
  const under = (key: string, ...path: readonly string[]) =>
    root
      .at(key)
      .entries()
      .map(({ value }) => path.reduce((reading, step) => reading.at(step), value));
  const elements = under('timelines', 'elements').flatMap((list) => list.items());
  const parts = elements.flatMap((element) => [
    element.at('id').text() ?? '',
    element.at('part').text() ?? '',
  ]);
  return {
    auctions: root.at('auctions').keys(),
    deliveries: distinct(
      under('transmissions', 'viewing', 'deliveries').flatMap((list) => list.keys()),
    ),
    surveys: distinct(under('tariffs', 'surveys').flatMap((list) => list.keys())),
    parts: distinct(parts.filter((part) => part !== '')),
  };
}
function distinct(words: readonly string[]): readonly string[] {
  return [...new Set(words)];
}

/** A name means one participant, whatever it is written in. */
function checkNames(root: Reading, names: Names): void {
  const takenBy = new Map(RESERVED_NAMES.map((name) => [name, 'a part of every network']));
  const kinds = { sources: 'a source', populations: 'a population', subscribers: 'a subscriber' };
  for (const [key, what] of Object.entries(kinds)) {
    for (const { key: name, keyAt: at, value } of root.at(key).entries()) {
      const isMember = key === 'populations' ? false : isMemberOf(name, names);
      const taken = takenBy.get(name) ?? (isMember ? 'a member of a population' : null);
      takenBy.set(name, what);
      if (taken === null) continue;
      const found = `the name ${quoted(name)}, which is ${taken} too`;
      root.problems.addUnlessKnown({ at, path: value.path, found, expected: 'another name' });
    }
  }
}

/** True when `name` is what a member of a population is called. */
function isMemberOf(name: string, names: Names): boolean {
  const dash = name.lastIndexOf('-');
  const count = names.declared.populations.get(name.slice(0, Math.max(dash, 0))) ?? 0;
  const ordinal = name.slice(dash + 1);
  return /^[1-9]\d*$/.test(ordinal) && Number(ordinal) <= count;
}

function untilOf(reading: Reading, epochUs: number): number | null {
  const expected = 'a time after the start such as 23:59 or 2026-06-07T01:00, or a span such as 4h';
  const parse = (text: string) => {
    const untilUs = parseSpanUs(text) ?? parseInstantUs(text, epochUs);
    return untilUs !== null && untilUs > 0 ? untilUs : null;
  };
  return reading.parsed<number | null>(parse, null, expected);
}
