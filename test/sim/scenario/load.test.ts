import { describe, expect, test } from 'vitest';
import { MEDIA } from '../../../src/actors/media.ts';
import { ratio } from '../../../src/billing/ratio.ts';
import { defineScenario } from '../../../src/sim/scenario/load.ts';
import { UnusableScenario } from '../../../src/sim/scenario/problem.ts';
import { load, problemsOf, SMALL, smallWith, wrong } from './small-network.ts';

const MINUTE = 60_000_000;

describe('a scenario file', () => {
  const scenario = load(SMALL);

  test('gives everything in units', () => {
    expect(scenario).toMatchObject({
      name: 'night',
      title: 'Saturday night',
      about: '',
      seed: 39,
      // 23:00 is four hours after 19:00.
      untilUs: 240 * MINUTE,
      currency: 'USD',
      eventsMax: 5_000_000,
      coreLatencyUs: { constant: 2_000 },
    });
    expect(scenario.transmissions.get('cup-final')).toEqual({
      id: 'cup-final',
      kind: 'televised-sports-event',
      title: 'Cup Final',
      minutes: 120,
      bitsPerSecond: 4_000_000,
      releasedCivilUs: null,
      viewing: null,
    });
    expect(scenario.features.get('picture')?.title).toBe('picture');
  });

  test('gives sources with prices in minor units and shares as ratios or amounts', () => {
    expect(scenario.sources.get('metro-cable')).toEqual({
      id: 'metro-cable',
      medium: 'cable',
      modes: ['modification', 'token'],
      refuses: [],
      settlement: { by: 'later-bill', per: 'transaction' },
      offers: [
        {
          transmission: 'cup-final',
          feature: 'surround',
          priceMinor: 399,
          share: { ratio: ratio(13, 20) },
        },
        {
          transmission: 'cup-final',
          feature: 'picture',
          priceMinor: 399,
          share: { amountMinor: 300 },
        },
      ],
    });
  });

  test('gives people, whose billing cycle begins on the day of the start', () => {
    const billing = {
      per: 'transaction',
      cycle: { every: 'month', anchorDay: 6 },
      negativeNet: 'carry-forward',
    };
    expect(scenario.subscribers.get('alice')).toEqual({
      id: 'alice',
      receives: ['metro-cable'],
      creditLimitMinor: 5_000,
      billing,
      patienceUs: 2 * MINUTE,
      groups: [],
      packages: [],
    });
    expect(scenario.populations).toEqual([
      {
        id: 'suburb',
        count: 20,
        receives: [{ value: ['sky-dish'], weight: 1 }],
        creditLimitMinor: 5_000,
        billing,
        arrivesUs: { constant: 0 },
        orders: { constant: 1 },
        pauseUs: { constant: 5 * MINUTE },
        patienceUs: { constant: 2 * MINUTE },
        chooses: [{ selection: { feature: 'surround', transmission: 'cup-final' }, weight: 1 }],
        switchesOffPpm: 0,
        groups: [],
        packages: [],
      },
    ]);
  });

  test('gives the story', () => {
    expect(scenario.script).toEqual([
      {
        atUs: 30 * MINUTE,
        since: null,
        text: 'alice selects surround on cup-final',
        action: {
          do: 'select',
          who: 'alice',
          selection: { feature: 'surround', transmission: 'cup-final' },
        },
      },
    ]);
    expect(scenario.expectations).toMatchObject([
      {
        title: 'alice hears it',
        shows: ['U1'],
        check: { check: 'message', timesMin: 1, timesMax: null, fromUs: null, untilUs: null },
      },
    ]);
  });

  test('leaves the media as they are, but for its changes', () => {
    expect(scenario.media).toEqual(MEDIA);
    const changed = load(
      smallWith('sources:\n', 'media: { cable: { downlink: { loss: 2% } } }\nsources:\n'),
    );
    expect(changed.media.cable.downlink).toEqual({ ...MEDIA.cable.downlink, lossPpm: 20_000 });
    expect(changed.media.cable.uplink).toEqual(MEDIA.cable.uplink);
    expect(changed.media.internet).toEqual(MEDIA.internet);
  });

  test('makes several checks of a mapping, each with its own title', () => {
    const text = smallWith(
      'message: feature.received from alice',
      'state: { alice: on.watching, suburb-3: off }',
    );
    expect(load(text).expectations).toMatchObject([
      { title: 'alice hears it (alice is on.watching)', check: { actor: 'client/alice' } },
      { title: 'alice hears it (suburb-3 is off)', check: { actor: 'client/suburb-3' } },
    ]);
  });

  test('means the same as an object', () => {
    const built = defineScenario('night', {
      scenario: 'T',
      transmissions: { m: { kind: 'movie' } },
      features: { f: { kind: 'video-upgrade', rate: '2Mbit/s' } },
      sources: {
        s: {
          medium: 'cable',
          provision: ['token'],
          offers: [{ feature: 'f', on: 'm', price: 3.99, share: '50%' }],
        },
      },
      subscribers: { a: { receives: ['s'], credit: 50 } },
      populations: undefined,
    });
    const written = load(`scenario: T
transmissions: { m: { kind: movie } }
features: { f: { kind: video-upgrade, rate: 2Mbit/s } }
sources: { s: { medium: cable, provision: [token], offers: [{ feature: f, on: m, price: 3.99, share: 50% }] } }
subscribers: { a: { receives: [s], credit: 50 } }
`);
    expect(built).toEqual(written);
  });
});

describe('an option', () => {
  test('replaces a value before anything is checked', () => {
    const set = ['subscribers.alice.credit=0.50', 'script.0.at=20:00', 'limits.events=7'];
    const scenario = load(SMALL, { set, seed: 7 });
    expect(scenario.subscribers.get('alice')?.creditLimitMinor).toBe(50);
    expect(scenario.script[0]?.atUs).toBe(60 * MINUTE);
    expect(scenario.eventsMax).toBe(7);
    expect(scenario.seed).toBe(7);
  });

  test('takes any YAML, and the last of two wins', () => {
    const set = ['conditions=[{ on: sky-dish downlink, loss: 5% }]', 'seed=1', 'seed=2'];
    const scenario = load(SMALL, { set });
    expect(scenario.conditions).toMatchObject([{ channel: 'sky-dish.downlink' }]);
    expect(scenario.seed).toBe(2);
  });

  test.each([
    [
      'subscribers.alice.credit=much',
      '--set subscribers.alice.credit=much  subscribers.alice.credit: found "much", expected an ' +
        'amount with at most two decimals, such as 3.99',
    ],
    [
      'subscribers.alice.credti=1',
      '--set subscribers.alice.credti=1  subscribers.alice.credti: found the key "credti", expected ' +
        'one of receives, credit, billing, patience, groups, packages; did you mean "credit"?',
    ],
    [
      'script.2.at=20:00',
      '--set script.2.at=20:00  script.2.at: found the list index "2", expected an index from 0 to 1',
    ],
    [
      'seed.x=1',
      '--set seed.x=1  seed.x: found the single value "39", expected a mapping or a list',
    ],
    ['seed', '--set seed  found "seed", expected PATH=VALUE, such as subscribers.alice.credit=0'],
    ['seed=', '--set seed=  seed: found nothing, expected a value'],
    [
      'seed=[1',
      '--set seed=[1  seed: found something left open, expected the closing bracket, brace, ' +
        'quotation mark or colon',
    ],
    [
      'extends=x.yaml',
      '--set extends=x.yaml  extends: found "extends", expected a path below the files that are ' +
        'extended',
    ],
    [
      '__proto__.polluted=1',
      expect.stringContaining('--set __proto__.polluted=1  __proto__: found the key "__proto__"'),
    ],
  ])('%s that cannot be used is named', (setting, problem) => {
    expect(wrong(SMALL, { set: [setting] })).toEqual([problem]);
  });

  test('for the seed is checked like the file', () => {
    expect(wrong(SMALL, { seed: -1 })).toEqual([
      '--seed -1  seed: found -1, expected a whole number from 0 to 9007199254740991',
    ]);
  });
});

describe('an object that is no scenario', () => {
  const cyclic: Record<string, unknown> = {};
  cyclic.scenario = cyclic;
  test.each([
    ['null', null],
    ['a list', []],
    ['a function', () => 1],
    ['a bigint', { scenario: 1n }],
    ['a cycle', cyclic],
    ['an extension', { extends: 'x.yaml' }],
  ])('such as %s is unusable', (_, document) => {
    expect(() => defineScenario('test', document)).toThrow(UnusableScenario);
  });

  test('has problems without lines', () => {
    expect(problemsOf(() => defineScenario('test', { scenario: 5 }))).toContain(
      'test  scenario: found 5, expected a title',
    );
  });
});
