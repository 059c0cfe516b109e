/**
 * Credit account: one client's account at the credit issuer (U10).
 *
 *     credit.hold ──within the limit──▶ held, then captured in parts, released or refunded
 *                 └─beyond, or voided before─▶ credit.declined
 *
 * Every decision posts its ledger entry in the same step (I8). A hold is known by its order; an
 * order that was released or refunded can never be held or captured again, however late a message
 * about it arrives. Units: minor units.
 *
 * Invariant (test/machines/credit-account.test.ts): owed + held never exceeds the limit, and what
 * was captured for an order never exceeds what was held for it.
 */
import { creditAccount } from './credit-account-setup.ts';

export const creditAccountMachine = creditAccount.createMachine({
  id: 'credit-account',
  context: ({ input }) => ({ owedMinor: 0, holds: [], taken: [], closed: [], ...input }),
  initial: 'open',
  states: {
    open: {
      on: {
        'credit.hold': [
          {
            guard: { type: 'canHold', params: ({ event }) => ({ hold: event }) },
            actions: [
              { type: 'postHold', params: ({ event }) => ({ hold: event }) },
              { type: 'confirmHold', params: ({ event }) => ({ hold: event }) },
              { type: 'hold', params: ({ event }) => ({ hold: event }) },
            ],
          },
          { actions: { type: 'decline', params: ({ event }) => ({ hold: event }) } },
        ],
        'credit.capture': [
          {
            guard: { type: 'holds', params: ({ event }) => ({ capture: event }) },
            actions: [
              { type: 'postCapture', params: ({ event }) => ({ capture: event }) },
              { type: 'postRemainder', params: ({ event }) => ({ capture: event }) },
              { type: 'confirmCapture', params: ({ event }) => ({ capture: event }) },
              { type: 'capture', params: ({ event }) => ({ capture: event }) },
            ],
          },
          { actions: { type: 'refuseCapture', params: ({ event }) => ({ capture: event }) } },
        ],
        'credit.release': {
          actions: [
            { type: 'postRelease', params: ({ event }) => ({ closing: event }) },
            { type: 'confirmRelease', params: ({ event }) => ({ release: event }) },
            { type: 'close', params: ({ event }) => ({ closing: event }) },
          ],
        },
        'credit.charge': [
          {
            guard: { type: 'canCharge', params: ({ event }) => ({ charge: event }) },
            actions: [
              { type: 'postCharge', params: ({ event }) => ({ charge: event }) },
              { type: 'confirmCharge', params: ({ event }) => ({ charge: event }) },
              { type: 'charge', params: ({ event }) => ({ charge: event }) },
            ],
          },
          { actions: { type: 'refuseCharge', params: ({ event }) => ({ charge: event }) } },
        ],
        'credit.return': {
          actions: [
            { type: 'postReturn', params: ({ event }) => ({ given: event }) },
            { type: 'confirmReturn', params: ({ event }) => ({ given: event }) },
            { type: 'takeReturn', params: ({ event }) => ({ given: event }) },
          ],
        },
        'credit.refund': {
          actions: [
            { type: 'postRefund', params: ({ event }) => ({ refund: event }) },
            { type: 'postRelease', params: ({ event }) => ({ closing: event }) },
            { type: 'confirmRefund', params: ({ event }) => ({ refund: event }) },
            { type: 'refund', params: ({ event }) => ({ refund: event }) },
            { type: 'close', params: ({ event }) => ({ closing: event }) },
          ],
        },
      },
    },
  },
});
