/**
 * Hello: what a page is told first: which scenario this is, and what its names stand for.
 */
import { createHash } from 'node:crypto';
import type { Subject } from './subject.ts';
import { type Hello, type ScenarioFile, WIRE_VERSION } from './wire.ts';

/**
 * The greeting about a subject.
 *
 * @param files the scenarios that can be opened instead
 */
export function helloOf(subject: Subject, files: readonly ScenarioFile[]): Hello {
  const { engineName = 'XState', scenario, source, file, name, seed, epochUs, currency } = subject;
  const head: Omit<Hello, 'live' | 'title' | 'about' | 'media' | 'homes' | 'titles'> = {
    version: WIRE_VERSION,
    engine: engineName,
    scenario: file,
    seed,
    scenarioHash: createHash('sha256').update(source).digest('hex'),
    epochUs,
    currency,
    files,
    source,
  };
  if (scenario === null) {
    const about = 'A recorded trace: it can be looked at, not run.';
    return { ...head, live: false, title: name, about, media: {}, homes: {}, titles: {} };
  }
  const { subscribers, sources, transmissions, features } = scenario;
  return {
    ...head,
    live: true,
    title: scenario.title,
    about: scenario.about,
    media: Object.fromEntries([...sources.values()].map(({ id, medium }) => [id, medium])),
    homes: Object.fromEntries(
      [...subscribers.values()].map(({ id, receives }) => [`client/${id}`, receives[0] ?? '']),
    ),
    titles: Object.fromEntries(
      [...transmissions.values(), ...features.values()].map(({ id, title }) => [id, title]),
    ),
  };
}
