/** The names that the tests of the small languages may use. */
import type { Vocabulary } from '../../src/sim/expect/words.ts';

const ADDRESSES = new Map([
  ['alice', 'client/alice'],
  ['bob', 'client/bob'],
  ['metro-cable', 'source/metro-cable'],
  ['processing-server', 'processing-server'],
  ['billing-processor', 'billing-processor'],
  ['credit-issuer', 'credit-issuer'],
  ['script', 'script'],
]);

export const NAMES: Vocabulary = {
  resolve: (name) => (name.includes('/') ? name : (ADDRESSES.get(name) ?? null)),
  names: () => [...ADDRESSES.keys()],
};
