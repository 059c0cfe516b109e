/** Processing server machine: what it offers, what it refuses, and which candidates an order gets. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { OrderInput } from '../../src/machines/order/setup.ts';
import {
  type CatalogueEntry,
  processingServerMachine,
} from '../../src/machines/processing-server.ts';
import type { ProvisionMode } from '../../src/machines/protocol.ts';
import { letter, ofType, type Rig, rig } from './rig.ts';

function entry(
  sourceId: string,
  amountMinor: number,
  modes: readonly ProvisionMode[],
): CatalogueEntry {
  return {
    transmission: 'cup-final',
    feature: 'surround',
    source: `source/${sourceId}`,
    sourceId,
    modes,
    description: 'surround on cup-final',
    amountMinor,
    serverMinor: amountMinor,
    sourceMinor: 0,
    settlement: 'later-bill',
    settlementPer: 'transaction',
  };
}
function server(entries: readonly CatalogueEntry[]): Rig {
  const catalogue = { 'cup-final|surround': entries };
  return rig(processingServerMachine, {
    catalogue,
    options: { 'cup-final': entries },
    receiptMs: 1,
  });
}
const place = (receivable: readonly string[], feature = 'surround', transmission = 'cup-final') =>
  letter('order.place', {
    client: 'client/alice',
    from: 'client/alice',
    transmission,
    feature,
    receivable,
  });
const candidatesOf = ({ said }: Rig) => {
  const input = ofType(said, 'process.open')[0]?.input as OrderInput | undefined;
  return input?.candidates.map(({ source, mode }) => `${source} ${mode}`);
};
const ENTRIES = [
  entry('near', 300, ['token']),
  entry('far', 399, ['modification', 'token']),
  entry('dear', 400, ['token']),
];

describe('a selection', () => {
  test('of what a receivable source offers opens an order of that name, and nothing else', () => {
    const made = server(ENTRIES);
    expect(made.take(place(['near']))).toEqual(['process.open order-alice-1']);
  });

  test('is tried at the preferred source first, by its preferred mode, and nowhere dearer', () => {
    const made = server(ENTRIES);
    made.take(place(['far', 'dear', 'near']));
    expect(candidatesOf(made)).toEqual([
      'source/far modification',
      'source/far token',
      'source/near token',
    ]);
  });

  test.each<readonly [string, ReturnType<typeof place>]>([
    ['unknown transmission', place(['near'], 'surround', 'news')],
    ['unknown feature', place(['near'], 'picture')],
    ['not offered on any source this client receives', place(['other'])],
  ])('is refused as %s', (reason, selection) => {
    const made = server(ENTRIES);
    expect(made.take(selection)).toEqual(['order.refused -> client/alice']);
    expect(ofType(made.said, 'order.refused')[0]?.reason).toBe(reason);
  });

  test('has no candidate that costs more than the price quoted for it', () => {
    const prices = fc.array(fc.nat({ max: 500 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(prices, fc.nat(), (minors, order) => {
        const entries = minors.map((minor, n) => entry(`s${n}`, minor, ['token']));
        const names = entries.map(({ sourceId }) => sourceId);
        const turned = names.map((_, n) => names[(n + order) % names.length] ?? '');
        const made = server(entries);
        made.take(place(turned));
        const input = ofType(made.said, 'process.open')[0]?.input as OrderInput;
        expect(input.candidates[0]?.source).toBe(`source/${turned[0]}`);
        for (const { amountMinor } of input.candidates) {
          expect(amountMinor).toBeLessThanOrEqual(input.priceMinor);
        }
      }),
      { seed: 3, numRuns: 1_000 },
    );
  });
});

test('options are those of the sources the client receives', () => {
  const made = server(ENTRIES);
  made.take(letter('options.request', { transmission: 'cup-final', receivable: ['dear', 'near'] }));
  made.take(letter('options.request', { transmission: 'news', receivable: ['near'] }));
  const offered = ofType(made.said, 'options.offered').map(({ options }) =>
    options.map(({ source, priceMinor }) => `${source} ${priceMinor}`),
  );
  expect(offered).toEqual([['near 300', 'dear 400'], []]);
});

test('it answers for orders that are not there: cancelled, and not received', () => {
  const made = server(ENTRIES);
  expect(made.take(letter('order.cancel'))).toEqual(['order.cancelled -> someone']);
  expect(made.take(letter('feature.received'))).toEqual(['receipt.acknowledged -> someone']);
  expect(ofType(made.said, 'receipt.acknowledged')[0]?.accepted).toBe(false);
});
