/**
 * Order invariants: purchase and provision belong together (I9 to I11).
 */
import { readToken } from '../../machines/token.ts';
import type { PostingRecord, RunRecord } from '../record.ts';
import { Monitor } from './monitor.ts';

/** Nobody provides what nobody may charge for, and nobody charges for what was not received. */
export class PurchaseBeforeProvisionMonitor extends Monitor {
  readonly id = 'I9';
  readonly name = 'no provision without an authorised purchase, no capture without receipt';
  protected override state = { authorized: new Set<string>(), received: new Set<string>() };

  read(record: RunRecord): void {
    const order = record.conversation;
    if (order === null) return;
    const { authorized, received } = this.state;
    if (record.kind === 'delivered' && record.handled === 'new') {
      if (record.type === 'payment.authorized') authorized.add(order);
      if (record.type === 'feature.received') received.add(order);
    } else if (record.kind === 'sent' && record.type === 'provision.request') {
      if (!authorized.has(order)) this.broken(record.seq, `${order} is provided unauthorised`);
    } else if (record.kind === 'posting' && record.type === 'capture') {
      if (!received.has(order)) this.broken(record.seq, `${order} is captured unreceived`);
    }
  }
}

/** What one order has in hold, captured and given back. */
interface Standing {
  isOpen: boolean;
  heldMinor: number;
  paidMinor: number;
  /** What a completed order came to; 0 before, and for one that is voided. */
  owedMinor: number;
  ends: string[];
  seq: number;
}

export class ExactlyOneEndMonitor extends Monitor {
  readonly id = 'I10';
  readonly name =
    'every order ends exactly once: captured and provided, or voided and nothing paid';
  protected override state = { orders: new Map<string, Standing>() };

  read(record: RunRecord): void {
    if (record.kind === 'started' && record.machine === 'order') {
      this.standing(record.actor.slice(record.actor.indexOf('/order-') + 7), record.seq).isOpen =
        true;
      return;
    }
    if (record.conversation === null) return;
    if (record.kind === 'posting') this.post(record);
    if (record.kind !== 'outcome') return;
    if (record.type !== 'order.completed' && record.type !== 'order.voided') return;
    const order = this.standing(record.conversation, record.seq);
    order.isOpen = false;
    order.ends.push(record.type);
    if (record.type === 'order.completed') order.owedMinor = Number(record.detail.amountMinor);
    if (order.ends.length > 1) {
      this.broken(record.seq, `${record.conversation} ends as ${order.ends.join(' and ')}`);
    }
  }

  override atEnd(isQuiet: boolean): void {
    if (!isQuiet) return;
    for (const [name, { isOpen, heldMinor, paidMinor, owedMinor, seq }] of this.state.orders) {
      if (isOpen) this.broken(seq, `${name} never ended`);
      if (heldMinor !== 0) this.broken(seq, `${name} ended and ${heldMinor} is still held`);
      if (paidMinor !== owedMinor) {
        this.broken(seq, `${name} came to ${owedMinor} and ${paidMinor} is paid`);
      }
    }
  }

  private post({ conversation, type, legs, seq }: PostingRecord): void {
    const held = legs.find(({ account }) => account.endsWith(':held'))?.amountMinor ?? 0;
    const credit = legs.find(({ account }) => account.endsWith(':credit'))?.amountMinor ?? 0;
    if (held === 0 && credit === 0) return;
    const order = this.standing(conversation ?? '', seq);
    order.heldMinor += held;
    if (type === 'capture') order.paidMinor -= held;
    if (type === 'refund') order.paidMinor -= credit;
  }

  private standing(order: string, seq: number): Standing {
    const known = this.state.orders.get(order);
    if (known !== undefined) return known;
    const fresh = { isOpen: false, heldMinor: 0, paidMinor: 0, owedMinor: 0, ends: [], seq };
    this.state.orders.set(order, fresh);
    return fresh;
  }
}

/** One way of providing a purchase, and a token opens nothing else. */
export class OneProvisionMonitor extends Monitor {
  readonly id = 'I11';
  readonly name = 'a purchase is provided in exactly one way, and a token opens only its purchase';
  protected override state = { displayed: new Set<string>(), tokens: new Map<string, string>() };

  read(record: RunRecord): void {
    const order = record.conversation ?? '';
    const { displayed, tokens } = this.state;
    if (record.kind === 'outcome' && record.type === 'feature.displayed') {
      if (displayed.has(order)) this.broken(record.seq, `${order} is provided twice`);
      displayed.add(order);
    } else if (record.kind === 'sent' && record.type === 'token.deliver') {
      tokens.set(order, tokenMismatch(record.to, record.body));
    } else if (isNewReply(record, 'token.accepted')) {
      const mismatch = tokens.get(order) ?? 'no token was sent';
      if (mismatch !== '') this.broken(record.seq, `${order}: ${mismatch}`);
      tokens.delete(order);
    }
  }
}

/** True of a reply that somebody waits for; copies of it come late and mean nothing. */
function isNewReply(record: RunRecord, type: string): boolean {
  return record.kind === 'delivered' && record.type === type && record.handled === 'new';
}

/** What a delivered token says that is not about this delivery; empty when all of it is. */
function tokenMismatch(to: string, body: Readonly<Record<string, unknown>>): string {
  const claims = readToken(String(body.token));
  if (claims === null) return 'the token is malformed';
  const { client, transmission, feature } = claims;
  const isMeant =
    `client/${client}` === to && transmission === body.transmission && feature === body.feature;
  return isMeant ? '' : `a token for ${client}, ${feature} on ${transmission} was accepted`;
}
