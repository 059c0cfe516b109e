/**
 * Credit desk: the credit issuer of the yardstick: holds within a limit, and captures of what is held.
 */
import type { Ledger } from '../../src/billing/ledger.ts';
import { captureEntry, holdEntry, releaseEntry } from '../../src/billing/postings.ts';
import type { Bodies } from '../../src/machines/protocol.ts';
import { KIND, type Letter, type Segment, Way } from './letter.ts';
import { type Client, CreditAccount } from './parties.ts';
import type { PostOffice } from './post-office.ts';
import { unexpected } from './unexpected.ts';

export class CreditDesk {
  readonly toIssuer: Segment;
  private readonly fromIssuer: Segment;
  private readonly office: PostOffice;
  private readonly ledger: Ledger;
  private readonly currency: string;
  private readonly holds = new Map<string, Hold>();
  /** Orders that were voided. */
  private readonly closed = new Set<string>();

  constructor(
    office: PostOffice,
    ledger: Ledger,
    currency: string,
    toIssuer: Segment,
    fromIssuer: Segment,
  ) {
    this.office = office;
    this.ledger = ledger;
    this.currency = currency;
    this.toIssuer = toIssuer;
    this.fromIssuer = fromIssuer;
  }

  accountOf(client: Client): CreditAccount {
    client.credit ??= new CreditAccount(client, client.person.population.creditLimitMinor);
    return client.credit;
  }

  hold(asked: Letter): void {
    const { client, conversation: order } = asked;
    const { amountMinor } = asked.body as Bodies['credit.hold'];
    const account = this.accountOf(client);
    const afterMinor = account.owedMinor + account.heldMinor + amountMinor;
    if (this.closed.has(order) || afterMinor > account.limitMinor) unexpected(asked.requestId);
    const { currency } = this;
    if (amountMinor !== 0) {
      this.ledger.post(holdEntry({ order, client: client.address, amountMinor, currency }));
    }
    const wayBack = new Way(this.fromIssuer);
    this.office.answer(asked, KIND.creditHeld, account.address, {}, wayBack);
    account.heldMinor += amountMinor;
    this.holds.set(order, { heldMinor: amountMinor, wayBack });
  }

  capture(asked: Letter): void {
    const { client, conversation: order } = asked;
    const { amountMinor, leaveMinor, part, payee } = asked.body as Bodies['credit.capture'];
    const account = this.accountOf(client);
    const hold = this.holds.get(order);
    if (hold === undefined || this.closed.has(order)) unexpected(asked.requestId);
    const { heldMinor, wayBack } = hold;
    if (heldMinor < amountMinor) unexpected(asked.requestId);
    const about = { order, client: client.address, currency: this.currency };
    if (amountMinor !== 0) {
      this.ledger.post(captureEntry({ ...about, amountMinor, payee, part }));
    }
    const leftMinor = Math.min(heldMinor - amountMinor, leaveMinor);
    const remainderMinor = heldMinor - amountMinor - leftMinor;
    if (remainderMinor !== 0) {
      this.ledger.post(releaseEntry({ ...about, amountMinor: remainderMinor, part: 'remainder' }));
    }
    this.office.answer(asked, KIND.creditCaptured, account.address, {}, wayBack);
    account.owedMinor += amountMinor;
    account.heldMinor += leftMinor - heldMinor;
    if (leftMinor > 0) this.holds.set(order, { heldMinor: leftMinor, wayBack });
    else this.holds.delete(order);
  }
}

/** What is set aside for an order, and the way to the charge that asked for it. */
interface Hold {
  readonly heldMinor: number;
  readonly wayBack: Way;
}
