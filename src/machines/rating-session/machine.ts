/**
 * Rating: one session at the accounting system, from usage to what is billed (B1, B3, B8, Bw).
 *
 *     accruing ──usage.transfer──▶ accruing   the record and the accrued values go out each time
 *              ──the last one────▶ billing ──recorded and billed──▶ closed
 *
 * Invariants (test/machines/rating.test.ts): what is billed is the rating of all usage at once, in
 * however many transfers it came (I15); a session is billed once.
 */
import { assign, emit, setup } from 'xstate';
import { nameOf } from '../address.ts';
import type { Emitted } from '../effects.ts';
import type { Received } from '../protocol.ts';
import { replyTo } from '../reply.ts';
import {
  addUsage,
  dueOf,
  newRating,
  type RatingContext,
  type RatingInput,
  ratedSoFar,
  recordOf,
  royaltiesOf,
  sidesOf,
} from './context.ts';

type Incoming = 'usage.transfer' | 'transaction.noted' | 'viewing.noted';
export type RatingEvent = Received<Incoming>;

const rating = setup({
  types: {
    input: {} as RatingInput,
    context: {} as RatingContext,
    events: {} as RatingEvent,
    emitted: {} as Emitted,
  },
  guards: {
    closes: (_, { closes }: { closes: boolean }) => closes,
    isDone: ({ context }) => context.isRecorded && context.isBilled,
    isLastVersion: ({ context }, { requestId }: { requestId: string }) =>
      requestId === noteId(context),
  },
  actions: {
    add: assign(({ context }, { transfer }: { transfer: Received<'usage.transfer'> }) =>
      addUsage(context, transfer),
    ),
    answer: emit(({ context }, { transfer }: { transfer: Received<'usage.transfer'> }) => ({
      type: 'usage.rated' as const,
      ...replyTo(transfer),
      ...sidesOf(ratedSoFar(context)),
    })),
    note: emit(({ context }, { closes }: { closes: boolean }) => ({
      type: 'transaction.note' as const,
      to: 'subscriber-database',
      requestId: noteId(context),
      conversation: context.session,
      record: recordOf(context, closes),
    })),
    tellAccrual: emit(({ context }) => ({
      type: 'accrual.note' as const,
      ...toAccount(context, `accrual.note:${context.version}`),
      session: context.session,
      client: context.client,
      transmission: context.offer.transmission,
      delivery: context.delivery,
      ...sidesOf(ratedSoFar(context)),
    })),
    bill: emit(({ context }) => ({
      type: 'viewing.due' as const,
      ...toAccount(context, 'viewing.due'),
      ...dueOf(context),
    })),
    accrueRoyalties: emit(({ context }) => {
      const accruals = royaltiesOf(context);
      const emitted: Emitted[] = [];
      if (accruals.length > 0) {
        emitted.push({
          type: 'royalty.due',
          to: 'accounting-system/royalties',
          requestId: `${context.session}:royalty.due`,
          conversation: context.session,
          accruals,
        });
      }
      return { type: 'batch' as const, emitted };
    }),
    announce: emit(({ context }) => {
      const { totals } = ratedSoFar(context);
      return {
        type: 'outcome' as const,
        name: 'session.rated' as const,
        conversation: context.session,
        detail: {
          client: context.client,
          transmission: context.offer.transmission,
          delivery: context.delivery,
          ...totals,
        },
      };
    }),
    noteRecorded: assign({ isRecorded: true }),
    noteBilled: assign({ isBilled: true }),
  },
});

const ofTransfer = <Type extends 'add' | 'answer'>(type: Type) =>
  ({
    type,
    params: ({ event }: { event: Received<'usage.transfer'> }) => ({ transfer: event }),
  }) as const;

export const ratingMachine = rating.createMachine({
  id: 'rating',
  context: ({ input }) => newRating(input),
  initial: 'accruing',
  states: {
    accruing: {
      on: {
        'usage.transfer': [
          {
            guard: { type: 'closes', params: ({ event }) => event },
            target: 'billing',
            actions: [
              ofTransfer('add'),
              ofTransfer('answer'),
              { type: 'note', params: { closes: true } },
              'announce',
              'bill',
              'accrueRoyalties',
            ],
          },
          {
            actions: [
              ofTransfer('add'),
              ofTransfer('answer'),
              { type: 'note', params: { closes: false } },
              'tellAccrual',
            ],
          },
        ],
        'transaction.noted': {},
      },
    },
    billing: {
      always: { guard: 'isDone', target: 'closed' },
      on: {
        'transaction.noted': {
          guard: { type: 'isLastVersion', params: ({ event }) => event },
          actions: 'noteRecorded',
        },
        'viewing.noted': { actions: 'noteBilled' },
      },
    },
    closed: { type: 'final' },
  },
});

function noteId({ session, version }: RatingContext): string {
  return `${session}:transaction.note:${version}`;
}
function toAccount({ session, client }: RatingContext, what: string) {
  return {
    to: `billing-processor/account-${nameOf(client)}`,
    requestId: `${session}:${what}`,
    conversation: session,
  };
}
