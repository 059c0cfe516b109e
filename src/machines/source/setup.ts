/**
 * Source setup: the words the source machine is written in (its guards, actions and delays).
 *
 * Every action looks only at the context and its own `params`, never at the wide event union. Delays
 * are in milliseconds, as XState counts them.
 */
import { assign, emit, setup } from 'xstate';
import { nameOf } from '../address.ts';
import type { Emitted } from '../effects.ts';
import type { ProvisionMode, Received, RequestFailed } from '../protocol.ts';
import { replyTo } from '../reply.ts';
import { billRunUs, collect, sendBill, wholesale, withShare } from './billing.ts';
import { bytesOf, type SourceContext, type SourceInput, tokenFor } from './context.ts';

type Incoming =
  | 'provision.request'
  | 'provision.revoke'
  | 'transmission.accepted'
  | 'transmission.refused'
  | 'feature.revoked'
  | 'billing.information'
  | 'bill.acknowledged'
  | 'credit.captured'
  | 'credit.refused'
  | 'settlement.notice'
  | 'wholesale.paid'
  | 'wholesale.disputed'
  | 'interaction.request';
export type SourceEvent =
  | Received<Incoming>
  | RequestFailed
  | { readonly type: 'source.fail' | 'source.recover'; readonly atUs: number };

export const source = setup({
  types: {
    input: {} as SourceInput,
    context: {} as SourceContext,
    events: {} as SourceEvent,
    emitted: {} as Emitted,
  },
  guards: {
    provides: (
      { context },
      { asked, mode }: { asked: Received<'provision.request'>; mode: ProvisionMode },
    ) =>
      asked.mode === mode && context.modes.includes(mode) && bytesOf(context, asked) !== undefined,
    isBilledNow: ({ context }) => context.per === 'transaction',
    hasAccruals: ({ context }) => context.accruals.length > 0,
    isFor: (_, params: { request: string; of: string }) => params.request === params.of,
  },
  actions: {
    modify: emit((_, { asked }: { asked: Received<'provision.request'> }) => ({
      type: 'transmission.modified' as const,
      to: asked.client,
      requestId: `${asked.provision}:transmission.modified`,
      conversation: asked.conversation,
      transmission: asked.transmission,
      feature: asked.feature,
      provision: asked.provision,
    })),
    confirmModifying: emit((_, { asked }: { asked: Received<'provision.request'> }) => ({
      type: 'provision.modifying' as const,
      ...replyTo(asked),
      provision: asked.provision,
    })),
    giveToken: emit(({ context }, { asked }: { asked: Received<'provision.request'> }) => ({
      type: 'provision.token' as const,
      ...replyTo(asked),
      provision: asked.provision,
      token: tokenFor(context, asked),
    })),
    refuse: emit((_, { asked }: { asked: Received<'provision.request'> }) => ({
      type: 'provision.refused' as const,
      ...replyTo(asked),
      reason: `cannot provide by ${asked.mode}`,
    })),
    carry: emit(({ context }, { accepted }: { accepted: Received<'transmission.accepted'> }) => ({
      type: 'programme.carry' as const,
      conversation: accepted.conversation,
      bytes: bytesOf(context, accepted) ?? 0,
    })),
    confirmRevoked: emit((_, { asked }: { asked: Received<'provision.revoke'> }) => ({
      type: 'provision.revoked' as const,
      ...replyTo(asked),
    })),
    revokeFeature: emit((_, { asked }: { asked: Received<'provision.revoke'> }) => ({
      type: 'feature.revoke' as const,
      to: asked.client,
      requestId: `${asked.requestId}:feature.revoke`,
      conversation: asked.conversation,
      transmission: asked.transmission,
      feature: asked.feature,
    })),
    confirmInformation: emit((_, { told }: { told: Received<'billing.information'> }) => ({
      type: 'billing.information-accepted' as const,
      ...replyTo(told),
    })),
    billClient: emit(({ context }, { told }: { told: Received<'billing.information'> }) => ({
      type: 'batch' as const,
      emitted: [...sendBill(context, told), ...collect(context, told)],
    })),
    countBill: assign(({ context }) => ({ billCount: context.billCount + 1 })),
    announceUncollected: emit((_, { order, reason }: { order: string; reason: string }) => ({
      type: 'outcome' as const,
      name: 'charge.uncollected' as const,
      conversation: order,
      detail: { reason },
    })),
    confirmNotice: emit((_, { share }: { share: Received<'settlement.notice'> }) => ({
      type: 'settlement.noted' as const,
      ...replyTo(share),
    })),
    billShare: emit(({ context }, { share }: { share: Received<'settlement.notice'> }) => ({
      type: 'wholesale.bill' as const,
      ...wholesale(context, share.conversation),
      itemCount: 1,
      totalMinor: share.shareMinor,
      per: 'transaction' as const,
      period: null,
    })),
    accrue: assign(({ context }, { share }: { share: Received<'settlement.notice'> }) => ({
      accruals: withShare(context, share),
    })),
    noteTime: assign((_, { nowUs }: { nowUs: number }) => ({ nowUs })),
    billPeriod: emit(({ context }) => {
      const [due] = context.accruals;
      return {
        type: 'wholesale.bill' as const,
        ...wholesale(context, `${context.billCount + 1}`),
        itemCount: due?.itemCount ?? 0,
        totalMinor: due?.totalMinor ?? 0,
        per: 'cycle' as const,
        period: due === undefined ? null : { startUs: due.startUs, endUs: due.endUs },
      };
    }),
    dropBilled: assign(({ context }) => ({
      accruals: context.accruals.slice(1),
      // A run that was due while the source was out of order comes when it is back.
      nowUs: Math.max(context.nowUs, billRunUs(context)),
    })),
    update: emit((_, { asked }: { asked: Received<'interaction.request'> }) => ({
      type: 'interaction.update' as const,
      ...replyTo(asked),
    })),
    announceFailure: emit((_, { failed }: { failed: RequestFailed }) => ({
      type: 'outcome' as const,
      name: 'delivery.failed' as const,
      conversation: failed.conversation,
      detail: { request: failed.request, to: failed.to },
    })),
    announceService: emit(
      ({ context }, { name }: { name: 'source.out-of-order' | 'source.in-service' }) => ({
        type: 'outcome' as const,
        name,
        conversation: nameOf(context.source),
        detail: { source: context.source },
      }),
    ),
  },
  delays: {
    billRun: ({ context }) => Math.max(0, billRunUs(context) - context.nowUs) / 1_000,
  },
});
