import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  foundInstead,
  holdsNow,
  parseCondition,
  type WorldView,
} from '../../../src/sim/expect/condition.ts';
import { NAMES } from '../names.ts';

/** A world in which alice watches, 3.99 is held for her, and one message is in flight. */
const WORLD: WorldView = {
  stateOf: (address) => (address === 'client/alice' ? 'on.watching' : null),
  balanceOf: (account) =>
    ({
      'client/alice:held': 399,
      'client/alice:account': 63,
      'processing-server:payable:source/metro-cable': 259,
      'sponsor/soap-maker:budget': -30,
      'rights-holder/actor-a:royalties': 32,
    })[account] ?? 0,
  ordersIn: (phase) => ({ open: 1, completed: 2, voided: 0 })[phase],
  accessRateOf: (client) => (client === 'client/alice' ? 4_000_000 : null),
  messagesInFlight: () => 1,
};

function condition(text: string) {
  const read = parseCondition(text, NAMES);
  if (!read.ok) throw new Error(`${text}: found ${read.problem.found} at ${read.problem.offset}`);
  return read.condition;
}

describe('a condition is true of the world, or not', () => {
  test.each([
    ['state of alice is on.watching', true],
    ['state of alice is on', true],
    ['state of alice is on.watch', false],
    ['state of alice is off', false],
    ['state of alice is not off', true],
    ['state of alice is not on', false],
    ['state of bob is on', false],
    ['state of bob is not on', true],
    ['balance of alice:held = 3.99', true],
    ['balance of client/alice:held = 3.99', true],
    ['balance of alice:held != 3.99', false],
    ['balance of alice:held >= 3.99', true],
    ['balance of alice:held > 3.99', false],
    ['balance of alice:held < 4', true],
    ['balance of alice:held <= 3.98', false],
    ['balance of bob:held >= -0.01', true],
    ['balance of processing-server:payable:metro-cable = 2.59', true],
    ['balance of alice:account = 0.63', true],
    ['balance of sponsor/soap-maker:budget = -0.30', true],
    ['balance of rights-holder/actor-a:royalties > 0.32', false],
    ['orders open = 1', true],
    ['orders completed > 2', false],
    ['orders voided = 0', true],
    ['messages in flight <= 1', true],
    ['messages in flight = 0', false],
    ['access rate of alice = 4Mbit/s', true],
    ['access rate of alice > 4000kbit/s', false],
    ['access rate of bob < 1Mbit/s', false],
    ['access rate of bob != 1Mbit/s', true],
    ['orders open = 1 and messages in flight = 1', true],
    ['orders open = 1 and messages in flight = 0', false],
  ])('%s: %s', (text, holds) => expect(holdsNow(condition(text), WORLD)).toBe(holds));
});

test('what is found instead names the terms that are not true, with their values', () => {
  const both = condition('state of alice is off and orders open = 1 and messages in flight = 0');
  const money = (amountMinor: number) => `${amountMinor} cents`;
  expect(foundInstead(both, WORLD, money)).toBe(
    'the state of client/alice is on.watching and 1 message is in flight',
  );
  const none = condition(
    'balance of alice:held = 0 and orders completed = 0 and orders voided > 0',
  );
  expect(foundInstead(none, WORLD, money)).toBe(
    'the balance of client/alice:held is 399 cents and 2 orders are completed and no orders are voided',
  );
});

describe('a mistake is told with its place and the nearest word', () => {
  test.each([
    ['', 0, 'the end of the text', null],
    ['stat of alice is on', 0, '"stat"', 'state'],
    ['state of alise is on', 9, '"alise"', 'alice'],
    ['state of alice is', 17, 'the end of the text', null],
    ['state of alice are on', 15, '"are"', null],
    ['balance of alice:hold >= 0', 17, '"hold"', 'held'],
    ['balance of alise:held >= 0', 11, '"alise"', 'alice'],
    ['balance of alice >= 0', 11, '"alice"', null],
    ['balance of processing-server:payable:metro-cabel = 0', 37, '"metro-cabel"', 'metro-cable'],
    ['balance of alice:held => 0', 22, '"=>"', null],
    ['balance of alice:held >= 0.001', 25, '"0.001"', null],
    ['orders opem = 1', 7, '"opem"', 'open'],
    ['orders open = -1', 14, '"-1"', null],
    ['orders open = 1 or orders open = 2', 16, '"or"', null],
    ['orders open = 1 and', 19, 'the end of the text', null],
    ['access rate of alice = 4', 23, '"4"', null],
  ])('%s', (text, offset, found, nearest) => {
    const read = parseCondition(text, NAMES);
    expect(read.ok ? null : read.problem).toMatchObject({ offset, found });
    if (nearest !== null) expect(read.ok ? null : read.problem.nearest).toBe(nearest);
  });
});

test('each operator compares as on numbers, for any amounts', () => {
  const cents = fc.integer({ min: -10_000, max: 10_000 });
  const compare = {
    '=': (a: number, b: number) => a === b,
    '!=': (a: number, b: number) => a !== b,
    '<': (a: number, b: number) => a < b,
    '<=': (a: number, b: number) => a <= b,
    '>': (a: number, b: number) => a > b,
    '>=': (a: number, b: number) => a >= b,
  };
  const operator = fc.constantFrom(...(Object.keys(compare) as (keyof typeof compare)[]));
  fc.assert(
    fc.property(cents, operator, fc.nat(10_000), (actual, op, value) => {
      const text = `balance of alice:held ${op} ${Math.floor(value / 100)}.${String(value % 100).padStart(2, '0')}`;
      const view = { ...WORLD, balanceOf: () => actual };
      expect(holdsNow(condition(text), view)).toBe(compare[op](actual, value));
    }),
    { seed: 39, numRuns: 1_000 },
  );
});
