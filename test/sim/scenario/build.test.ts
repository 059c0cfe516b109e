import { describe, expect, test } from 'vitest';
import { MEDIA } from '../../../src/actors/media.ts';
import { ratio } from '../../../src/billing/ratio.ts';
import { load, SMALL, smallWith, wrong } from './small-network.ts';

const SECOND = 1_000_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** 2026-06-06T19:00, the small network's start: day 20,610 of the epoch (quantity.test.ts). */
const EPOCH_US = 20_610 * 24 * HOUR + 19 * HOUR;

/** The one expectation that is written so. */
function expectationOf(written: string) {
  const text = smallWith(
    '{ that: alice hears it, shows: [U1], message: feature.received from alice }',
    written,
  );
  const [expectation] = load(text).expectations;
  return { title: expectation?.title, ...expectation?.check };
}

describe('an expectation', () => {
  const bill = { type: 'bill.issue', to: 'client/alice' };
  const order = { type: 'order.place', from: null };

  test.each([
    [
      '{ message: bill.issue to alice, times: 2, between: ["19:30", 2h] }',
      {
        title: 'bill.issue to alice, 2 times',
        check: 'message',
        pattern: bill,
        timesMin: 2,
        timesMax: 2,
        fromUs: 30 * MINUTE,
        untilUs: 2 * HOUR,
      },
    ],
    [
      '{ message: bill.issue to alice, at-most: 1 }',
      { title: 'bill.issue to alice, at most once', timesMin: 0, timesMax: 1 },
    ],
    [
      '{ message: bill.issue to alice, at-least: 3, at-most: 4 }',
      { title: 'bill.issue to alice, at least 3 times, at most 4 times', timesMin: 3, timesMax: 4 },
    ],
    [
      '{ in-order: [order.place, bill.issue to alice] }',
      {
        title: 'order.place, then bill.issue to alice',
        check: 'in-order',
        patterns: [order, bill],
      },
    ],
    ['{ any-of: [order.place] }', { check: 'any-of', patterns: [order] }],
    ['{ never: order.place }', { title: 'never order.place', check: 'never', pattern: order }],
    [
      '{ quiet: { pattern: bill.issue to alice, after: order.place, for: 10s } }',
      { check: 'quiet', pattern: bill, after: order, forUs: 10 * SECOND },
    ],
    [
      '{ leads-to: { from: order.place, to: bill.issue to alice, within: 5s, caused: true } }',
      {
        title: 'order.place causes bill.issue to alice within 5s',
        check: 'leads-to',
        from: order,
        to: bill,
        withinUs: 5 * SECOND,
        caused: true,
      },
    ],
    [
      '{ leads-to: { from: order.place, to: bill.issue to alice } }',
      { title: 'order.place leads to bill.issue to alice', withinUs: null, caused: false },
    ],
    [
      '{ state: { metro-cable: inService } }',
      { check: 'state', actor: 'source/metro-cable', state: 'inService' },
    ],
    [
      '{ state: { billing-processor/account-alice: billing.quiet  &  handover } }',
      { title: 'billing-processor/account-alice is billing.quiet & handover' },
    ],
    [
      '{ order: suburb-7-2, ends: voided, because: declined }',
      { check: 'order', order: 'suburb-7-2', ends: 'voided', because: 'declined' },
    ],
    [
      '{ bills: { of: alice, from: metro-cable, count: 1, lines: 2, due: 3.99 } }',
      {
        title: 'bills of alice from metro-cable: count 1, lines 2, due 3.99',
        check: 'bills',
        subscriber: 'client/alice',
        issuer: 'source/metro-cable',
        count: 1,
        lines: 2,
        dueMinor: 399,
      },
    ],
    ['{ bills: { of: alice, count: 0 } }', { issuer: null, count: 0, lines: null, dueMinor: null }],
    [
      '{ settled: { metro-cable: 2.59 } }',
      { check: 'settled', source: 'source/metro-cable', totalMinor: 259 },
    ],
    [
      '{ balance: { alice:credit: -3.99 } }',
      { check: 'balance', account: 'client/alice:credit', balanceMinor: -399 },
    ],
    [
      '{ balance: { "processing-server:payable:metro-cable": 0 } }',
      { account: 'processing-server:payable:source/metro-cable', balanceMinor: 0 },
    ],
    [
      '{ eventually: state of alice is on.watching, within: 10m }',
      {
        title: 'eventually state of alice is on.watching within 10m',
        check: 'eventually',
        withinUs: 10 * MINUTE,
      },
    ],
    ['{ always: balance of alice:held >= 0 }', { check: 'always' }],
    ['{ sometimes: orders open > 0 }', { check: 'sometimes' }],
  ])('%s is a check', (written, check) => {
    expect(expectationOf(written)).toMatchObject(check);
  });

  test.each([
    ['{ that: nothing }', 'found none of them, expected exactly one of the keys message, in-order'],
    ['{ never: order.place, message: order.place }', 'found "never" and "message", expected'],
    ['{ order: alice-1 }', 'expect.0.order: found "order" without "ends"'],
    ['{ message: order.place, times: 1, at-most: 2 }', 'found it beside "times", expected one of'],
    ['{ message: order.place, at-least: 3, at-most: 2 }', 'found 2, expected no less than "at-'],
    ['{ message: order.place, between: ["23:30", "23:40"] }', 'found "23:30", expected a time bef'],
    ['{ message: order.place, between: ["20:00"] }', 'found a list, expected two times, such as'],
    ['{ quiet: { pattern: order.place, after: order.place, for: 0s } }', 'found "0s", expected a'],
    ['{ state: { alise: watching } }', 'found "alise", expected a participant (one of alice'],
    [
      '{ settled: { alice: 1 } }',
      'found "alice", expected a source (one of metro-cable, sky-dish)',
    ],
    ['{ bills: { of: alise, count: 1 } }', 'did you mean "alice"?'],
    ['{ bills: { of: alice } }', 'found bills of which nothing is expected'],
    ['{ always: state of alise is watching }', 'did you mean "alice"?'],
  ])('%s is a mistake', (written, problem) => {
    const text = smallWith(
      '{ that: alice hears it, shows: [U1], message: feature.received from alice }',
      written,
    );
    expect(wrong(text)).toEqual([expect.stringContaining(problem)]);
  });
});

/** What becomes of a net below zero where nothing is said (A13). */
const CARRIED = { negativeNet: 'carry-forward' };

describe('billing', () => {
  const month = (anchorDay: number) => ({ every: 'month', anchorDay });
  test.each([
    ['{ per: cycle }', { ...CARRIED, per: 'cycle', cycle: month(6) }],
    ['{ per: cycle, anchor-day: 31 }', { ...CARRIED, per: 'cycle', cycle: month(31) }],
    [
      '{ per: cycle, every: 7d }',
      { ...CARRIED, per: 'cycle', cycle: { every: 'days', days: 7, anchorEpochUs: EPOCH_US } },
    ],
  ])('%s holds for all who have no other', (written, plan) => {
    const scenario = load(`${SMALL}billing: ${written}\n`);
    expect(scenario.billing).toEqual(plan);
    expect(scenario.subscribers.get('alice')?.billing).toEqual(plan);
  });

  test('of a subscriber takes from the scenario what it does not say', () => {
    const own = smallWith('credit: 50.00', 'billing: { per: transaction }');
    expect(
      load(`${own}billing: { per: cycle, anchor-day: 31 }\n`).subscribers.get('alice'),
    ).toEqual(
      expect.objectContaining({ billing: { ...CARRIED, per: 'transaction', cycle: month(31) } }),
    );
  });

  test.each([
    '{ every: 0d }',
    '{ every: 1.5d }',
    '{ anchor-day: 32 }',
    '{ every: 7d, anchor-day: 1 }',
  ])('%s is a mistake', (written) => {
    expect(wrong(`${SMALL}billing: ${written}\n`)).toHaveLength(1);
  });
});

test('a population draws from distributions of spans and counts', () => {
  const written = `count: 20, arrives: { uniform: [0s, 2h] }, orders: { empirical: [{ value: 1, weight: 3 }, { value: 2, weight: 1 }] },
    pauses: { exponential: 5m }, patience: { lognormal: { median: 60s, sigma: 0.5 } }, switches-off: 1%`;
  const text = smallWith('count: 20', written);
  const choices = '[{ value: [metro-cable], weight: 3 }, { value: [sky-dish], weight: 1 }]';
  const [population] = load(text.replace('[sky-dish], chooses', `${choices}, chooses`)).populations;
  expect(population).toMatchObject({
    receives: [
      { value: ['metro-cable'], weight: 3 },
      { value: ['sky-dish'], weight: 1 },
    ],
    arrivesUs: { uniform: [0, 2 * HOUR] },
    orders: {
      empirical: [
        { value: 1, weight: 3 },
        { value: 2, weight: 1 },
      ],
    },
    pauseUs: { exponential: 5 * MINUTE },
    patienceUs: { lognormal: { median: 60 * SECOND, sigma: 0.5 } },
    switchesOffPpm: 10_000,
  });
});

test('a medium changes in the parts that are written', () => {
  const call = '{ set-up: { normal: { mean: 10s, deviation: 1s } }, lasts: 1h, fails: 2% }';
  const media = `media: { mini-dish: { downlink: { rate: 1Mbit/s, shared-rate: none }, call: ${call} }, cable: { control: { latency: 9ms } } }\n`;
  const changed = load(SMALL + media).media;
  expect(changed['mini-dish'].downlink).toEqual({
    ...MEDIA['mini-dish'].downlink,
    bitsPerSecond: 1_000_000,
    sharedBitsPerSecond: null,
  });
  expect(changed['mini-dish'].call).toEqual({
    setUpUs: { normal: { mean: 10 * SECOND, deviation: SECOND } },
    lastsUs: { constant: HOUR },
    idleHangUpUs: MEDIA['mini-dish'].call?.idleHangUpUs,
    failsPpm: 20_000,
  });
  // A control segment of its own begins as a copy of the downlink that did its work.
  expect(changed.cable.control).toEqual({
    ...MEDIA.cable.downlink,
    latencyUs: { constant: 9_000 },
  });
});

test('a channel has a control segment only where its medium has one', () => {
  const step = (channel: string) => `conditions: [{ on: ${channel} control, loss: 1% }]\n`;
  expect(load(SMALL + step('sky-dish')).conditions).toHaveLength(1);
  expect(wrong(SMALL + step('metro-cable'))).toEqual([
    expect.stringContaining('found "control", expected one of downlink, uplink, to'),
  ]);
  const own = 'media: { cable: { control: { latency: 9ms } } }\n';
  expect(load(SMALL + step('metro-cable') + own).conditions).toHaveLength(1);
});

test('conditions delay by a second unless they say otherwise', () => {
  const scenario = load(`${SMALL}conditions:
  - { on: metro-cable downlink, duplicates: 2% }
  - { on: metro-cable uplink, loss: 5% }
  - { on: processing-server to sky-dish, reorders: 10%, delay: 2s }
`);
  expect(scenario.conditions.map(({ condition }) => condition.delayUsMax)).toEqual([
    SECOND,
    0,
    2 * SECOND,
  ]);
  expect(scenario.conditions[2]?.channel).toBe('processing-server>source/sky-dish');
});

test.each([
  ['65%', ratio(13, 20)],
  ['13/20', ratio(13, 20)],
  ['0%', ratio(0)],
  ['100%', ratio(1)],
])('a share of %s is exact', (written, share) => {
  const scenario = load(smallWith('65%', written));
  expect(scenario.sources.get('metro-cable')?.offers[0]?.share).toEqual({ ratio: share });
});
