/**
 * Bill invariants: what must be true of every bill, and of all bills together (I3 to I5, I22 to I26).
 */
import { type Bill, chargeKey } from '../../billing/bill.ts';
import type { DocumentRecord, RunRecord } from '../record.ts';
import { Monitor } from './monitor.ts';

function billIn(record: RunRecord): Bill | null {
  if (record.kind !== 'document' || record.type !== 'bill') return null;
  return record.body as unknown as Bill;
}

export class BillSumMonitor extends Monitor {
  readonly id = 'I3';
  readonly name = 'the net of a bill is the sum of its lines, and every line is of a known kind';

  read(record: RunRecord): void {
    const bill = billIn(record);
    if (bill === null) return;
    const net = bill.lines.reduce((sum, line) => sum + line.amountMinor, 0);
    const parts = bill.chargesMinor + bill.creditsMinor + bill.discountsMinor;
    if (net !== bill.netMinor || parts !== bill.netMinor) {
      this.broken(record.seq, `${bill.number}: lines ${net}, parts ${parts}, net ${bill.netMinor}`);
    }
  }
}

export class BillDueMonitor extends Monitor {
  readonly id = 'I4';
  readonly name = 'what is due and the account credit are never negative, but for what is paid out';

  read(record: RunRecord): void {
    const bill = billIn(record);
    if (bill === null) return;
    const asked = Math.max(0, bill.netMinor);
    // What is paid out of a net below zero is the one thing due to the subscriber (A13).
    const paidOut = Math.min(0, bill.dueMinor);
    const isSound =
      (paidOut === 0 || paidOut === bill.netMinor) &&
      bill.accountCreditAfterMinor >= 0 &&
      bill.accountCreditUsedMinor <= asked &&
      bill.dueMinor === asked - bill.accountCreditUsedMinor + paidOut;
    if (!isSound)
      this.broken(record.seq, `${bill.number}: due ${bill.dueMinor} of ${bill.netMinor}`);
  }
}

export class BillSignMonitor extends Monitor {
  readonly id = 'I5';
  readonly name = 'charges are never negative; credits and discounts never positive';

  read(record: RunRecord): void {
    for (const line of billIn(record)?.lines ?? []) {
      const isSound = line.kind === 'charge' ? line.amountMinor >= 0 : line.amountMinor <= 0;
      if (!isSound)
        this.broken(record.seq, `${line.kind} of ${line.amountMinor} for ${line.order}`);
    }
  }
}

export class BillPeriodMonitor extends Monitor {
  readonly id = 'I22';
  readonly name = 'billing periods are half-open, never overlap, and hold every line they bill';
  protected override state = { endsUs: new Map<string, number>() };

  read(record: RunRecord): void {
    const bill = billIn(record);
    if (bill === null || bill.period === null) return;
    const { startUs, endUs } = bill.period;
    const who = `${bill.issuer} ${bill.subscriber}`;
    const { endsUs } = this.state;
    const previousEndUs = endsUs.get(who) ?? Number.NEGATIVE_INFINITY;
    endsUs.set(who, endUs);
    if (startUs >= endUs || startUs < previousEndUs) {
      this.broken(record.seq, `${bill.number} covers [${startUs}, ${endUs})`);
    }
    for (const line of bill.lines) {
      if (line.atUs < startUs || line.atUs >= endUs) {
        this.broken(
          record.seq,
          `${line.order} at ${line.atUs} is not in the period of ${bill.number}`,
        );
      }
    }
  }
}

export class BilledOnceMonitor extends Monitor {
  readonly id = 'I23';
  readonly name = 'no order, and no element of a session, is charged twice by the same issuer';
  protected override state = { charged: new Set<string>() };

  read(record: RunRecord): void {
    const bill = billIn(record);
    if (bill === null) return;
    const { charged } = this.state;
    for (const line of bill.lines) {
      const key = `${bill.issuer} ${chargeKey(line)}`;
      if (charged.has(key)) this.broken(record.seq, `${line.order} is on ${bill.number} again`);
      charged.add(key);
    }
  }
}

/** One order's price: what was quoted, what it ended at, and what has been billed of it. */
interface Priced {
  quotedMinor: number;
  completedMinor: number | null;
  billedMinor: number;
  seq: number;
}

/** Follows every order's price from its quotation to its bills; the two invariants share it. */
abstract class PriceMonitor extends Monitor {
  protected override state = { orders: new Map<string, Priced>() };

  read(record: RunRecord): void {
    if (record.kind === 'sent' && record.type === 'order.accepted') {
      const quotedMinor = Number(record.body.priceMinor);
      this.change(record.conversation, record.seq, (order) => {
        order.quotedMinor = quotedMinor;
      });
    } else if (record.kind === 'outcome' && record.type === 'order.completed') {
      const completedMinor = Number(record.detail.amountMinor);
      this.change(record.conversation, record.seq, (order) => {
        order.completedMinor = completedMinor;
      });
    } else if (record.kind === 'outcome' && record.type === 'order.voided') {
      this.state.orders.delete(record.conversation ?? '');
    } else this.bill(record);
  }

  protected abstract check(order: string, priced: Priced): void;

  private bill(record: RunRecord): void {
    for (const line of billIn(record)?.lines ?? []) {
      // A session has no price that was fixed beforehand; what it comes to is watched by sessions.ts.
      if (line.origin !== undefined) continue;
      this.change(line.order, record.seq, (order) => {
        order.billedMinor += line.amountMinor;
      });
    }
  }

  private change(order: string | null, seq: number, act: (priced: Priced) => void): void {
    if (order === null) return;
    const fresh: Priced = { quotedMinor: 0, completedMinor: null, billedMinor: 0, seq };
    const priced = this.state.orders.get(order) ?? fresh;
    act(priced);
    priced.seq = seq;
    this.state.orders.set(order, priced);
    this.check(order, priced);
    if (priced.completedMinor !== null && priced.billedMinor === priced.completedMinor) {
      this.state.orders.delete(order);
    }
  }
}

export class PriceFixedMonitor extends PriceMonitor {
  readonly id = 'I24';
  readonly name = 'an order is never billed more than the price that was quoted for it';

  protected check(order: string, { quotedMinor, completedMinor, billedMinor, seq }: Priced): void {
    const askedMinor = Math.max(completedMinor ?? 0, billedMinor);
    if (askedMinor > quotedMinor) {
      this.broken(seq, `${order} was quoted ${quotedMinor} and comes to ${askedMinor}`);
    }
  }
}

/** Documents by number, each with the text it was issued with. */
export class UnchangedMonitor extends Monitor {
  readonly id = 'I25';
  readonly name = 'an issued document has one number and never changes';
  protected override state = { issued: new Map<string, string>() };

  read(record: RunRecord): void {
    if (record.kind === 'document') this.issue(record);
    else if (record.kind === 'sent' && record.type === 'bill.issue') {
      const bill = record.body.bill as Bill;
      if (this.state.issued.get(bill.number) !== JSON.stringify(bill)) {
        this.broken(
          record.seq,
          `${bill.number} is sent with other content than it was issued with`,
        );
      }
    } else if (record.kind === 'delivered' && record.type === 'bill.acknowledged') {
      this.state.issued.set(record.conversation ?? '', 'acknowledged');
    }
  }

  private issue(record: DocumentRecord): void {
    if (this.state.issued.has(record.number))
      this.broken(record.seq, `${record.number} is issued again`);
    this.state.issued.set(record.number, JSON.stringify(record.body));
  }
}

export class NothingLostMonitor extends PriceMonitor {
  readonly id = 'I26';
  readonly name = 'every completed order is billed in full, neither more nor less';

  protected check(order: string, { completedMinor, billedMinor, seq }: Priced): void {
    if (completedMinor !== null && billedMinor > completedMinor) {
      this.broken(seq, `${order} came to ${completedMinor} and is billed ${billedMinor}`);
    }
  }

  override atEnd(isQuiet: boolean): void {
    if (!isQuiet) return;
    for (const [order, { completedMinor, billedMinor, seq }] of this.state.orders) {
      if (completedMinor !== null && billedMinor !== completedMinor) {
        this.broken(seq, `${order} came to ${completedMinor} and only ${billedMinor} is billed`);
      }
    }
  }
}
