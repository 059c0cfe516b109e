/**
 * Account: one client's bills, and what sources are told so that they can bill their own part
 * (U3, U4, U9, U15).
 *
 *     billing    quiet ──line due──▶ accruing ──bill run──▶ quiet      (per cycle)
 *                quiet ──line due: billed at once──▶ quiet             (per transaction)
 *     handover   quiet ──item due──▶ accruing ──handover run──▶ quiet  (per cycle)
 *                quiet ──item due: handed over at once──▶ quiet        (per transaction)
 *
 * The two regions are independent: U4 and U6 let the client's billing and the settlement with a
 * source follow different clocks.
 *
 * Invariants (test/machines/account.test.ts): every charge is on exactly one bill (I23, I26), on the
 * bill of the period it was received in, or, when it comes after that period's run, of the first one
 * not billed yet (I22); every item is handed over exactly once.
 */
import { account } from './setup.ts';

const billing = account.createStateConfig({
  initial: 'quiet',
  states: {
    quiet: {
      always: { guard: 'hasLines', target: 'accruing' },
      on: {
        'charge.due': [
          {
            guard: 'isBilledNow',
            actions: [{ type: 'billNow', params: ({ event }) => ({ due: event }) }, 'countBill'],
          },
          {
            target: 'accruing',
            actions: [
              { type: 'noteTime', params: ({ event }) => event },
              { type: 'addLine', params: ({ event }) => ({ due: event }) },
            ],
          },
        ],
      },
    },
    accruing: {
      on: {
        // Entered again, so that the run follows the earliest line.
        'charge.due': {
          target: 'accruing',
          reenter: true,
          actions: [
            { type: 'noteTime', params: ({ event }) => event },
            { type: 'addLine', params: ({ event }) => ({ due: event }) },
          ],
        },
      },
      after: { billRun: { target: 'quiet', actions: ['billPeriod', 'countBill', 'dropBilled'] } },
    },
  },
});

const handover = account.createStateConfig({
  initial: 'quiet',
  states: {
    quiet: {
      always: { guard: 'hasItems', target: 'accruing' },
      on: {
        'charge.due': [
          {
            guard: { type: 'isHandedOverNow', params: ({ event }) => ({ due: event }) },
            actions: [
              { type: 'handOverNow', params: ({ event }) => ({ due: event }) },
              'countHandover',
            ],
          },
          {
            guard: { type: 'isHandedOverPerCycle', params: ({ event }) => ({ due: event }) },
            target: 'accruing',
            actions: [
              { type: 'noteTime', params: ({ event }) => event },
              { type: 'addItem', params: ({ event }) => ({ due: event }) },
            ],
          },
        ],
      },
    },
    accruing: {
      on: {
        'charge.due': [
          {
            guard: { type: 'isHandedOverNow', params: ({ event }) => ({ due: event }) },
            actions: [
              { type: 'handOverNow', params: ({ event }) => ({ due: event }) },
              'countHandover',
            ],
          },
          {
            guard: { type: 'isHandedOverPerCycle', params: ({ event }) => ({ due: event }) },
            target: 'accruing',
            reenter: true,
            actions: [
              { type: 'noteTime', params: ({ event }) => event },
              { type: 'addItem', params: ({ event }) => ({ due: event }) },
            ],
          },
        ],
      },
      after: {
        handoverRun: {
          target: 'quiet',
          actions: ['handOverPeriod', 'countHandover', 'dropHandedOver'],
        },
      },
    },
  },
});

export const accountMachine = account.createMachine({
  id: 'account',
  context: ({ input }) => ({
    ...input,
    lines: [],
    items: [],
    billCount: 0,
    handoverCount: 0,
    nowUs: 0,
  }),
  type: 'parallel',
  states: { billing, handover },
  on: {
    'bill.acknowledged': {},
    'billing.information-accepted': {},
    'request.failed': {
      actions: { type: 'announceFailure', params: ({ event }) => ({ failed: event }) },
    },
  },
});
