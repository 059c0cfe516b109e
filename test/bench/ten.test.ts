import { describe, expect, test } from 'vitest';
import { TEN_VARIANTS, tenProgramOf } from '../../bench/ten/variant.ts';
import { checkTen, type TenResult } from '../../bench/ten/workload.ts';

/** 12 clients buy twice from four of the six sources and once from the others: each source 20 times. */
const CLIENTS = 12;
const TOTAL_MINOR = 20 * (100 + 110 + 120 + 130 + 140 + 150);
const DONE = {
  completed: 120,
  messages: 1_200,
  errors: 0,
  billedMinor: TOTAL_MINOR,
  settledMinor: TOTAL_MINOR,
};

async function resultOf(variant: (typeof TEN_VARIANTS)[number], clients: number) {
  const { program, keepsFractions } = await tenProgramOf(variant, clients);
  const result = program.run();
  checkTen(clients, result, keepsFractions);
  return result;
}

describe('the ten messages', () => {
  test.each(TEN_VARIANTS)('are all sent on %s, and the money arrives', async (variant) => {
    expect(await resultOf(variant, CLIENTS)).toMatchObject(DONE);
  });

  test('end at the same instant on every program that keeps time in fractions', async () => {
    const { finalMs } = await resultOf('plain', CLIENTS);
    expect((await resultOf('simjs', CLIENTS)).finalMs).toBe(finalMs);
    expect((await resultOf('xstate', CLIENTS)).finalMs).toBe(finalMs);
  });

  test('end at the published instant with 1,000 clients', async () => {
    expect((await resultOf('plain', 1_000)).finalMs).toBe(1493436.349339902);
    expect((await resultOf('simjs', 1_000)).finalMs).toBe(1493436.349339902);
  });

  test.each<[keyof TenResult, RegExp]>([
    ['completed', /121 of 120 purchases/],
    ['messages', /1201 of 1200 messages/],
    ['errors', /1 messages that nobody expected/],
    ['billedMinor', /billed 15001, not 15000/],
    ['settledMinor', /settled 15001, not 15000/],
  ])('are refused with one %s too many', (field, sentence) => {
    const result = { ...DONE, finalMs: 0 };
    expect(() => checkTen(CLIENTS, result, true)).not.toThrow();
    expect(() => checkTen(CLIENTS, { ...result, [field]: result[field] + 1 }, true)).toThrow(
      sentence,
    );
  });

  test('are refused at another instant than the published one, where fractions are kept', () => {
    const result = {
      completed: 10_000,
      messages: 100_000,
      errors: 0,
      billedMinor: 1_250_020,
      settledMinor: 1_250_020,
      finalMs: 1493436,
    };
    expect(() => checkTen(1_000, result, true)).toThrow('the last event at 1493436 ms');
    expect(() => checkTen(1_000, result, false)).not.toThrow();
  });
});
