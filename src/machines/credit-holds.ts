/**
 * Credit holds: what a credit account has set aside, and what its captures leave of it.
 *
 * Units: minor units, by order. `credit-account.ts` is the machine that decides with these.
 */
import type { Address } from './address.ts';
import type { Message } from './protocol.ts';

export interface CreditAccountInput {
  readonly client: Address;
  readonly currency: string;
  readonly limitMinor: number;
}
/** An amount of one order; a client has few orders at a time, so a list of them is enough. */
export interface Held {
  readonly order: string;
  readonly amountMinor: number;
}
export interface CreditAccountContext extends CreditAccountInput {
  readonly owedMinor: number;
  /** What is still held. */
  readonly holds: readonly Held[];
  /** What sources took of an order before the server took its own part. */
  readonly taken: readonly Held[];
  /** Orders that were released or refunded. */
  readonly closed: readonly string[];
}
/** What is still held for an order. */
export function heldFor(context: CreditAccountContext, order: string): number {
  return amountOf(context.holds, order);
}
/** What is held for all orders together. */
export function heldMinor(context: CreditAccountContext): number {
  return context.holds.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
}
/** What a capture leaves over and gives back. */
export function remainderOf(
  context: CreditAccountContext,
  capture: Message<'credit.capture'>,
): number {
  const heldMinor = heldFor(context, capture.conversation);
  return heldMinor - capture.amountMinor - leaveOf(context, capture);
}
/**
 * What stays held after a capture. The parties capture in either order (U6): a source leaves whatever
 * there is, and the server leaves the source's part unless the source has it already.
 */
export function leaveOf(context: CreditAccountContext, capture: Message<'credit.capture'>): number {
  const { conversation: order, amountMinor, leaveMinor, part } = capture;
  const restMinor = Math.max(0, heldFor(context, order) - amountMinor);
  if (part === 'source') return restMinor;
  // Of an order whose source has everything, nothing is held any more when the server captures 0.
  return Math.min(restMinor, Math.max(0, leaveMinor - amountOf(context.taken, order)));
}
/** What sources have of an order whose server's part is still to be captured. */
export function takenAfter(
  context: CreditAccountContext,
  capture: Message<'credit.capture'>,
): number {
  if (capture.part === 'server' || leaveOf(context, capture) === 0) return 0;
  return amountOf(context.taken, capture.conversation) + capture.amountMinor;
}
/** The holds with that of one order set; a hold of nothing is forgotten. */
export function withHold(
  holds: readonly Held[],
  order: string,
  amountMinor: number,
): readonly Held[] {
  const others = holds.filter((held) => held.order !== order);
  return amountMinor > 0 ? [...others, { order, amountMinor }] : others;
}

function amountOf(holds: readonly Held[], order: string): number {
  return holds.find((held) => held.order === order)?.amountMinor ?? 0;
}
