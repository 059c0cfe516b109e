/**
 * Accounting system: the hub in front of rating and royalties (B1, B13).
 *
 *     estimate.request ──▶ estimate.given: the fee schedule, by the code that rates (Bi, I27)
 *     usage.transfer ────▶ rating-SESSION   what one session comes to
 *     royalty.due ───────▶ royalties        what rights holders get, a statement a period
 */
import { emit, setup } from 'xstate';
import type { Cycle } from '../billing/cycle.ts';
import { estimate } from '../billing/rating/schedule.ts';
import type { Emitted } from './effects.ts';
import type { Received } from './protocol.ts';
import type { RatingInput } from './rating-session/context.ts';
import { replyTo } from './reply.ts';
import type { RoyaltiesInput } from './royalties.ts';
import type { ViewingCatalogue } from './viewing-catalogue.ts';
import type { DeliveryQuote } from './viewing-protocol.ts';

export interface AccountingSystemInput {
  readonly currency: string;
  /** The civil instant of virtual time 0, in microseconds since 1970. */
  readonly epochUs: number;
  readonly catalogue: ViewingCatalogue;
  /** The cycle of royalty statements. */
  readonly cycle: Cycle;
}
type Incoming = 'estimate.request' | 'usage.transfer' | 'royalty.due';
export type AccountingSystemEvent = Received<Incoming>;

const hub = setup({
  types: {
    input: {} as AccountingSystemInput,
    context: {} as AccountingSystemInput,
    events: {} as AccountingSystemEvent,
    emitted: {} as Emitted,
  },
  guards: {
    isKnown: ({ context }, { transmission }: { transmission: string }) =>
      context.catalogue[transmission] !== undefined,
  },
  actions: {
    estimate: emit(({ context }, { asked }: { asked: Received<'estimate.request'> }) => ({
      type: 'estimate.given' as const,
      ...replyTo(asked),
      quotes: quotesFor(context, asked),
    })),
    openRating: emit(({ context }, { first }: { first: Received<'usage.transfer'> }) => ({
      type: 'process.open' as const,
      process: 'rating' as const,
      id: `rating-${first.session}`,
      input: ratingInput(context, first),
      first,
    })),
    openRoyalties: emit(({ context }, { first }: { first: Received<'royalty.due'> }) => ({
      type: 'process.open' as const,
      process: 'royalties' as const,
      id: 'royalties',
      input: {
        currency: context.currency,
        epochUs: context.epochUs,
        cycle: context.cycle,
      } satisfies RoyaltiesInput,
      first,
    })),
  },
});

export const accountingSystemMachine = hub.createMachine({
  id: 'accounting-system',
  context: ({ input }) => input,
  initial: 'inService',
  states: {
    inService: {
      on: {
        'estimate.request': {
          actions: { type: 'estimate', params: ({ event }) => ({ asked: event }) },
        },
        'usage.transfer': {
          guard: { type: 'isKnown', params: ({ event }) => event },
          actions: { type: 'openRating', params: ({ event }) => ({ first: event }) },
        },
        'royalty.due': {
          actions: { type: 'openRoyalties', params: ({ event }) => ({ first: event }) },
        },
      },
    },
  },
});

function quotesFor(
  { catalogue }: AccountingSystemInput,
  { transmission, facts }: Received<'estimate.request'>,
): readonly DeliveryQuote[] {
  return (catalogue[transmission]?.deliveries ?? []).map(({ id, title, timeline, tariff }) => {
    const { totals } = estimate(tariff, timeline, facts);
    const commercials = timeline.elements.filter(({ kind }) => kind === 'subsidy');
    return {
      delivery: id,
      title,
      commercials: new Set(commercials.map(({ part }) => part)).size,
      ...totals,
    };
  });
}

function ratingInput(
  { catalogue, currency, epochUs }: AccountingSystemInput,
  { session, client, transmission, delivery, facts }: Received<'usage.transfer'>,
): RatingInput {
  const offer = catalogue[transmission];
  if (offer === undefined) throw new RangeError(`${transmission} is not in the catalogue`);
  return { session, client, offer, delivery, facts, currency, epochUs };
}
