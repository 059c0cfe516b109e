/**
 * Credit issuer: the hub in front of the credit accounts (U10).
 *
 *     credit.* for a client without an open account process ──▶ account-NAME opened, which answers
 */
import { emit, setup } from 'xstate';
import { nameOf, saidOf } from './address.ts';
import type { CreditAccountInput } from './credit-holds.ts';
import type { Emitted } from './effects.ts';
import type { Received } from './protocol.ts';

export interface CreditIssuerInput {
  readonly currency: string;
  /** Each client's credit limit in minor units, by address (`saidOf`). */
  readonly limits: Readonly<Record<string, number>>;
}
type Incoming =
  | 'credit.hold'
  | 'credit.capture'
  | 'credit.release'
  | 'credit.refund'
  | 'credit.charge'
  | 'credit.return';
export type CreditIssuerEvent = Received<Incoming>;

const issuer = setup({
  types: {
    input: {} as CreditIssuerInput,
    context: {} as CreditIssuerInput,
    events: {} as CreditIssuerEvent,
    emitted: {} as Emitted,
  },
  actions: {
    openAccount: emit(({ context }, params: { first: CreditIssuerEvent }) => ({
      type: 'process.open' as const,
      process: 'credit-account' as const,
      id: `account-${nameOf(params.first.client)}`,
      input: {
        client: params.first.client,
        currency: context.currency,
        limitMinor: saidOf(context.limits, params.first.client) ?? 0,
      } satisfies CreditAccountInput,
      first: params.first,
    })),
  },
});

const toAccount = {
  actions: {
    type: 'openAccount',
    params: ({ event }: { event: CreditIssuerEvent }) => ({ first: event }),
  },
} as const;

export const creditIssuerMachine = issuer.createMachine({
  id: 'credit-issuer',
  context: ({ input }) => input,
  initial: 'inService',
  states: {
    inService: {
      on: {
        'credit.hold': toAccount,
        'credit.capture': toAccount,
        'credit.release': toAccount,
        'credit.refund': toAccount,
        'credit.charge': toAccount,
        'credit.return': toAccount,
      },
    },
  },
});
