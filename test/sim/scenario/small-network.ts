/**
 * Small network: a short valid scenario for the tests of scenario files, with counted lines.
 */

import { type LoadOptions, loadScenario } from '../../../src/sim/scenario/load.ts';
import type { Scenario } from '../../../src/sim/scenario/model.ts';
import { UnusableScenario } from '../../../src/sim/scenario/problem.ts';

export const SMALL = `scenario: Saturday night
seed: 39
starts: 2026-06-06T19:00
until: 23:00
transmissions:
  cup-final: { kind: televised-sports-event, title: Cup Final, minutes: 120, rate: 4Mbit/s }
features:
  surround: { kind: audio-upgrade, title: surround sound, rate: 448kbit/s }
  picture: { kind: video-upgrade, rate: 2Mbit/s }
sources:
  metro-cable:
    medium: cable
    provision: [modification, token]
    offers:
      - { feature: surround, on: cup-final, price: 3.99, share: 65% }
      - { feature: picture, on: cup-final, price: { server: 0.99, source: 3.00 } }
  sky-dish: { medium: mini-dish, provision: [token], offers: [] }
subscribers:
  alice: { receives: [metro-cable], credit: 50.00 }
populations:
  suburb: { count: 20, receives: [sky-dish], chooses: [{ select: surround on cup-final, weight: 1 }] }
script:
  - { at: "19:30", do: alice selects surround on cup-final }
expect:
  - { that: alice hears it, shows: [U1], message: feature.received from alice }
`;

/** `SMALL` with one text in it replaced; throws when it is not there exactly once. */
export function smallWith(text: string, replacement: string): string {
  const parts = SMALL.split(text);
  if (parts.length !== 2)
    throw new Error(`${JSON.stringify(text)} is there ${parts.length - 1} times`);
  return parts.join(replacement);
}

/** The scenario of a text, as the file night.yaml. */
export function load(text: string, options: Omit<LoadOptions, 'readFile'> = {}): Scenario {
  return loadScenario('night.yaml', { ...options, readFile: () => text });
}

/** What is wrong with a text, one line a problem. */
export function problemsOf(read: () => Scenario): readonly string[] {
  try {
    read();
  } catch (error) {
    if (error instanceof UnusableScenario) return error.message.split('\n');
    throw error;
  }
  return [];
}
/** Line and column, from 1, of something that is in a text once. */
export function placeOf(text: string, pointed: string): string {
  const [before = '', ...others] = text.split(pointed);
  if (others.length !== 1) throw new Error(`${pointed} is there ${others.length} times`);
  const lines = before.split('\n');
  return `${lines.length}:${(lines.at(-1) ?? '').length + 1}`;
}
/** What is wrong with a text, as the file night.yaml. */
export function wrong(text: string, options?: LoadOptions): readonly string[] {
  return problemsOf(() => load(text, options));
}
