/**
 * Troubled plan: what can go wrong, as fast-check arbitraries.
 *
 * Every cut is mended and every source recovers within six hours, long before a persistent request is
 * given up (33 hours); chances go up to 40 percent, delays up to half a minute.
 */
import fc from 'fast-check';
import {
  CHANNELS,
  DAY_S,
  type Outage,
  type Per,
  type Plan,
  PRICES,
  type SourceShape,
  type Trouble,
} from './troubled-network.ts';

const per = fc.constantFrom<Per>('transaction', 'cycle');
const MODES = [
  ['modification'],
  ['token'],
  ['modification', 'token'],
  ['token', 'modification'],
] as const;

const sourceShape: fc.Arbitrary<SourceShape> = fc
  .record({
    medium: fc.constantFrom('cable', 'internet', 'mini-dish', 'dial-up', 'antenna'),
    provision: fc.constantFrom<readonly string[]>(...MODES),
    refusesFirst: fc.integer({ min: 0, max: 4 }).map((n) => n === 0),
    by: fc.constantFrom('billing-information' as const, 'later-bill' as const),
    per,
    share: fc.constantFrom('65%', '0%', '100%', '1/3'),
  })
  .map(({ refusesFirst, ...shape }) => ({
    ...shape,
    refuses: refusesFirst ? shape.provision.slice(0, 1) : [],
  }));

/** Chances and delays of every channel that is troubled. */
function troubleOf(lossMax: number, reordersMax: number): fc.Arbitrary<Trouble> {
  return fc.record({
    on: fc.constantFrom(...CHANNELS),
    loss: fc.integer({ min: 0, max: lossMax }),
    duplicates: fc.integer({ min: 0, max: 40 }),
    reorders: fc.integer({ min: 0, max: reordersMax }),
    delayS: fc.integer({ min: 0, max: 30 }),
  });
}
function troubles(trouble: fc.Arbitrary<Trouble>, maxLength: number) {
  return fc.uniqueArray(trouble, { maxLength, selector: ({ on }) => on });
}

/** Instants that matter: around the start, and around the end of the first cycle. */
const instantS = fc.oneof(
  fc.integer({ min: 0, max: 900 }),
  fc.integer({ min: DAY_S - 1_200, max: DAY_S + 4_800 }),
);
function outageOf(...what: readonly string[]): fc.Arbitrary<Outage> {
  return fc.record({
    what: fc.constantFrom(...what),
    fromS: instantS,
    lastsS: fc.oneof(fc.integer({ min: 1, max: 600 }), fc.integer({ min: 600, max: 20_000 })),
  });
}
const anyOutage = outageOf(...CHANNELS, 'near', 'far', 'alice', 'bob');
/** Where what is late is money: between the servers, and at the sources. */
const outageOfMoney = outageOf(...CHANNELS.filter((on) => on.includes(' to ')), 'near', 'far');

const person = fc.constantFrom('alice', 'bob');
const selection = fc
  .tuple(person, fc.constantFrom(...Object.keys(PRICES)))
  .map(([who, feature]) => `${who} selects ${feature} on cup-final`);
const otherDeed = fc
  .tuple(
    person,
    fc.constantFrom('cancels', 'cancels', 'browses cup-final', 'interacts with cup-final'),
  )
  .map(([who, does]) => `${who} ${does}`);
const deedAt = (deed: fc.Arbitrary<string>) => fc.record({ atS: instantS, do: deed });

const people = {
  seed: fc.nat(),
  near: sourceShape,
  far: sourceShape,
  billing: per,
  core: fc.constantFrom<unknown>('2ms', { uniform: ['1ms', '400ms'] }),
};

/** Any plan of trouble. */
export const troubledPlan: fc.Arbitrary<Plan> = fc.record({
  ...people,
  credit: fc.constantFrom(50, 50, 6),
  troubles: troubles(troubleOf(40, 40), 6),
  outages: fc.uniqueArray(fc.oneof(anyOutage, outageOfMoney), {
    maxLength: 4,
    selector: ({ what }) => what,
  }),
  deeds: fc.array(
    deedAt(fc.oneof({ weight: 2, arbitrary: selection }, { weight: 1, arbitrary: otherDeed })),
    { minLength: 1, maxLength: 7 },
  ),
});

/** Messages arrive twice, late the second time, but none is lost and nobody goes away. */
export const duplicatingPlan: fc.Arbitrary<Plan> = fc.record({
  ...people,
  credit: fc.constant(50),
  troubles: troubles(troubleOf(0, 0), CHANNELS.length),
  outages: fc.constant([]),
  deeds: fc.array(deedAt(selection), { minLength: 1, maxLength: 5 }),
});

/** Nothing goes wrong at all. */
export const calmPlan: fc.Arbitrary<Plan> = fc.record({
  ...people,
  credit: fc.constant(50),
  troubles: fc.constant([]),
  outages: fc.constant([]),
  deeds: fc.array(deedAt(selection), { minLength: 1, maxLength: 5 }),
});
