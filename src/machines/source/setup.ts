/**
 * Source setup: the words the source machine is written in (its guards, actions and delays).
 *
 * Instants in virtual microseconds; delays in milliseconds; `copyBytes` is what modifying one
 * client's transmission makes the medium carry.
 */
import { assign, emit, setup } from 'xstate';
import { sourceRevenue } from '../../billing/accounts.ts';
import { type Bill, draftBill } from '../../billing/bill.ts';
import { type Cycle, periodContaining } from '../../billing/cycle.ts';
import { type Emitted, nameOf } from '../effects.ts';
import type {
  Address,
  BillingInformation,
  BillingPer,
  InteractionRequest,
  Message,
  ProvisionMode,
  ProvisionRequest,
  ProvisionRevoke,
  Received,
  RequestFailed,
  SettlementNotice,
  TransmissionAccepted,
} from '../protocol.ts';
import { deviceKey, mintToken } from '../token.ts';

export interface SourceInput {
  /** Its address: `source/metro-cable`. */
  readonly source: Address;
  readonly currency: string;
  readonly epochUs: number;
  /** The key its tokens' device keys are derived from. */
  readonly masterKey: string;
  /** The provision modes it really provides. */
  readonly modes: readonly ProvisionMode[];
  /** What it offers, under `TRANSMISSION|FEATURE`, with the bytes a modified copy adds. */
  readonly copyBytes: Readonly<Record<string, number>>;
  /** When it bills the server for its shares (U6), and on which cycle. */
  readonly per: BillingPer;
  readonly cycle: Cycle;
}
/** Shares noted for one period. */
interface Accrual {
  readonly startUs: number;
  readonly endUs: number;
  readonly itemCount: number;
  readonly totalMinor: number;
}
export interface SourceContext extends SourceInput {
  readonly accruals: readonly Accrual[];
  readonly billCount: number;
  readonly nowUs: number;
}
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
  | Received<Extract<Message, { type: Incoming }>>
  | RequestFailed
  | { readonly type: 'source.fail' | 'source.recover'; readonly atUs: number };

/** A token opens its feature for five minutes; what it opened stays open. */
const TOKEN_US = 5 * 60 * 1_000_000;
/**
 * The source bills a period one hour after its end, when the last notices have come. A share that is
 * noted later still is billed with the first period that is not billed yet.
 */
const BILL_RUN_US = 3_600 * 1_000_000;

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
      { asked, mode }: { asked: Received<ProvisionRequest>; mode: ProvisionMode },
    ) =>
      asked.mode === mode && context.modes.includes(mode) && bytesOf(context, asked) !== undefined,
    isBilledNow: ({ context }) => context.per === 'transaction',
    hasAccruals: ({ context }) => context.accruals.length > 0,
    isFor: (_, params: { request: string; of: string }) => params.request === params.of,
  },
  actions: {
    modify: emit((_, { asked }: { asked: Received<ProvisionRequest> }) => ({
      type: 'transmission.modified' as const,
      to: asked.client,
      requestId: `${asked.provision}:transmission.modified`,
      conversation: asked.conversation,
      transmission: asked.transmission,
      feature: asked.feature,
      provision: asked.provision,
    })),
    confirmModifying: emit((_, { asked }: { asked: Received<ProvisionRequest> }) => ({
      type: 'provision.modifying' as const,
      ...replyTo(asked),
      provision: asked.provision,
    })),
    giveToken: emit(({ context }, { asked }: { asked: Received<ProvisionRequest> }) => ({
      type: 'provision.token' as const,
      ...replyTo(asked),
      provision: asked.provision,
      token: tokenFor(context, asked),
    })),
    refuse: emit((_, { asked }: { asked: Received<ProvisionRequest> }) => ({
      type: 'provision.refused' as const,
      ...replyTo(asked),
      reason: `cannot provide by ${asked.mode}`,
    })),
    carry: emit(({ context }, { accepted }: { accepted: Received<TransmissionAccepted> }) => ({
      type: 'programme.carry' as const,
      conversation: accepted.conversation,
      bytes: context.copyBytes[`${accepted.transmission}|${accepted.feature}`] ?? 0,
    })),
    confirmRevoked: emit((_, { asked }: { asked: Received<ProvisionRevoke> }) => ({
      type: 'provision.revoked' as const,
      ...replyTo(asked),
    })),
    revokeFeature: emit((_, { asked }: { asked: Received<ProvisionRevoke> }) => ({
      type: 'feature.revoke' as const,
      to: asked.client,
      requestId: `${asked.requestId}:feature.revoke`,
      conversation: asked.conversation,
      transmission: asked.transmission,
      feature: asked.feature,
    })),
    confirmInformation: emit((_, { told }: { told: Received<BillingInformation> }) => ({
      type: 'billing.information-accepted' as const,
      ...replyTo(told),
    })),
    billClient: emit(({ context }, { told }: { told: Received<BillingInformation> }) => ({
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
    confirmNotice: emit((_, { share }: { share: Received<SettlementNotice> }) => ({
      type: 'settlement.noted' as const,
      ...replyTo(share),
    })),
    billShare: emit(({ context }, { share }: { share: Received<SettlementNotice> }) => ({
      type: 'wholesale.bill' as const,
      ...wholesale(context, share.conversation),
      itemCount: 1,
      totalMinor: share.shareMinor,
      per: 'transaction' as const,
      period: null,
    })),
    accrue: assign(({ context }, { share }: { share: Received<SettlementNotice> }) => ({
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
      nowUs: Math.max(context.nowUs, (context.accruals[0]?.endUs ?? 0) + BILL_RUN_US),
    })),
    update: emit((_, { asked }: { asked: Received<InteractionRequest> }) => ({
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
    billRun: ({ context }) =>
      Math.max(0, (context.accruals[0]?.endUs ?? 0) + BILL_RUN_US - context.nowUs) / 1_000,
  },
});

function bytesOf(context: SourceContext, asked: ProvisionRequest): number | undefined {
  return context.copyBytes[`${asked.transmission}|${asked.feature}`];
}
function tokenFor(context: SourceContext, asked: Received<ProvisionRequest>): string {
  const client = nameOf(asked.client);
  const claims = {
    source: nameOf(context.source),
    client,
    transmission: asked.transmission,
    feature: asked.feature,
    notBeforeUs: asked.atUs,
    notAfterUs: asked.atUs + TOKEN_US,
    nonce: asked.provision,
  };
  return mintToken(claims, deviceKey(context.masterKey, client));
}

/** The source's own bill to the client, for its part of each order (U3). */
function sendBill(context: SourceContext, told: Received<BillingInformation>): readonly Emitted[] {
  const bill: Bill = draftBill({
    number: `B-${nameOf(context.source)}-${context.billCount + 1}`,
    kind: 'bill',
    corrects: null,
    issuer: context.source,
    subscriber: told.client,
    currency: context.currency,
    per: 'transaction',
    period: null,
    issuedAtUs: told.atUs,
    lines: told.items.map((item) => ({ ...item, kind: 'charge' as const, source: context.source })),
    accountCreditMinor: 0,
  });
  return [
    { type: 'document.issue', conversation: bill.number, document: bill },
    {
      type: 'bill.issue',
      to: told.client,
      requestId: `${bill.number}:bill.issue`,
      conversation: bill.number,
      bill,
    },
  ];
}
function collect(context: SourceContext, told: BillingInformation): readonly Emitted[] {
  return told.items.map((item) => ({
    type: 'credit.capture',
    to: `credit-issuer/account-${nameOf(told.client)}`,
    requestId: `${item.order}:${context.source}:credit.capture`,
    conversation: item.order,
    client: told.client,
    amountMinor: item.amountMinor,
    leaveMinor: 0,
    part: 'source',
    payee: sourceRevenue(context.source),
  }));
}

function wholesale(context: SourceContext, about: string) {
  // Names hold hyphens, but no #: the numbers of two sources are never the same.
  const number = `W-${nameOf(context.source)}#${about}`;
  return {
    to: `billing-processor/settlement-${nameOf(context.source)}`,
    requestId: `${number}:wholesale.bill`,
    conversation: number,
    number,
  };
}
function withShare(context: SourceContext, share: Received<SettlementNotice>): readonly Accrual[] {
  const { cycle, epochUs } = context;
  const open = periodContaining(cycle, epochUs + share.atUs - BILL_RUN_US);
  const datedEpochUs = Math.max(epochUs + share.receivedAtUs, open.startEpochUs);
  const period = periodContaining(cycle, datedEpochUs);
  const startUs = period.startEpochUs - epochUs;
  const endUs = period.endEpochUs - epochUs;
  const known = context.accruals.find((accrual) => accrual.endUs === endUs);
  const grown: Accrual = {
    startUs,
    endUs,
    itemCount: (known?.itemCount ?? 0) + 1,
    totalMinor: (known?.totalMinor ?? 0) + share.shareMinor,
  };
  const others = context.accruals.filter((accrual) => accrual !== known);
  return [...others, grown].sort((one, other) => one.endUs - other.endUs);
}
function replyTo(asked: Received<Message>) {
  return { to: asked.from, requestId: asked.requestId, conversation: asked.conversation };
}
