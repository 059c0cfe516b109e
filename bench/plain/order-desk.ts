/**
 * Order desk: the processing server of the yardstick, and its orders.
 *
 *     authorizing ─▶ provisioning ─▶ awaitingReceipt ─▶ capturing ─▶ completed
 */
import { PRIORITY, type TimerHandler } from '../../src/actors/timeline.ts';
import type {
  CatalogueEntry,
  ProcessingServerInput,
} from '../../src/machines/processing-server.ts';
import type { Bodies, Selection, Terms } from '../../src/machines/protocol.ts';
import { KIND, Letter, type Segment } from './letter.ts';
import { ORDER, Order } from './parties.ts';
import type { PostOffice } from './post-office.ts';
import { Remembered } from './remembered.ts';
import { unexpected } from './unexpected.ts';

const SERVER = 'processing-server';
const BILLING = 'billing-processor';
const ENDED_US = 2 * 86_400 * 1_000_000;

/** What is sold under `TRANSMISSION|FEATURE` from one source, mode by mode. */
interface Sold {
  readonly entry: CatalogueEntry;
  readonly terms: readonly Terms[];
}

export class OrderDesk {
  completed = 0;
  private readonly office: PostOffice;
  private readonly input: ProcessingServerInput;
  private readonly toBilling: Segment;
  private readonly sold = new Map<string, readonly Sold[]>();
  private readonly orders = new Map<string, Order>();
  /** How orders ended, to answer for them. */
  private readonly ended = new Remembered<{ readonly state: string; touchedUs: number }>(ENDED_US);
  private readonly receipts: TimerHandler<Order> = {
    owner: 'plain receipts',
    fire: (order) => unexpected(`${order.id} was not received in time`),
  };

  constructor(office: PostOffice, input: ProcessingServerInput, toBilling: Segment) {
    this.office = office;
    this.input = input;
    this.toBilling = toBilling;
    for (const [key, entries] of Object.entries(input.catalogue)) {
      this.sold.set(
        key,
        entries.map((entry) => ({ entry, terms: termsOf(entry) })),
      );
    }
  }

  optionsRequested(asked: Letter): void {
    const { transmission, receivable } = asked.body as Bodies['options.request'];
    const options = [];
    for (const entry of this.input.options[transmission] ?? []) {
      if (!receivable.includes(entry.sourceId)) continue;
      const { feature, sourceId: source, amountMinor: priceMinor } = entry;
      options.push({ transmission, feature, source, priceMinor });
    }
    const body = { options } satisfies Bodies['options.offered'];
    this.office.answer(asked, KIND.optionsOffered, SERVER, body, asked.client.downlink);
  }

  placed(asked: Letter): void {
    const { client, conversation: id } = asked;
    const { transmission, feature, receivable } = asked.body as Bodies['order.place'];
    const candidates = this.candidatesFor({ transmission, feature }, receivable);
    const [first] = candidates;
    if (first === undefined || this.orders.has(id)) unexpected(asked.requestId);
    const order = new Order(
      id,
      client,
      { transmission, feature },
      candidates,
      first,
      this.toBilling,
    );
    this.orders.set(id, order);
    const accepted = { priceMinor: first.amountMinor } satisfies Bodies['order.accepted'];
    this.office.answer(asked, KIND.orderAccepted, order.address, accepted, client.downlink);
    const authorize = {
      client: client.address,
      amountMinor: first.amountMinor,
    } satisfies Bodies['payment.authorize'];
    this.ask(order, KIND.paymentAuthorize, BILLING, 'payment.authorize', authorize);
  }

  authorized({ conversation }: Letter): void {
    const order = this.orders.get(conversation);
    if (order === undefined || order.state !== ORDER.authorizing) unexpected(conversation);
    const { client, selection, terms, provision } = order;
    order.state = ORDER.provisioning;
    const body = {
      client: client.address,
      transmission: selection.transmission,
      feature: selection.feature,
      mode: terms.mode,
      provision,
    } satisfies Bodies['provision.request'];
    const requestId = `${provision}:provision.request`;
    const { source, toSource } = { source: terms.source, toSource: order.toSource };
    const kind = KIND.provisionRequest;
    this.office.ask(
      new Letter(kind, order.address, source, requestId, order.id, body, client, toSource, 1),
    );
  }

  modifying({ conversation, body }: Letter): void {
    const order = this.orders.get(conversation);
    if (order === undefined || order.state !== ORDER.provisioning) return;
    if ((body as Bodies['provision.modifying']).provision !== order.provision) return;
    this.awaitReceipt(order);
  }

  tokenGiven({ conversation, body }: Letter): void {
    const order = this.orders.get(conversation);
    if (order === undefined || order.state !== ORDER.provisioning) return;
    const { provision, token } = body as Bodies['provision.token'];
    if (provision !== order.provision) return;
    const { client, selection, terms } = order;
    const delivery = {
      transmission: selection.transmission,
      feature: selection.feature,
      provision,
      source: terms.source,
      token,
    } satisfies Bodies['token.deliver'];
    const requestId = `${provision}:token.deliver`;
    const kind = KIND.tokenDeliver;
    const { address, downlink } = client;
    this.office.ask(
      new Letter(kind, order.address, address, requestId, order.id, delivery, client, downlink, 1),
    );
    this.awaitReceipt(order);
  }

  received(asked: Letter): void {
    const order = this.orders.get(asked.conversation);
    if (order === undefined || order.state === ORDER.capturing) unexpected(asked.requestId);
    const { provision } = asked.body as Bodies['feature.received'];
    if (provision !== order.provision) unexpected(asked.requestId);
    const { timeline } = this.office;
    timeline.cancel(order.receipt);
    order.receivedAtUs = timeline.nowUs;
    order.state = ORDER.capturing;
    const body = { accepted: true } satisfies Bodies['receipt.acknowledged'];
    const { downlink } = order.client;
    this.office.answer(asked, KIND.receiptAcknowledged, order.address, body, downlink);
    const { terms, receivedAtUs } = order;
    const capture = { terms, receivedAtUs } satisfies Bodies['payment.capture'];
    this.ask(order, KIND.paymentCapture, order.chargeAddress, 'payment.capture', capture);
  }

  captured({ conversation }: Letter): void {
    const order = this.orders.get(conversation);
    if (order === undefined || order.state !== ORDER.capturing) unexpected(conversation);
    const { id, address, chargeAddress, client, toCharge } = order;
    const kind = KIND.paymentClose;
    this.office.carry(
      new Letter(kind, address, chargeAddress, `${id}:payment.close`, id, {}, client, toCharge, 1),
    );
    this.completed += 1;
    this.orders.delete(id);
    const { nowUs } = this.office.timeline;
    this.ended.remember(id, { state: 'completed', touchedUs: nowUs }, nowUs);
  }

  private ask(order: Order, kind: number, to: string, type: string, body: object): void {
    const { id, address, client } = order;
    const way = to === BILLING ? order.toBilling : order.toCharge;
    this.office.ask(new Letter(kind, address, to, `${id}:${type}`, id, body, client, way, 1));
  }

  private awaitReceipt(order: Order): void {
    const { timeline } = this.office;
    order.state = ORDER.awaitingReceipt;
    const dueUs = timeline.nowUs + this.input.receiptMs * 1_000;
    order.receipt = timeline.at(dueUs, PRIORITY.timer, this.receipts, order);
  }

  /** The preferred source and mode first, and nothing dearer than the first. */
  private candidatesFor(
    { transmission, feature }: Selection,
    receivable: readonly string[],
  ): readonly Terms[] {
    const sold = this.sold.get(`${transmission}|${feature}`) ?? [];
    const candidates: Terms[] = [];
    let quotedMinor = -1;
    for (const id of receivable) {
      for (const { entry, terms } of sold) {
        if (entry.sourceId !== id) continue;
        if (quotedMinor < 0) quotedMinor = entry.amountMinor;
        if (entry.amountMinor <= quotedMinor) candidates.push(...terms);
      }
    }
    return candidates;
  }
}

function termsOf({
  transmission: _t,
  feature: _f,
  sourceId: _s,
  modes,
  ...terms
}: CatalogueEntry): readonly Terms[] {
  return modes.map((mode) => ({ ...terms, mode }));
}
