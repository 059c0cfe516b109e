import { describe, expect, test } from 'vitest';
import { extendExpect, PatternMistake, play } from '../../src/testing/index.ts';

extendExpect(expect);

/** One purchase at 3.99 on cable, provided by modification: over within a second of 19:30. */
const ONE_SALE = {
  scenario: 'one sale',
  transmissions: { film: { kind: 'movie', title: 'Film', minutes: 90 } },
  features: { sound: { kind: 'audio-upgrade', title: 'sound', rate: '448kbit/s' } },
  sources: {
    'metro-cable': {
      medium: 'cable',
      provision: ['modification'],
      offers: [{ feature: 'sound', on: 'film', price: 3.99, share: '65%' }],
    },
  },
  subscribers: { alice: { receives: ['metro-cable'], credit: 50 } },
  script: [{ at: '19:30', do: 'alice selects sound on film' }],
};
const HALF_AN_HOUR_US = 1_800_000_000;

describe('conditions on a run', () => {
  const run = play(ONE_SALE);

  test('hold always, sometimes, never or in time, as they are true of it', () => {
    expect(run).toAlwaysHold('balance of alice:held >= 0');
    expect(run).toSometimesHold('balance of alice:held = 3.99');
    expect(run).toNeverHold('orders open >= 2');
    expect(run).toHoldWithin('orders completed = 1', HALF_AN_HOUR_US + 1_000_000);
  });

  test('fail when they are not, and say what was found', () => {
    expect(() => expect(run).toAlwaysHold('orders open = 0')).toThrow(/orders open = 0/);
    expect(() => expect(run).toSometimesHold('orders voided = 1')).toThrow(/orders voided = 1/);
    expect(() => expect(run).toNeverHold('orders completed = 1')).toThrow(/was true of the run/);
    expect(() => expect(run).toHoldWithin('orders completed = 1', HALF_AN_HOUR_US)).toThrow(
      /orders completed = 1/,
    );
  });

  test('that cannot be read, or are asked of something else, are mistakes of the test', () => {
    expect(() => expect(run).toAlwaysHold('balance of nobody:held >= 0')).toThrow(PatternMistake);
    expect(() => expect(run.trace).toAlwaysHold('orders open = 0')).toThrow(/play\(scenario\)/);
  });

  test('leave the trace to the other matchers', () => {
    expect(run.result.holds).toBe(true);
    expect(run.trace).toShowInOrder(['order.place from alice', 'bill.issue to alice']);
    expect(run.trace).toBeCausedBy('bill.issue to alice', 'stimulus user.select');
  });
});
