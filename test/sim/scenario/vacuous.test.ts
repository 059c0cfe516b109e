/**
 * Vacuous expectations: what can never be true is a mistake, or a `never` of it would always hold.
 *
 * The expectation stands on line 25 of the small network; what follows `  - { never: ` begins in
 * column 14, what follows `  - { always: ` in column 15.
 */
import { expect, test } from 'vitest';
import { smallWith, wrong } from './small-network.ts';

test.each([
  ['{ state: { alice: on.watchin } }', '25:23  expect.0.state.alice: found "on.watchin", expected'],
  ['{ state: { alice: watching } }', 'did you mean "on.watching"?'],
  ['{ state: { alice: "on and orders open = 0" } }', 'expected one state'],
  ['{ state: { script: on } }', 'expected somebody who has states: script has none'],
  [
    '{ state: { processing-server/order-alise-1: voided } }',
    'found "processing-server/order-alise-1"',
  ],
  ['{ always: state of alice is not onn }', '25:37  expect.0.always: found "onn"'],
  [
    '{ never: transition * by metro-cable with state=inServise.quiet }',
    'found "inServise.quiet", expected one of inService.quiet, inService.accruing, outOfOrder; did you',
  ],
  [
    '{ never: order.voided of alise-1 }',
    '25:30  expect.0.never: found "alise-1", expected an order id',
  ],
  ['{ never: order.voided of alise-12 }', 'did you mean "alice-12"?'],
  ['{ never: order.voided of suburb-21-1 }', 'found "suburb-21-1"'],
  ['{ never: bill.issue of B-alise-1 }', 'did you mean "B-alice-1"?'],
  ['{ never: wholesale.bill of W-metro-cabel#alice-1 }', 'did you mean "W-metro-cable#alice-1"?'],
  [
    '{ never: order.place with featur=surround }',
    '25:31  expect.0.never: found "featur", expected a',
  ],
  [
    '{ never: order.place with feature=suround }',
    '25:39  expect.0.never: found "suround", expected',
  ],
  ['{ never: order.place with feature=suround }', 'the id of a feature; did you mean "surround"?'],
  ['{ never: order.place with client=alice }', 'expected an address in full, client/alice'],
  [
    '{ never: order.accepted with priceMinor=3.99 }',
    'expected a whole number, money in minor units',
  ],
  [
    '{ never: "posting capture with account=alice:held" }',
    'found "alice:held", expected an account such as client/alice:held',
  ],
  ['{ never: "document bill with lines.0.order=alise-1" }', 'did you mean "alice-1"?'],
  ['{ balance: { "alice:held = 0 and orders open": 0 } }', 'expected one account'],
])('%s is a mistake', (written, problem) => {
  expect(mistakesIn(written)).toEqual([expect.stringContaining(problem)]);
});

test.each([
  '{ never: order.voided of suburb-20-3 }',
  '{ never: client.switched-off of alice }',
  '{ never: options.offered of suburb-1-options }',
  '{ never: bill.issue of B-suburb-1-2 }',
  '{ never: billing.information of H-alice-1-metro-cable }',
  '{ never: wholesale.bill of W-metro-cable#2 }',
  '{ never: "charge.captured by billing-processor/charge-alice-3" }',
  '{ never: transition * by alice with was=onHook }',
  '{ always: state of alice is not on }',
  '{ always: state of billing-processor/account-alice is not billing.quiet & handover.accruing }',
])('%s is none', (written) => {
  expect(mistakesIn(written)).toEqual([]);
});

function mistakesIn(written: string): readonly string[] {
  const expected = '{ that: alice hears it, shows: [U1], message: feature.received from alice }';
  return wrong(smallWith(expected, written));
}
