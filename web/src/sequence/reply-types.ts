/**
 * Reply types: the message types that answer a request; they are drawn dashed.
 *
 * A reply is named for what was done, `noun.done`, but some requests are named for facts too
 * (`order.voided`, `feature.received`), so that the list is written out.
 */
const REPLY_TYPES: ReadonlySet<string> = new Set(
  `
  options.offered order.accepted order.refused order.cancelled order.cancel-refused order.void-noted
  payment.authorized payment.declined payment.captured payment.refused payment.voided
  payment.void-refused credit.held credit.declined credit.captured credit.refused credit.released
  credit.refunded provision.modifying provision.token provision.refused provision.revoked
  transmission.accepted transmission.refused token.accepted token.refused receipt.acknowledged
  feature.revoked bill.acknowledged billing.information-accepted settlement.noted wholesale.paid
  wholesale.disputed interaction.update schedule.offered schedule.refused viewing.started
  viewing.start-refused usage.noted subscriber.found estimate.given usage.rated transaction.noted
  viewing.noted credit.charged credit.charge-refused credit.returned auction.bid-noted
  auction.bid-refused auction.result-noted price.noted commitment.noted
  `
    .trim()
    .split(/\s+/),
);

/** True when a message of this type answers another. */
export function isReply(type: string): boolean {
  return REPLY_TYPES.has(type);
}
