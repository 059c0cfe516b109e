/**
 * Source: one programming transmission source, on one of six media (U7, U13, U17).
 *
 *     inService ──source.fail──▶ outOfOrder (hears nothing) ──source.recover──▶ inService
 *     inService: quiet ──share noted──▶ accruing ──bill run──▶ quiet    (later bill per cycle, U5)
 *
 *     provision.request ─modification─▶ provision.modifying, and transmission.modified to the client
 *                       ├─token───────▶ provision.token, for the server to pass on
 *                       └─neither─────▶ provision.refused
 *     billing.information ─▶ the source bills its own part, and collects it (U3, U15)
 *
 * Invariants (test/machines/source.test.ts): a provision request is answered by exactly one mode; every
 * share is on exactly one wholesale bill, and no period has two.
 */
import { source } from './setup.ts';

const inService = source.createStateConfig({
  initial: 'quiet',
  states: {
    quiet: {
      always: { guard: 'hasAccruals', target: 'accruing' },
    },
    accruing: {
      after: { billRun: { target: 'quiet', actions: ['billPeriod', 'countBill', 'dropBilled'] } },
    },
  },
  on: {
    'source.fail': '#source.outOfOrder',
    'provision.request': [
      {
        guard: {
          type: 'provides',
          params: ({ event }) => ({ asked: event, mode: 'modification' }),
        },
        actions: [
          { type: 'confirmModifying', params: ({ event }) => ({ asked: event }) },
          { type: 'modify', params: ({ event }) => ({ asked: event }) },
        ],
      },
      {
        guard: { type: 'provides', params: ({ event }) => ({ asked: event, mode: 'token' }) },
        actions: { type: 'giveToken', params: ({ event }) => ({ asked: event }) },
      },
      { actions: { type: 'refuse', params: ({ event }) => ({ asked: event }) } },
    ],
    'transmission.accepted': {
      actions: { type: 'carry', params: ({ event }) => ({ accepted: event }) },
    },
    'transmission.refused': {},
    'provision.revoke': {
      actions: [
        { type: 'confirmRevoked', params: ({ event }) => ({ asked: event }) },
        { type: 'revokeFeature', params: ({ event }) => ({ asked: event }) },
      ],
    },
    'feature.revoked': {},
    'billing.information': {
      actions: [
        { type: 'confirmInformation', params: ({ event }) => ({ told: event }) },
        { type: 'billClient', params: ({ event }) => ({ told: event }) },
        'countBill',
      ],
    },
    'bill.acknowledged': {},
    'credit.captured': {},
    'credit.refused': {
      actions: {
        type: 'announceUncollected',
        params: ({ event }) => ({ order: event.conversation, reason: event.reason }),
      },
    },
    'settlement.notice': [
      {
        guard: 'isBilledNow',
        actions: [
          { type: 'confirmNotice', params: ({ event }) => ({ share: event }) },
          { type: 'billShare', params: ({ event }) => ({ share: event }) },
        ],
      },
      {
        // Entered again, so that the run follows the earliest period.
        target: '.accruing',
        actions: [
          { type: 'confirmNotice', params: ({ event }) => ({ share: event }) },
          { type: 'noteTime', params: ({ event }) => ({ nowUs: event.atUs }) },
          { type: 'accrue', params: ({ event }) => ({ share: event }) },
        ],
      },
    ],
    'wholesale.paid': {},
    'wholesale.disputed': {},
    'interaction.request': {
      actions: { type: 'update', params: ({ event }) => ({ asked: event }) },
    },
    'request.failed': [
      {
        guard: {
          type: 'isFor',
          params: ({ event }) => ({ request: event.request, of: 'credit.capture' }),
        },
        actions: {
          type: 'announceUncollected',
          params: ({ event }) => ({
            order: event.conversation,
            reason: 'credit issuer unreachable',
          }),
        },
      },
      { actions: { type: 'announceFailure', params: ({ event }) => ({ failed: event }) } },
    ],
  },
});

export const sourceMachine = source.createMachine({
  id: 'source',
  context: ({ input }) => ({ accruals: [], billCount: 0, nowUs: 0, ...input }),
  initial: 'inService',
  states: {
    inService,
    outOfOrder: {
      tags: 'deaf',
      entry: { type: 'announceService', params: { name: 'source.out-of-order' } },
      exit: { type: 'announceService', params: { name: 'source.in-service' } },
      on: {
        'source.recover': {
          target: 'inService',
          actions: { type: 'noteTime', params: ({ event }) => ({ nowUs: event.atUs }) },
        },
      },
    },
  },
});
