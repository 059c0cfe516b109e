/**
 * The ten messages as six XState machines.
 *
 *     client   idle ─▶ requesting ─▶ (odd source: waiting) ─▶ viewing ─▶ idle … done
 *     server   opens an order for each selection
 *     order    pending ─▶ provisioning ─▶ delivered ─▶ removed
 *     billing, token source, modifying source: one state each, an answer to every message
 */
import { assign, emit, setup } from 'xstate';
import { PURCHASES, sourceOf } from './workload.ts';

/** Who a message is for; `order` is the process of that purchase. */
export type Party = 'client' | 'server' | 'order' | 'billing' | 'source';
/** A message, about the `n`-th purchase of a client. */
export interface TenMessage {
  readonly type: string;
  readonly to: Party;
  readonly client: number;
  readonly n: number;
}
/** What a machine asks of its host besides sending a message. */
export type TenEffect =
  | { readonly type: 'think' }
  | { readonly type: 'open'; readonly first: TenMessage }
  | { readonly type: 'billed' | 'settled'; readonly source: number };
export type TenEmitted = TenMessage | TenEffect;

/** Whether it is a message; a look at a field costs V8 less than asking whether there is one. */
export function isMessage(emitted: TenEmitted): emitted is TenMessage {
  return (emitted as Partial<TenMessage>).to !== undefined;
}

type About = Pick<TenMessage, 'client' | 'n'>;

const types = { events: {} as TenMessage, emitted: {} as TenEmitted };
const said = ({ event }: { readonly event: TenMessage }) => ({ about: event });

const client = setup({
  types: { ...types, context: {} as About, input: {} as Pick<About, 'client'> },
  guards: {
    isModified: ({ context }) => isModified(context),
    isLast: ({ context }) => context.n + 1 === PURCHASES,
  },
  actions: {
    think: emit({ type: 'think' }),
    select: emit(({ context }) => message('select', 'server', context)),
    receive: emit(({ context }) => message('received', 'order', context)),
    pay: emit(({ context }) => ({ type: 'billed', source: sourceOf(context.client, context.n) })),
    count: assign(({ context }) => ({ n: context.n + 1 })),
  },
});
export const clientMachine = client.createMachine({
  id: 'client',
  context: ({ input }) => ({ client: input.client, n: 0 }),
  initial: 'idle',
  states: {
    idle: { entry: 'think', on: { 'think.over': { target: 'requesting', actions: 'select' } } },
    requesting: {
      on: {
        token: [{ guard: 'isModified', target: 'waiting' }, 'viewing'],
        transmission: 'waiting',
      },
    },
    waiting: { on: { token: 'viewing', transmission: 'viewing' } },
    viewing: {
      entry: 'receive',
      on: {
        bill: [
          { guard: 'isLast', target: 'done', actions: ['pay', 'count'] },
          { target: 'idle', actions: ['pay', 'count'] },
        ],
      },
    },
    done: { type: 'final' },
  },
});

export const serverMachine = setup({
  types,
  actions: {
    open: emit((_, { about }: { about: TenMessage }) => ({ type: 'open', first: about })),
  },
}).createMachine({
  id: 'server',
  initial: 'serving',
  states: { serving: { on: { select: { actions: { type: 'open', params: said } } } } },
});

const order = setup({
  types: { ...types, context: {} as About, input: {} as About },
  guards: { isModified: ({ context }) => isModified(context) },
  actions: {
    authorize: emit(({ context }) => message('authorize', 'billing', context)),
    provision: emit(({ context }) => message('provision', 'source', context)),
    deliver: emit(({ context }) => message('token', 'client', context)),
    capture: emit(({ context }) => message('capture', 'billing', context)),
  },
});
export const orderMachine = order.createMachine({
  id: 'order',
  context: ({ input }) => ({ client: input.client, n: input.n }),
  initial: 'pending',
  states: {
    pending: {
      on: {
        select: { actions: 'authorize' },
        authorized: [
          { guard: 'isModified', target: 'delivered', actions: ['provision', 'deliver'] },
          { target: 'provisioning', actions: 'provision' },
        ],
      },
    },
    provisioning: { on: { 'source.token': { target: 'delivered', actions: 'deliver' } } },
    delivered: { on: { received: { target: 'removed', actions: 'capture' } } },
    removed: { type: 'final' },
  },
});

export const billingMachine = setup({
  types,
  actions: {
    authorized: emit((_, { about }: { about: About }) => message('authorized', 'order', about)),
    notify: emit((_, { about }: { about: About }) => message('notice', 'source', about)),
    bill: emit((_, { about }: { about: About }) => message('bill', 'client', about)),
  },
}).createMachine({
  id: 'billing',
  initial: 'open',
  states: {
    open: {
      on: {
        authorize: { actions: { type: 'authorized', params: said } },
        capture: {
          actions: [
            { type: 'notify', params: said },
            { type: 'bill', params: said },
          ],
        },
      },
    },
  },
});

export const tokenSourceMachine = sourceMachine('token-source', 'source.token', 'order');
export const modifyingSourceMachine = sourceMachine('modifying-source', 'transmission', 'client');

/** A source that answers a provision with a message of this type. */
function sourceMachine(id: string, answer: string, to: Party) {
  return setup({
    types,
    actions: {
      answer: emit((_, { about }: { about: About }) => message(answer, to, about)),
      settle: emit((_, { about }: { about: About }) => ({
        type: 'settled',
        source: sourceOf(about.client, about.n),
      })),
    },
  }).createMachine({
    id,
    initial: 'open',
    states: {
      open: {
        on: {
          provision: { actions: { type: 'answer', params: said } },
          notice: { actions: { type: 'settle', params: said } },
        },
      },
    },
  });
}

/** Odd sources modify the transmission, even ones give a token. */
function isModified({ client: buyer, n }: About): boolean {
  return sourceOf(buyer, n) % 2 === 1;
}
function message(type: string, to: Party, { client: buyer, n }: About): TenMessage {
  return { type, to, client: buyer, n };
}
