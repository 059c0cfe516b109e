/**
 * Billing desk: the billing processor of the yardstick: charges, clients' accounts, settlements.
 *
 *     charge   holding ─▶ held ─▶ capturing ─▶ captured ─closed─▶ settled
 */
import { PRIORITY, type TimerHandler } from '../../src/actors/timeline.ts';
import { clearingAccount } from '../../src/billing/accounts.ts';
import { draftBill } from '../../src/billing/bill.ts';
import type { Ledger } from '../../src/billing/ledger.ts';
import { settlementEntry, shareEntry } from '../../src/billing/postings.ts';
import { draftStatement } from '../../src/billing/statement.ts';
import type { BillingTerms } from '../../src/machines/account/context.ts';
import type { Bodies } from '../../src/machines/protocol.ts';
import type { CreditDesk } from './credit-desk.ts';
import { KIND, Letter, type Segment } from './letter.ts';
import { Account, CHARGE, Charge } from './parties.ts';
import type { PostOffice } from './post-office.ts';
import { Remembered } from './remembered.ts';
import { unexpected } from './unexpected.ts';

const ENDED_US = 2 * 86_400 * 1_000_000;
const CLOSE_US = 600 * 1_000_000;
const LIFETIME_US = 6 * 3_600 * 1_000_000;

/** What documents of one kind came to. */
export interface Issued {
  count: number;
  totalMinor: number;
}

export class BillingDesk {
  readonly bills: Issued = { count: 0, totalMinor: 0 };
  readonly statements: Issued = { count: 0, totalMinor: 0 };
  private readonly office: PostOffice;
  private readonly ledger: Ledger;
  private readonly issuer: CreditDesk;
  private readonly toServer: Segment;
  private readonly currency: string;
  private readonly terms: BillingTerms;
  private readonly charges = new Map<string, Charge>();
  private readonly ended = new Remembered<{ readonly state: string; touchedUs: number }>(ENDED_US);
  private readonly closings: TimerHandler<Charge> = {
    owner: 'plain closings',
    fire: ({ order }) => unexpected(`the charge of ${order} was left alone`),
  };

  constructor(
    office: PostOffice,
    ledger: Ledger,
    issuer: CreditDesk,
    toServer: Segment,
    { currency, terms }: { readonly currency: string; readonly terms: BillingTerms },
  ) {
    this.office = office;
    this.ledger = ledger;
    this.issuer = issuer;
    this.toServer = toServer;
    this.currency = currency;
    this.terms = terms;
  }

  authorize(asked: Letter): void {
    const { conversation } = asked;
    if (this.charges.has(conversation)) unexpected(asked.requestId);
    const charge = new Charge(asked, this.toServer, this.issuer.toIssuer);
    this.charges.set(conversation, charge);
    const { client, amountMinor } = asked.body as Bodies['payment.authorize'];
    const body = { client, amountMinor } satisfies Bodies['credit.hold'];
    this.askIssuer(charge, KIND.creditHold, `${conversation}:credit.hold`, body);
  }

  held({ conversation }: Letter): void {
    const charge = this.charges.get(conversation);
    if (charge === undefined || charge.state !== CHARGE.holding) unexpected(conversation);
    charge.state = CHARGE.held;
    const { asked, address, toOrder } = charge;
    this.office.answer(asked, KIND.paymentAuthorized, address, {}, toOrder);
    this.endsIn(charge, LIFETIME_US);
  }

  capture(asked: Letter): void {
    const charge = this.charges.get(asked.conversation);
    if (charge === undefined || charge.state !== CHARGE.held) unexpected(asked.requestId);
    if (this.terms.per === 'cycle') unexpected('billed per cycle');
    this.office.timeline.cancel(charge.ends);
    const { terms, receivedAtUs } = asked.body as Bodies['payment.capture'];
    charge.state = CHARGE.capturing;
    charge.terms = terms;
    charge.receivedAtUs = receivedAtUs;
    charge.asked = asked;
    const billedMinor = terms.settlement === 'later-bill' ? terms.amountMinor : terms.serverMinor;
    const body = {
      client: charge.client.address,
      amountMinor: billedMinor,
      leaveMinor: terms.amountMinor - billedMinor,
      part: 'server',
      payee: clearingAccount,
    } satisfies Bodies['credit.capture'];
    this.askIssuer(charge, KIND.creditCapture, `${charge.order}:credit.capture`, body);
  }

  captured({ conversation }: Letter): void {
    const charge = this.charges.get(conversation);
    if (charge === undefined || charge.state !== CHARGE.capturing) unexpected(conversation);
    charge.state = CHARGE.captured;
    const body = { per: this.terms.per } satisfies Bodies['payment.captured'];
    const { asked, address, toOrder } = charge;
    this.office.answer(asked, KIND.paymentCaptured, address, body, toOrder);
    this.endsIn(charge, CLOSE_US);
  }

  close({ conversation }: Letter): void {
    const charge = this.charges.get(conversation);
    if (charge === undefined || charge.state !== CHARGE.captured) unexpected(conversation);
    const { order, address, client, terms, receivedAtUs } = charge;
    if (terms === null) unexpected(conversation);
    const { timeline } = this.office;
    timeline.cancel(charge.ends);
    const { source, serverMinor, sourceMinor } = terms;
    const isLater = terms.settlement === 'later-bill';
    const shared = isLater ? sourceMinor : 0;
    const { currency } = this;
    this.ledger.post(shareEntry({ order, source, serverMinor, sourceMinor: shared, currency }));
    client.account ??= new Account(client);
    const due = {
      client: client.address,
      terms,
      receivedAtUs,
      per: this.terms.per,
    } satisfies Bodies['charge.due'];
    const to = client.account.address;
    this.office.carry(
      new Letter(KIND.chargeDue, address, to, `${order}:charge.due`, order, due, client, null, 1),
    );
    if (isLater && sourceMinor > 0) {
      const { settlementAddress } = client.source;
      const share = { source, shareMinor: sourceMinor, receivedAtUs };
      const requestId = `${order}:share.due`;
      const kind = KIND.shareDue;
      this.office.carry(
        new Letter(kind, address, settlementAddress, requestId, order, share, client, null, 1),
      );
    }
    this.charges.delete(order);
    const { nowUs } = timeline;
    this.ended.remember(order, { state: 'settled', touchedUs: nowUs }, nowUs);
  }

  chargeDue({ client, conversation, body }: Letter): void {
    const { account } = client;
    if (account === null) unexpected(conversation);
    const { terms, receivedAtUs } = body as Bodies['charge.due'];
    const amountMinor = terms.settlement === 'later-bill' ? terms.amountMinor : terms.serverMinor;
    const { description, source } = terms;
    account.billCount += 1;
    const bill = draftBill({
      number: `B-${client.name}-${account.billCount}`,
      kind: 'bill',
      corrects: null,
      issuer: 'billing-processor',
      subscriber: client.address,
      currency: this.currency,
      per: 'transaction',
      period: null,
      issuedAtUs: this.office.timeline.nowUs,
      lines: [
        {
          order: conversation,
          kind: 'charge',
          description,
          source,
          atUs: receivedAtUs,
          amountMinor,
        },
      ],
      accountCreditMinor: account.creditMinor,
      negativeNet: this.terms.negativeNet,
    });
    account.creditMinor = bill.accountCreditAfterMinor;
    this.bills.count += 1;
    this.bills.totalMinor += bill.dueMinor;
    // What the order on it collects by itself is all of it.
    if (bill.dueMinor !== amountMinor) unexpected(bill.number);
    const { number } = bill;
    const { address: to, downlink } = client;
    const requestId = `${number}:bill.issue`;
    const kind = KIND.billIssue;
    this.office.ask(
      new Letter(kind, account.address, to, requestId, number, { bill }, client, downlink, 1),
    );
  }

  shareDue({ client, conversation, body }: Letter): void {
    const { shareMinor, receivedAtUs } = body as Bodies['share.due'];
    const { source } = client;
    source.outstandingMinor += shareMinor;
    const notice = { shareMinor, receivedAtUs } satisfies Bodies['settlement.notice'];
    const { settlementAddress: from, address: to, fromSettlement: way } = source;
    const requestId = `${conversation}:settlement.notice`;
    const kind = KIND.settlementNotice;
    this.office.ask(new Letter(kind, from, to, requestId, conversation, notice, client, way, 1));
  }

  wholesaleBilled(asked: Letter): void {
    const { number, itemCount, totalMinor, per, period } = asked.body as Bodies['wholesale.bill'];
    const { source } = asked.client;
    const isOwed = totalMinor > 0 && totalMinor <= source.outstandingMinor;
    if (!isOwed) unexpected(asked.requestId);
    const { currency } = this;
    const { address } = source;
    const paid = { bill: number, source: address, amountMinor: totalMinor, currency };
    this.ledger.post(settlementEntry(paid));
    const statement = draftStatement({
      number,
      source: address,
      model: 'later-bill',
      per,
      period,
      itemCount,
      totalMinor,
      currency,
      issuedAtUs: this.office.timeline.nowUs,
    });
    this.statements.count += 1;
    this.statements.totalMinor += statement.totalMinor;
    const { settlementAddress, fromSettlement } = source;
    this.office.answer(asked, KIND.wholesalePaid, settlementAddress, {}, fromSettlement);
    source.outstandingMinor -= totalMinor;
  }

  private askIssuer(charge: Charge, kind: number, requestId: string, body: object): void {
    const { address, client, order, toIssuer } = charge;
    const to = this.issuer.accountOf(client).address;
    this.office.ask(new Letter(kind, address, to, requestId, order, body, client, toIssuer, 1));
  }

  private endsIn(charge: Charge, us: number): void {
    const { timeline } = this.office;
    charge.ends = timeline.at(timeline.nowUs + us, PRIORITY.timer, this.closings, charge);
  }
}
