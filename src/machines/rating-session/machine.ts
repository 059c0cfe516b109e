/**
 * Rating: one session at the accounting system, from usage to what is billed (B1, B3, B8, Bw).
 *
 *     accruing ──usage.transfer──▶ accruing   the record and the accrued values go out each time
 *              ──the last one────▶ billing ──recorded and billed──▶ closed
 *
 * One version of the record is on its way at a time, so that none overtakes another; what came
 * meanwhile goes with the next.
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
  pricesUsed,
  type RatingContext,
  type RatingInput,
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
    isDone: ({ context }) => context.isBilled && context.notedVersion === context.version,
  },
  actions: {
    add: assign(({ context }, { transfer }: { transfer: Received<'usage.transfer'> }) =>
      addUsage(context, transfer),
    ),
    answer: emit(({ context }, { transfer }: { transfer: Received<'usage.transfer'> }) => ({
      type: 'usage.rated' as const,
      ...replyTo(transfer),
      ...sidesOf(context.rated),
    })),
    note: emit(({ context }) => ({
      type: 'batch' as const,
      emitted: canNote(context) ? [noteOf(context)] : [],
    })),
    countNote: assign(({ context }) => (canNote(context) ? { noting: context.version } : {})),
    tellAccrual: emit(({ context }) => ({
      type: 'accrual.note' as const,
      ...toAccount(context, `accrual.note:${context.version}`),
      version: context.version,
      session: context.session,
      client: context.client,
      transmission: context.offer.transmission,
      delivery: context.delivery,
      ...sidesOf(context.rated),
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
      const { totals } = context.rated;
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
    noteRecorded: assign(({ context }) => ({
      notedVersion: context.noting ?? context.notedVersion,
      noting: null,
    })),
    noteBilled: assign({ isBilled: true }),
  },
});

const ofTransfer = <Type extends 'add' | 'answer'>(type: Type) =>
  ({
    type,
    params: ({ event }: { event: Received<'usage.transfer'> }) => ({ transfer: event }),
  }) as const;

const recorded = { actions: ['noteRecorded', 'note', 'countNote'] } as const;

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
              'note',
              'countNote',
              'announce',
              'bill',
              'accrueRoyalties',
            ],
          },
          {
            actions: [ofTransfer('add'), ofTransfer('answer'), 'note', 'countNote', 'tellAccrual'],
          },
        ],
        'transaction.noted': recorded,
      },
    },
    billing: {
      always: { guard: 'isDone', target: 'closed' },
      on: {
        'transaction.noted': recorded,
        'viewing.noted': { actions: 'noteBilled' },
      },
    },
    closed: { type: 'final' },
  },
});

/** There is something the database does not have, and nothing on its way to it. */
function canNote({ version, noting, notedVersion }: RatingContext): boolean {
  return noting === null && notedVersion < version;
}
function noteOf(context: RatingContext): Emitted {
  const { session, version } = context;
  return {
    type: 'transaction.note',
    to: 'subscriber-database',
    requestId: `${session}:transaction.note:${version}`,
    conversation: session,
    record: recordOf(context),
    pricesUsed: pricesUsed(context),
  };
}
function toAccount({ session, client }: RatingContext, what: string) {
  return {
    to: `billing-processor/account-${nameOf(client)}`,
    requestId: `${session}:${what}`,
    conversation: session,
  };
}
