/**
 * An evening: fig. 1A cut short after its second interval, for tests that need a timeline to point at.
 *
 *     101 0:00     102 20:00     103 22:00     104 42:00
 *      |─interval-1─|─commercial-1─|─interval-2─|
 */
import type { TrickPlay } from '../../../src/billing/rating/tariff.ts';
import { timeline } from './worked-terms.ts';

/** A second, in microseconds. */
export const S = 1_000_000;

export const FREE: TrickPlay = { forward: 'allowed', back: 'allowed', pause: 'allowed' };

export const evening = timeline([
  ['interval-1', 1_200],
  ['commercial-1', 120],
  ['interval-2', 1_200],
]);
