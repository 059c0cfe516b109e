/**
 * Subscriber database: who the subscribers are, and the transaction records of what they played (B2, B14).
 *
 *     subscriber.lookup ──▶ subscriber.found   groups, packages, previous views, agreed prices
 *     transaction.note ───▶ put on record, then transaction.noted
 *     commitment.make, price.agreed ──▶ remembered for the session they are about
 *
 * The records themselves are documents of the run, kept on disk where `--data` asks for it
 * (cli/data-directory.ts); the machine keeps only what the next session depends on.
 *
 * Invariant (test/machines/subscriber-database.test.ts): each version of a record is stored once, and
 * none after the one that is closed.
 */
import { assign, emit, setup } from 'xstate';
import { type Address, saidOf } from './address.ts';
import type { Emitted } from './effects.ts';
import type { Received } from './protocol.ts';
import { replyTo } from './reply.ts';
import { keeping, keptFor, type SubscriberTable } from './subscriber-table.ts';
import type { AgreedPrice, SubscriberFacts } from './viewing-protocol.ts';

/** What a subscriber signed up with. */
export interface Membership {
  readonly groups: readonly string[];
  readonly packages: readonly string[];
}
/** What the database remembers of one subscriber. */
export interface Subscriber extends Membership {
  /** Closed sessions by transmission. */
  readonly views: Readonly<Record<string, number>>;
  readonly titleCount: number;
  /** The transmissions committed to early. */
  readonly committed: readonly string[];
  /** Prices won at auction: whole transmissions by their id, parts as `TRANSMISSION|PART`. */
  readonly agreedMinor: Readonly<Record<string, number>>;
}
export interface SubscriberDatabaseInput {
  /** What each subscriber signed up with, by address (`saidOf`). */
  readonly memberships: Readonly<Record<Address, Membership>>;
  /** The civil instant of virtual time 0, and of each transmission's release where it has one. */
  readonly epochUs: number;
  readonly releasedCivilUs: Readonly<Record<string, number>>;
}
export interface SubscriberDatabaseContext extends SubscriberDatabaseInput {
  readonly subscribers: SubscriberTable<Subscriber>;
}
type Incoming = 'subscriber.lookup' | 'transaction.note' | 'commitment.make' | 'price.agreed';
export type SubscriberDatabaseEvent = Received<Incoming>;

const database = setup({
  types: {
    input: {} as SubscriberDatabaseInput,
    context: {} as SubscriberDatabaseContext,
    events: {} as SubscriberDatabaseEvent,
    emitted: {} as Emitted,
  },
  actions: {
    tell: emit(({ context }, { asked }: { asked: Received<'subscriber.lookup'> }) => ({
      type: 'subscriber.found' as const,
      ...replyTo(asked),
      ...factsOf(subscriberAt(context, asked.client), asked.transmission),
    })),
    store: emit((_, { note }: { note: Received<'transaction.note'> }) => ({
      type: 'document.issue' as const,
      conversation: note.conversation,
      document: note.record,
    })),
    countView: assign(({ context }, { note }: { note: Received<'transaction.note'> }) => {
      const { subscriber: client, transmission, closed } = note.record;
      if (!closed) return {};
      const known = subscriberAt(context, client);
      return change(context, client, {
        titleCount: known.titleCount + 1,
        agreedMinor: withoutPrices(known.agreedMinor, transmission, note.pricesUsed),
        views: { ...known.views, [transmission]: (known.views[transmission] ?? 0) + 1 },
      });
    }),
    commit: assign(({ context }, { made }: { made: Received<'commitment.make'> }) => {
      const { client, transmission, atUs } = made;
      const releasedUs = context.releasedCivilUs[transmission];
      const isEarly = releasedUs === undefined || context.epochUs + atUs < releasedUs;
      const { committed } = subscriberAt(context, client);
      return isEarly ? change(context, client, { committed: [...committed, transmission] }) : {};
    }),
    announceCommitment: emit((_, { made }: { made: Received<'commitment.make'> }) => ({
      type: 'outcome' as const,
      name: 'commitment.made' as const,
      conversation: made.conversation,
      detail: { client: made.client, transmission: made.transmission },
    })),
    agree: assign(({ context }, { agreed }: { agreed: Received<'price.agreed'> }) => {
      const { client, transmission, part, priceMinor } = agreed;
      const { agreedMinor } = subscriberAt(context, client);
      const key = priceKey(transmission, part);
      return change(context, client, { agreedMinor: { ...agreedMinor, [key]: priceMinor } });
    }),
    answer: emit((_, params: { asked: SubscriberDatabaseEvent; with: Answer }) => ({
      type: params.with,
      ...replyTo(params.asked),
    })),
  },
});
type Answer = 'transaction.noted' | 'commitment.noted' | 'price.noted';

const answering = (answer: Answer) =>
  ({
    type: 'answer',
    params: ({ event }: { event: SubscriberDatabaseEvent }) => ({ asked: event, with: answer }),
  }) as const;

export const subscriberDatabaseMachine = database.createMachine({
  id: 'subscriber-database',
  context: ({ input }) => ({ ...input, subscribers: [] }),
  initial: 'inService',
  states: {
    inService: {
      on: {
        'subscriber.lookup': {
          actions: { type: 'tell', params: ({ event }) => ({ asked: event }) },
        },
        'transaction.note': {
          actions: [
            { type: 'store', params: ({ event }) => ({ note: event }) },
            { type: 'countView', params: ({ event }) => ({ note: event }) },
            answering('transaction.noted'),
          ],
        },
        'commitment.make': {
          actions: [
            { type: 'commit', params: ({ event }) => ({ made: event }) },
            { type: 'announceCommitment', params: ({ event }) => ({ made: event }) },
            answering('commitment.noted'),
          ],
        },
        'price.agreed': {
          actions: [
            { type: 'agree', params: ({ event }) => ({ agreed: event }) },
            answering('price.noted'),
          ],
        },
      },
    },
  },
});

function subscriberAt(context: SubscriberDatabaseContext, client: Address): Subscriber {
  const known = keptFor(context.subscribers, client);
  if (known !== undefined) return known;
  const membership = saidOf(context.memberships, client) ?? { groups: [], packages: [] };
  return { ...membership, views: {}, titleCount: 0, committed: [], agreedMinor: {} };
}
function change(
  context: SubscriberDatabaseContext,
  client: Address,
  by: Partial<Subscriber>,
): Partial<SubscriberDatabaseContext> {
  const subscriber = { ...subscriberAt(context, client), ...by };
  return { subscribers: keeping(context.subscribers, client, subscriber) };
}

function priceKey(transmission: string, part: string | null): string {
  return part === null ? transmission : `${transmission}|${part}`;
}

/** An agreed price is for one session; one that was agreed while it was played is for the next. */
function withoutPrices(
  agreedMinor: Subscriber['agreedMinor'],
  transmission: string,
  used: readonly AgreedPrice[],
): Subscriber['agreedMinor'] {
  const spent = new Map(
    used.map(({ part, priceMinor }) => [priceKey(transmission, part), priceMinor] as const),
  );
  const left = Object.entries(agreedMinor).filter(([key, minor]) => spent.get(key) !== minor);
  return Object.fromEntries(left);
}

/** What fees for one transmission depend on. */
function factsOf(subscriber: Subscriber, transmission: string): SubscriberFacts {
  const { groups, packages, committed, views, titleCount, agreedMinor } = subscriber;
  const prefix = `${transmission}|`;
  const parts = Object.entries(agreedMinor).filter(([key]) => key.startsWith(prefix));
  return {
    groups,
    packages,
    committedEarly: committed.includes(transmission),
    viewsBefore: views[transmission] ?? 0,
    titlesBefore: titleCount,
    blockMinor: agreedMinor[transmission] ?? null,
    agreedMinor: Object.fromEntries(
      parts.map(([key, priceMinor]) => [key.slice(prefix.length), priceMinor]),
    ),
  };
}
