/** Settlement machine: what the server owes one source, and what it pays of it. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SettlementContext } from '../../src/machines/settlement.ts';
import { settlementMachine } from '../../src/machines/settlement.ts';
import { failed, letter, ofType, type Rig, rig } from './rig.ts';

const settlement = () => rig(settlementMachine, { source: 'source/near', currency: 'USD' });
const share = (order: string, shareMinor: number) =>
  letter('share.due', { conversation: order, source: 'source/near', shareMinor, receivedAtUs: 3 });
const bill = (number: string, totalMinor: number) =>
  letter('wholesale.bill', {
    conversation: number,
    from: 'source/near',
    number,
    itemCount: 1,
    totalMinor,
    per: 'transaction',
    period: null,
    atUs: 9,
  });
const outstanding = ({ run }: Rig) => (run.context as SettlementContext).outstandingMinor;

describe('a share', () => {
  test('is owed, and the source is told', () => {
    const made = settlement();
    expect(made.take(share('alice-1', 259))).toEqual(['settlement.notice -> source/near']);
    expect(outstanding(made)).toBe(259);
  });
});

describe('a wholesale bill', () => {
  test('of what is owed is posted, put on record and paid', () => {
    const made = settlement();
    made.take(share('alice-1', 259));
    expect(made.take(bill('W-near#1', 259))).toEqual([
      'ledger.post W-near#1:settlement',
      'document.issue W-near#1',
      'wholesale.paid -> source/near',
      'outcome settlement.paid',
    ]);
    expect(outstanding(made)).toBe(0);
  });

  test.each([260, 0, -1])(
    'of %i, where 259 are owed, is disputed and moves nothing',
    (totalMinor) => {
      const made = settlement();
      made.take(share('alice-1', 259));
      expect(made.take(bill('W-near#1', totalMinor))).toEqual([
        'wholesale.disputed -> source/near',
        'outcome settlement.disputed',
      ]);
      expect(ofType(made.said, 'wholesale.disputed')[0]?.owedMinor).toBe(259);
      expect(outstanding(made)).toBe(259);
    },
  );
});

test('what is paid never exceeds the shares fixed, and with what is outstanding equals them', () => {
  const events = fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 1_000 })), {
    maxLength: 20,
  });
  fc.assert(
    fc.property(events, (amounts) => {
      const made = settlement();
      let fixedMinor = 0;
      for (const [n, [isShare, amountMinor]] of amounts.entries()) {
        if (isShare) fixedMinor += amountMinor;
        made.take(isShare ? share(`alice-${n}`, amountMinor) : bill(`W-near#${n}`, amountMinor));
      }
      const paidMinor = ofType(made.said, 'ledger.post')
        .flatMap(({ entry }) => entry.legs)
        .filter(({ account }) => account === 'source/near:revenue')
        .reduce((sum, leg) => sum + leg.amountMinor, 0);
      expect(paidMinor).toBeLessThanOrEqual(fixedMinor);
      expect(paidMinor + outstanding(made)).toBe(fixedMinor);
    }),
    { seed: 5, numRuns: 1_000 },
  );
});

test('a notice that cannot be delivered is reported', () => {
  expect(settlement().take(failed('settlement.notice'))).toEqual(['outcome delivery.failed']);
});
