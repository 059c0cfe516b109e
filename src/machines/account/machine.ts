/**
 * Account: one client's bills, and what sources are told so that they can bill their own part
 * (U3, U4, U9, U15, B1).
 *
 *     billing    quiet ──lines due──▶ accruing ──bill run──▶ quiet     (per cycle)
 *                quiet ──lines due: billed at once──▶ quiet            (per transaction)
 *     handover   quiet ──item due──▶ accruing ──handover run──▶ quiet  (per cycle)
 *                quiet ──item due: handed over at once──▶ quiet        (per transaction)
 *
 * The two regions are independent: U4 and U6 let the client's billing and the settlement with a
 * source follow different clocks. An order's charge and a viewing session come on the same bill.
 *
 * Invariants (test/machines/account.test.ts): every charge is on exactly one bill (I23, I26), on the
 * bill of the period it was received in, or, when it comes after that period's run, of the first one
 * not billed yet (I22); every item is handed over exactly once.
 */
import type { Received } from '../protocol.ts';
import type { Due } from './bill-run.ts';
import { newAccount } from './context.ts';
import { account } from './setup.ts';

const itsTime = {
  type: 'noteTime',
  params: ({ event }: { event: { readonly atUs: number } }) => event,
} as const;
const ofDue = <Type extends 'addLines' | 'billNow' | 'countBillNow'>(type: Type) =>
  ({ type, params: ({ event }: { event: Due }) => ({ due: event }) }) as const;
const ofCharge = <
  Type extends 'addItem' | 'handOverNow' | 'isHandedOverNow' | 'isHandedOverPerCycle',
>(
  type: Type,
) =>
  ({ type, params: ({ event }: { event: Received<'charge.due'> }) => ({ due: event }) }) as const;
const ofSession = <Type extends 'postSession' | 'confirmSession' | 'endAccrual'>(type: Type) =>
  ({ type, params: ({ event }: { event: Received<'viewing.due'> }) => ({ due: event }) }) as const;

const takeSession = [
  ofSession('postSession'),
  ofSession('confirmSession'),
  ofSession('endAccrual'),
] as const;
// Entered again, so that the run follows the earliest line.
const accrue = { target: 'accruing', reenter: true } as const;

const billing = account.createStateConfig({
  initial: 'quiet',
  states: {
    quiet: {
      always: { guard: 'hasLines', target: 'accruing' },
      on: {
        'charge.due': [
          { guard: 'isBilledNow', actions: [ofDue('billNow'), ofDue('countBillNow')] },
          { target: 'accruing', actions: [itsTime, ofDue('addLines')] },
        ],
        'viewing.due': [
          {
            guard: 'isBilledNow',
            actions: [...takeSession, ofDue('billNow'), ofDue('countBillNow')],
          },
          // A session may have no lines: then there is nothing to run for.
          { actions: [...takeSession, itsTime, ofDue('addLines')] },
        ],
      },
    },
    accruing: {
      on: {
        'charge.due': { ...accrue, actions: [itsTime, ofDue('addLines')] },
        'viewing.due': { ...accrue, actions: [...takeSession, itsTime, ofDue('addLines')] },
      },
      after: { billRun: { target: 'quiet', actions: ['billPeriod', 'dropBilled'] } },
    },
  },
});

const handOverAtOnce = {
  guard: ofCharge('isHandedOverNow'),
  actions: [ofCharge('handOverNow'), 'countHandover'],
} as const;
const keepForRun = {
  guard: ofCharge('isHandedOverPerCycle'),
  actions: [itsTime, ofCharge('addItem')],
} as const;
const handover = account.createStateConfig({
  initial: 'quiet',
  states: {
    quiet: {
      always: { guard: 'hasItems', target: 'accruing' },
      on: { 'charge.due': [handOverAtOnce, { ...keepForRun, target: 'accruing' }] },
    },
    accruing: {
      on: { 'charge.due': [handOverAtOnce, { ...keepForRun, ...accrue }] },
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
  context: ({ input }) => newAccount(input),
  type: 'parallel',
  states: { billing, handover },
  on: {
    'accrual.note': {
      actions: { type: 'noteAccrual', params: ({ event }) => ({ note: event }) },
    },
    'bill.acknowledged': {},
    'billing.information-accepted': {},
    'credit.charged': {},
    'credit.returned': {},
    'credit.charge-refused': {
      actions: {
        type: 'announceUnpaid',
        params: ({ event }) => ({ bill: event.conversation, reason: event.reason }),
      },
    },
    'request.failed': {
      actions: { type: 'announceFailure', params: ({ event }) => ({ failed: event }) },
    },
  },
});
