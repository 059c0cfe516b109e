/**
 * Message table: what is fixed about each type of message.
 *
 * `role` decides how it is carried (actors/requests.ts): a request is repeated until answered.
 * `persistent` requests go on, slowly, after the quick tries: they end something that must end
 * (a hold, a bill, a settlement, what a client shows of a voided order), so giving up early would
 * leave money in the air, or a feature on display that nobody pays for.
 * `bytes` is the size on the wire, headers included, from which transmission time follows. Control
 * messages are a few hundred bytes (a TCP/IP or MPEG private section header plus a few fields);
 * `transmission.modified` carries the first second of the upgraded stream's tables and keys, one
 * MPEG-2 transport burst of 188 packets of 188 bytes; `interaction.update` is one screen of an
 * interactive event, 64 KiB; `viewing.started` carries a timeline of some thirty elements.
 */
import type { MessageType } from './protocol.ts';

/** How a message of a type is carried. */
export interface MessageLaw {
  readonly role: 'request' | 'reply' | 'notice';
  readonly bytes: number;
  readonly persistent: boolean;
  /** True for what the network sells: it travels on the programme downlink, not the control path. */
  readonly programme: boolean;
}

const request = (bytes: number): MessageLaw => ({
  role: 'request',
  bytes,
  persistent: false,
  programme: false,
});
const persistent = (bytes: number): MessageLaw => ({ ...request(bytes), persistent: true });
const reply = (bytes: number): MessageLaw => ({ ...request(bytes), role: 'reply' });
const notice = (bytes: number): MessageLaw => ({ ...request(bytes), role: 'notice' });
const onProgramme = (law: MessageLaw): MessageLaw => ({ ...law, programme: true });

/** The law of every message type. */
export const MESSAGE_LAWS: Readonly<Record<MessageType, MessageLaw>> = {
  'options.request': request(160),
  'options.offered': reply(1_200),
  'order.place': request(280),
  'order.accepted': reply(160),
  'order.refused': reply(160),
  'order.cancel': request(140),
  'order.cancelled': reply(120),
  'order.cancel-refused': reply(140),
  'order.voided': persistent(160),
  'order.void-noted': reply(120),
  'payment.authorize': request(240),
  'payment.authorized': reply(160),
  'payment.declined': reply(160),
  'payment.capture': persistent(320),
  'payment.captured': reply(160),
  'payment.refused': reply(160),
  'payment.void': persistent(200),
  'payment.voided': reply(160),
  'payment.void-refused': reply(160),
  'payment.close': notice(140),
  'credit.hold': request(240),
  'credit.held': reply(160),
  'credit.declined': reply(160),
  'credit.capture': persistent(260),
  'credit.captured': reply(160),
  'credit.refused': reply(160),
  'credit.release': persistent(200),
  'credit.released': reply(160),
  'credit.refund': persistent(240),
  'credit.refunded': reply(160),
  'provision.request': request(260),
  'provision.modifying': reply(160),
  'provision.token': reply(420),
  'provision.refused': reply(160),
  'provision.revoke': request(240),
  'provision.revoked': reply(140),
  'transmission.modified': onProgramme(request(35_344)),
  'transmission.accepted': reply(120),
  'transmission.refused': reply(140),
  'token.deliver': request(460),
  'token.accepted': reply(120),
  'token.refused': reply(140),
  'feature.received': request(160),
  'receipt.acknowledged': reply(120),
  'feature.revoke': onProgramme(request(180)),
  'feature.revoked': reply(120),
  'charge.due': notice(320),
  'charge.collect': notice(140),
  'share.due': notice(200),
  'bill.issue': persistent(900),
  'bill.acknowledged': reply(120),
  'billing.information': persistent(600),
  'billing.information-accepted': reply(140),
  'settlement.notice': persistent(220),
  'settlement.noted': reply(120),
  'wholesale.bill': persistent(600),
  'wholesale.paid': reply(160),
  'wholesale.disputed': reply(200),
  'interaction.request': request(180),
  'interaction.update': reply(65_536),
  'schedule.request': request(180),
  'schedule.offered': reply(900),
  'schedule.refused': reply(140),
  'viewing.start': request(180),
  'viewing.started': reply(4_200),
  'viewing.start-refused': reply(140),
  'usage.report': persistent(420),
  'usage.noted': reply(120),
  'subscriber.lookup': request(180),
  'subscriber.found': reply(420),
  'estimate.request': request(520),
  'estimate.given': reply(900),
  'usage.transfer': persistent(900),
  'usage.rated': reply(160),
  'transaction.note': persistent(520),
  'transaction.noted': reply(120),
  'accrual.note': notice(220),
  'viewing.due': persistent(1_400),
  'viewing.noted': reply(120),
  'royalty.due': notice(320),
  'credit.charge': persistent(220),
  'credit.charged': reply(140),
  'credit.charge-refused': reply(160),
  'credit.return': persistent(220),
  'credit.returned': reply(140),
  'auction.bid': persistent(200),
  'auction.bid-noted': reply(120),
  'auction.bid-refused': reply(140),
  'auction.result': persistent(180),
  'auction.result-noted': reply(120),
  'price.agreed': persistent(220),
  'price.noted': reply(120),
  'commitment.make': persistent(180),
  'commitment.noted': reply(120),
};

/** True when `word` is a message type of the protocol. */
export function isMessageType(word: string): word is MessageType {
  return Object.hasOwn(MESSAGE_LAWS, word);
}
