/**
 * W2 in plain JavaScript: the same protocol written by hand, one class a participant, a switch a
 * message, on the same heap.
 *
 * It does the happy path only, with the same messages, token seals and ledger postings; no timers, no
 * repetitions, no records. It is the yardstick: what the work costs when nothing helps.
 */
import { type Random, sampler } from '../src/actors/distribution.ts';
import type { TimerHandler } from '../src/actors/timeline.ts';
import { clearingAccount } from '../src/billing/accounts.ts';
import { Ledger } from '../src/billing/ledger.ts';
import { captureEntry, holdEntry, settlementEntry, shareEntry } from '../src/billing/postings.ts';
import { deviceKey, mintToken, tokenFault } from '../src/machines/token.ts';
import { RandomStreams } from '../src/sim/random.ts';
import { Scheduler } from '../src/sim/scheduler.ts';
import {
  LATENCY_US,
  priceMinor,
  purchasesEach,
  SOURCES,
  shareMinor,
  THINK_US,
} from './purchases.ts';

interface Client {
  readonly name: string;
  readonly source: number;
  readonly key: string;
  readonly nonces: string[];
  knowsOptions: boolean;
  left: number;
  count: number;
  state: 'watching' | 'browsing' | 'ordering' | 'awaiting' | 'confirming';
}
interface Order {
  readonly id: string;
  readonly client: Client;
  state: 'authorizing' | 'provisioning' | 'awaiting' | 'capturing' | 'completed';
  charge: 'holding' | 'held' | 'capturing' | 'captured' | 'settled';
}
/** A message on the heap. */
interface Due {
  readonly type: string;
  readonly client: Client;
  readonly order: Order | null;
  readonly token: string;
}

const CURRENCY = 'USD';

export class HappyPath implements TimerHandler<Due> {
  readonly owner = 'plain';
  readonly timeline = new Scheduler();
  readonly ledger = new Ledger();
  messages = 0;
  displayed = 0;
  private readonly owedMinor: number[] = new Array<number>(SOURCES).fill(0);
  private readonly creditMinor = new Map<string, number>();
  private readonly random: Random;
  private readonly latency = sampler({ exponential: LATENCY_US });
  private readonly think = sampler({ exponential: THINK_US });

  constructor(clients: number) {
    this.random = new RandomStreams(12_345).stream('plain', 'everything');
    for (let n = 0; n < clients; n += 1) {
      const source = n % SOURCES;
      const name = `viewers-${source}-${n}`;
      const key = deviceKey(`master ${source}`, name);
      const client: Client = {
        name,
        source,
        key,
        nonces: [],
        knowsOptions: false,
        left: purchasesEach(clients),
        count: 0,
        state: 'watching',
      };
      this.pickLater(client);
    }
  }

  run(): void {
    this.timeline.runUntil(Number.POSITIVE_INFINITY);
  }

  fire(due: Due): void {
    const { type, client, order } = due;
    if (order === null) this.browse(type, client);
    else if (!this.provide(due, order)) this.pay(type, order);
  }

  private browse(type: string, client: Client): void {
    switch (type) {
      case 'user.select':
        if (client.knowsOptions) {
          this.place(client);
          return;
        }
        client.state = 'browsing';
        this.send('options.request', client, null);
        return;
      case 'options.request':
        this.send('options.offered', client, null);
        return;
      case 'options.offered':
        client.knowsOptions = true;
        this.place(client);
        return;
    }
  }

  private place(client: Client): void {
    client.state = 'ordering';
    client.count += 1;
    const id = `${client.name}-${client.count}`;
    const order: Order = { id, client, state: 'authorizing', charge: 'holding' };
    this.send('order.place', client, order);
  }

  /** Purchase and provision, as far as client, server and source see it. */
  private provide({ type, client, token }: Due, order: Order): boolean {
    switch (type) {
      case 'order.place':
        this.send('order.accepted', client, order);
        this.send('payment.authorize', client, order);
        return true;
      case 'order.accepted':
        if (client.state === 'ordering') client.state = 'awaiting';
        return true;
      case 'payment.authorized':
        order.state = 'provisioning';
        this.send('provision.request', client, order);
        return true;
      case 'provision.request':
        if (client.source % 2 === 1) {
          this.send('provision.modifying', client, order);
          this.send('transmission.modified', client, order);
        } else this.send('provision.token', client, order, this.mint(order));
        return true;
      case 'provision.modifying':
        if (order.state === 'provisioning') order.state = 'awaiting';
        return true;
      case 'provision.token':
        order.state = 'awaiting';
        this.send('token.deliver', client, order, token);
        return true;
      case 'transmission.modified':
        this.send('transmission.accepted', client, order);
        return this.receive(client, order);
      case 'token.deliver':
        if (!this.opens(token, client)) return true;
        this.send('token.accepted', client, order);
        return this.receive(client, order);
      case 'feature.received':
        order.state = 'capturing';
        this.send('receipt.acknowledged', client, order);
        this.send('payment.capture', client, order);
        return true;
      case 'receipt.acknowledged':
        client.state = 'watching';
        this.displayed += 1;
        this.pickLater(client);
        return true;
      case 'payment.captured':
        order.state = 'completed';
        this.send('payment.close', client, order);
        return true;
    }
    return false;
  }

  private receive(client: Client, order: Order): boolean {
    client.state = 'confirming';
    this.send('feature.received', client, order);
    return true;
  }

  /** Billing, credit and settlement. */
  private pay(type: string, order: Order): void {
    const { client, id } = order;
    const { source } = client;
    const amountMinor = priceMinor(source);
    const about = { order: id, client: `client/${client.name}`, amountMinor, currency: CURRENCY };
    switch (type) {
      case 'payment.authorize':
        this.send('credit.hold', client, order);
        return;
      case 'credit.hold':
        this.creditMinor.set(client.name, (this.creditMinor.get(client.name) ?? 0) + amountMinor);
        this.ledger.post(holdEntry(about));
        this.send('credit.held', client, order);
        return;
      case 'credit.held':
        order.charge = 'held';
        this.send('payment.authorized', client, order);
        return;
      case 'payment.capture':
        order.charge = 'capturing';
        this.send('credit.capture', client, order);
        return;
      case 'credit.capture':
        this.ledger.post(captureEntry({ ...about, payee: clearingAccount, part: 'server' }));
        this.send('credit.captured', client, order);
        return;
      case 'credit.captured':
        order.charge = 'captured';
        this.send('payment.captured', client, order);
        return;
      case 'payment.close':
        order.charge = 'settled';
        this.share(order);
        this.send('charge.due', client, order);
        this.send('share.due', client, order);
        return;
      case 'charge.due':
        this.send('bill.issue', client, order);
        return;
      case 'bill.issue':
        this.send('bill.acknowledged', client, order);
        return;
      case 'share.due':
        this.owedMinor[source] = (this.owedMinor[source] ?? 0) + shareMinor(source);
        this.send('settlement.notice', client, order);
        return;
      case 'settlement.notice':
        this.send('settlement.noted', client, order);
        this.send('wholesale.bill', client, order);
        return;
      case 'wholesale.bill':
        this.settle(order);
        return;
    }
  }

  private share({ id, client: { source } }: Order): void {
    const sourceMinor = shareMinor(source);
    const serverMinor = priceMinor(source) - sourceMinor;
    const shared = { order: id, source: `source/source-${source}`, currency: CURRENCY };
    this.ledger.post(shareEntry({ ...shared, serverMinor, sourceMinor }));
  }

  private settle(order: Order): void {
    const { source } = order.client;
    const amountMinor = shareMinor(source);
    this.owedMinor[source] = (this.owedMinor[source] ?? 0) - amountMinor;
    this.ledger.post(
      settlementEntry({
        bill: `W-${order.id}`,
        source: `source/source-${source}`,
        amountMinor,
        currency: CURRENCY,
      }),
    );
    this.send('wholesale.paid', order.client, order);
  }

  private mint({ id, client }: Order): string {
    const { nowUs } = this.timeline;
    const claims = {
      source: `source-${client.source}`,
      client: client.name,
      transmission: 'film',
      feature: 'sound',
      notBeforeUs: nowUs,
      notAfterUs: nowUs + 300_000_000,
      nonce: id,
    };
    return mintToken(claims, deviceKey(`master ${client.source}`, client.name));
  }

  private opens(token: string, client: Client): boolean {
    const fault = tokenFault({
      token,
      key: client.key,
      client: client.name,
      transmission: 'film',
      feature: 'sound',
      atUs: this.timeline.nowUs,
      usedNonces: client.nonces,
    });
    if (fault === null) client.nonces.push(token);
    return fault === null;
  }

  private send(type: string, client: Client, order: Order | null, token = ''): void {
    this.messages += 1;
    const atUs = this.timeline.nowUs + this.latency(this.random);
    this.timeline.at(atUs, 4, this, { type, client, order, token });
  }

  private pickLater(client: Client): void {
    if (client.left === 0) return;
    client.left -= 1;
    const atUs = this.timeline.nowUs + this.think(this.random);
    this.timeline.at(atUs, 6, this, { type: 'user.select', client, order: null, token: '' });
  }
}
