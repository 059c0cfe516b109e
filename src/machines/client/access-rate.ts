/**
 * Access rate: what features on display raise a client's link to, and what is left when one goes.
 *
 * Units: bits per second.
 */
import type { Batch } from '../effects.ts';
import type { ClientContext, Display } from './context.ts';

/** Raises the link to what the current order's feature gives; most features have nothing to do with it. */
export function raiseAccessRate({ current, accessRates }: ClientContext): Batch {
  const { order: conversation = '', feature = '' } = current ?? {};
  const bitsPerSecond = accessRates[feature];
  return batchOf(bitsPerSecond === undefined ? null : { conversation, bitsPerSecond });
}

/** Back to what the features that stay on display raise it to, once that of an order is gone. */
export function restoreAccessRate(context: ClientContext, conversation: string): Batch {
  const left = context.display.filter(({ order }) => order !== conversation);
  const bitsPerSecond = accessRateOf(context, left);
  const isChanged = bitsPerSecond !== accessRateOf(context, context.display);
  return batchOf(isChanged ? { conversation, bitsPerSecond } : null);
}

function accessRateOf({ accessRates }: ClientContext, display: readonly Display[]): number | null {
  const rates = display.map(({ feature }) => accessRates[feature] ?? 0);
  return rates.findLast((bitsPerSecond) => bitsPerSecond > 0) ?? null;
}

function batchOf(
  rate: { readonly conversation: string; readonly bitsPerSecond: number | null } | null,
): Batch {
  return { type: 'batch', emitted: rate === null ? [] : [{ type: 'access.rate', ...rate }] };
}
