import { describe, expect, test } from 'vitest';
import { programOf, VARIANTS } from '../../bench/variant.ts';
import { checkWork, requireSame, type Work } from '../../bench/work.ts';

/** Two clients a source; ten purchases each, all at the prices 100, 110, … 150. */
const CLIENTS = 12;
const ORDERS = 120;
const PRICES = [100, 110, 120, 130, 140, 150];
const SHARES = PRICES.map((price) => Math.round((price * 2) / 3));
const sum = (minor: readonly number[]) => minor.reduce((total, one) => total + 20 * one, 0);
const SERVER_MINOR = sum(PRICES) - sum(SHARES);

/** What every message of the protocol comes to; half the sources modify, half give tokens. */
const BY_TYPE: Readonly<Record<string, number>> = {
  'options.request': CLIENTS,
  'options.offered': CLIENTS,
  ...Object.fromEntries(
    [
      ...['order.place', 'order.accepted', 'payment.authorize', 'payment.authorized'],
      ...['credit.hold', 'credit.held', 'provision.request', 'feature.received'],
      ...['receipt.acknowledged', 'payment.capture', 'payment.captured', 'credit.capture'],
      ...['credit.captured', 'payment.close', 'charge.due', 'share.due', 'bill.issue'],
      ...['bill.acknowledged', 'settlement.notice', 'settlement.noted', 'wholesale.bill'],
      'wholesale.paid',
    ].map((type) => [type, ORDERS]),
  ),
  ...Object.fromEntries(
    [
      ...['provision.modifying', 'transmission.modified', 'transmission.accepted'],
      ...['provision.token', 'token.deliver', 'token.accepted'],
    ].map((type) => [type, ORDERS / 2]),
  ),
};

const works = new Map(
  VARIANTS.map((variant) => {
    const program = programOf(variant, CLIENTS);
    program.run();
    return [variant, { work: program.work(), diskBytes: program.diskBytes }] as const;
  }),
);
const workOf = (variant: (typeof VARIANTS)[number]): Work => {
  const found = works.get(variant);
  if (found === undefined) throw new Error(`${variant} was not run`);
  return found.work;
};

describe('purchases', () => {
  test.each(VARIANTS)('are all made on %s, and the money is where it belongs', (variant) => {
    const work = workOf(variant);
    expect(work).toMatchObject({
      displayed: ORDERS,
      // 25 a purchase, and a client asks once for the options.
      messages: 25 * ORDERS + 2 * CLIENTS,
      // A hold, a capture, a share, a settlement.
      entries: 4 * ORDERS,
      balanceMinor: 0,
      serverMinor: SERVER_MINOR,
      sourcesMinor: sum(SHARES),
      payableMinor: 0,
    });
    expect(() => checkWork(variant, CLIENTS, work)).not.toThrow();
  });

  test.each(['compiled', 'compiled-memory', 'compiled-disk', 'xstate'] as const)(
    'are the same work on %s as in plain JavaScript, to the microsecond and the byte',
    (variant) => {
      const [plain, work] = [workOf('plain'), workOf(variant)];
      expect(work.finalUs).toBe(plain.finalUs);
      expect(work.carriedBytes).toBe(plain.carriedBytes);
      expect(() => requireSame(variant, plain, work)).not.toThrow();
    },
  );

  test('have the same messages of every type, bills and statements in plain JavaScript', () => {
    const { byType, bills, statements } = workOf('plain');
    expect(byType).toEqual(BY_TYPE);
    expect(bills).toEqual({ count: ORDERS, totalMinor: sum(PRICES) });
    expect(statements).toEqual({ count: ORDERS, totalMinor: sum(SHARES) });
    const { byType: read, bills: billed, statements: stated } = workOf('compiled-memory');
    expect({ byType: read, bills: billed, statements: stated }).toEqual({
      byType,
      bills,
      statements,
    });
  });

  test('are on disk where they are written there, and nowhere else', () => {
    for (const [variant, { diskBytes }] of works) {
      if (variant === 'compiled-disk') expect(diskBytes).toBeGreaterThan(0);
      else expect(diskBytes).toBe(0);
    }
  });
});

describe('two programs that did not do the same', () => {
  const work = workOf('plain');
  test.each([
    ['messages', { messages: 3_025 }, 'messages is 3025, not 3024'],
    ['finalUs', { finalUs: 1 }, `finalUs is 1, not ${work.finalUs}`],
    ['bills', { bills: { count: 119, totalMinor: 0 } }, 'bills is '],
    ['byType', { byType: { ...BY_TYPE, 'order.place': 119 } }, 'byType is '],
  ] as const)('are told apart by their %s', (_, difference, sentence) => {
    expect(() => requireSame('it', work, { ...work, ...difference })).toThrow(`it: ${sentence}`);
  });

  test('may keep silent about what they cannot say', () => {
    expect(() => requireSame('it', work, { ...work, finalUs: null, bills: null })).not.toThrow();
  });

  test('are refused when a purchase is missing', () => {
    expect(() => checkWork('plain', CLIENTS, { ...work, displayed: 119 })).toThrow(
      'plain with 12 clients: displayed is 119, not 120',
    );
  });
});
