/**
 * Processing server: receives selections, and opens one order process for each (U1, U21, U22).
 *
 *     order.place ──offered──▶ order process ORDER-ID opened, which answers
 *                 └─not offered─▶ order.refused
 *     options.request ─▶ options.offered: what can be bought on a transmission, and for how much
 *
 * It also answers for order processes that have ended or never were.
 *
 * Invariant (test/machines/processing-server.test.ts): no candidate of an order costs more than the
 * price quoted for it.
 */
import { emit, setup } from 'xstate';
import type { Emitted } from './effects.ts';
import type { OrderInput } from './order/setup.ts';
import type { Message, ProvisionMode, Received, Terms } from './protocol.ts';
import { replyTo } from './reply.ts';

/** One feature on one transmission from one source, as the server sells it. */
export interface CatalogueEntry extends Omit<Terms, 'mode'> {
  readonly transmission: string;
  readonly feature: string;
  /** The source's id, as client systems name it. */
  readonly sourceId: string;
  readonly modes: readonly ProvisionMode[];
}
export interface ProcessingServerInput {
  /** Every entry under `TRANSMISSION|FEATURE`. */
  readonly catalogue: Readonly<Record<string, readonly CatalogueEntry[]>>;
  /** Every option under `TRANSMISSION`. */
  readonly options: Readonly<Record<string, readonly CatalogueEntry[]>>;
  readonly receiptMs: number;
}
type Incoming = 'options.request' | 'order.place' | 'order.cancel' | 'feature.received';
export type ProcessingServerEvent = Received<Incoming>;

const server = setup({
  types: {
    input: {} as ProcessingServerInput,
    context: {} as ProcessingServerInput,
    events: {} as ProcessingServerEvent,
    emitted: {} as Emitted,
  },
  guards: {
    isOffered: ({ context }, params: { place: Received<'order.place'> }) =>
      candidatesFor(context, params.place).length > 0,
  },
  actions: {
    offer: emit(({ context }, params: { request: Received<'options.request'> }) => ({
      type: 'options.offered' as const,
      ...replyTo(params.request),
      options: (context.options[params.request.transmission] ?? [])
        .filter((entry) => params.request.receivable.includes(entry.sourceId))
        .map((entry) => ({
          transmission: entry.transmission,
          feature: entry.feature,
          source: entry.sourceId,
          priceMinor: entry.amountMinor,
        })),
    })),
    openOrder: emit(({ context }, params: { place: Received<'order.place'> }) => ({
      type: 'process.open' as const,
      process: 'order' as const,
      id: `order-${params.place.conversation}`,
      input: orderInput(context, params.place),
      first: params.place,
    })),
    refuse: emit(({ context }, params: { place: Received<'order.place'> }) => ({
      type: 'order.refused' as const,
      ...replyTo(params.place),
      reason: refusal(context, params.place),
    })),
    confirmCancel: emit((_, params: { cancel: Received<'order.cancel'> }) => ({
      type: 'order.cancelled' as const,
      ...replyTo(params.cancel),
    })),
    refuseReceipt: emit((_, params: { receipt: Received<'feature.received'> }) => ({
      type: 'receipt.acknowledged' as const,
      ...replyTo(params.receipt),
      accepted: false,
    })),
  },
});

export const processingServerMachine = server.createMachine({
  id: 'processing-server',
  context: ({ input }) => input,
  initial: 'inService',
  states: {
    inService: {
      on: {
        'options.request': {
          actions: { type: 'offer', params: ({ event }) => ({ request: event }) },
        },
        'order.place': [
          {
            guard: { type: 'isOffered', params: ({ event }) => ({ place: event }) },
            actions: { type: 'openOrder', params: ({ event }) => ({ place: event }) },
          },
          { actions: { type: 'refuse', params: ({ event }) => ({ place: event }) } },
        ],
        'order.cancel': {
          actions: { type: 'confirmCancel', params: ({ event }) => ({ cancel: event }) },
        },
        'feature.received': {
          actions: { type: 'refuseReceipt', params: ({ event }) => ({ receipt: event }) },
        },
      },
    },
  },
});

/**
 * What may be tried for a selection: the client's preferred source first, each source's preferred
 * mode first, and nothing dearer than the first.
 */
function candidatesFor(
  context: ProcessingServerInput,
  place: Message<'order.place'>,
): readonly Terms[] {
  const offered = context.catalogue[`${place.transmission}|${place.feature}`] ?? [];
  const receivable = place.receivable.flatMap((id) =>
    offered.filter((entry) => entry.sourceId === id),
  );
  const quoted = receivable[0]?.amountMinor ?? 0;
  return receivable
    .filter((entry) => entry.amountMinor <= quoted)
    .flatMap((entry) => entry.modes.map((mode) => termsOf(entry, mode)));
}

function termsOf(entry: CatalogueEntry, mode: ProvisionMode): Terms {
  const { source, description, amountMinor, serverMinor, sourceMinor } = entry;
  const { settlement, settlementPer } = entry;
  const shares = { serverMinor, sourceMinor };
  return { source, description, amountMinor, ...shares, settlement, settlementPer, mode };
}

function orderInput(context: ProcessingServerInput, place: Message<'order.place'>): OrderInput {
  const candidates = candidatesFor(context, place);
  return {
    order: place.conversation,
    client: place.client,
    transmission: place.transmission,
    feature: place.feature,
    priceMinor: candidates[0]?.amountMinor ?? 0,
    candidates,
    receiptMs: context.receiptMs,
  };
}

function refusal(context: ProcessingServerInput, place: Message<'order.place'>): string {
  if (context.options[place.transmission] === undefined) return 'unknown transmission';
  const sold = context.catalogue[`${place.transmission}|${place.feature}`] !== undefined;
  return sold ? 'not offered on any source this client receives' : 'unknown feature';
}
