/**
 * Plain network: the yardstick, the real work of a purchase in plain JavaScript written by hand.
 *
 *     people ──▶ client desk ◀──▶ post office ◀──▶ order, billing, credit and source desks ──▶ ledger
 *
 * The same messages with the same ids and bodies arrive at the same instants as in the real network
 * (test/bench/plain.test.ts), so the same work is done: requests that are remembered and repeated,
 * replies that end the waiting, every message's own draws, links and order of each sender and receiver,
 * people's behaviour, options, tokens, holds, ledger entries, bills and statements, and the timers of
 * patience, receipt, closing and lifetime. What it has not is what the network is for: machines to
 * look at, records, and any way on when something goes wrong.
 *
 * The ledger, bills, tokens, distributions, random streams and the scheduler are the same code.
 */
import type { SegmentLaw } from '../../src/actors/media.ts';
import { Ledger } from '../../src/billing/ledger.ts';
import * as cast from '../../src/sim/cast.ts';
import { RandomStreams } from '../../src/sim/random.ts';
import type { Scenario } from '../../src/sim/scenario/model.ts';
import { LATENCY_US } from '../purchases.ts';
import { BillingDesk } from './billing-desk.ts';
import { ClientDesk } from './client-desk.ts';
import { CreditDesk } from './credit-desk.ts';
import { KIND, type Letter, Segment, Way } from './letter.ts';
import { OrderDesk } from './order-desk.ts';
import type { Person, Source } from './parties.ts';
import { PostOffice, type Receiver } from './post-office.ts';
import { SourceDesk } from './source-desk.ts';
import { unexpected } from './unexpected.ts';

/** The purchases of a scenario whose people buy by transaction and whose sources settle by later bill. */
export class PlainNetwork implements Receiver {
  readonly office: PostOffice;
  readonly ledger = new Ledger();
  readonly people: readonly Person[];
  readonly clients: ClientDesk;
  readonly orders: OrderDesk;
  readonly billing: BillingDesk;
  readonly sources: ReadonlyMap<string, Source>;
  private readonly credit: CreditDesk;
  private readonly source: SourceDesk;
  private readonly streams: RandomStreams;

  constructor(scenario: Scenario) {
    this.streams = new RandomStreams(scenario.seed);
    const office = new PostOffice(this, LATENCY_US);
    const law = cast.coreLaw(scenario);
    const core = (from: string, to: string) => this.segment(`${from}>${to}`, law);
    const toServer = core('billing-processor', 'processing-server');
    const toBilling = core('processing-server', 'billing-processor');
    const toIssuer = core('billing-processor', 'credit-issuer');
    const fromIssuer = core('credit-issuer', 'billing-processor');
    const { currency, billing: terms } = scenario;
    this.office = office;
    this.sources = this.sourcesOf(scenario, core);
    this.clients = new ClientDesk(office, this.sources, (id, receives) => {
      return cast.clientInput(scenario, { id, receives, patienceUs: 0 }).keys;
    });
    this.orders = new OrderDesk(office, cast.processingServerInput(scenario), toBilling);
    this.credit = new CreditDesk(office, this.ledger, currency, toIssuer, fromIssuer);
    const billed = { currency, terms };
    this.billing = new BillingDesk(office, this.ledger, this.credit, toServer, billed);
    this.source = new SourceDesk(office);
    this.people = scenario.populations.flatMap((population) =>
      Array.from({ length: population.count }, (_, index) => {
        const name = cast.memberName(population, index + 1);
        const random = this.streams.stream(name, 'behaviour');
        return { name, population, random, left: 0, client: null };
      }),
    );
    for (const person of this.people) this.clients.begin(person);
  }

  run(): void {
    this.office.timeline.runUntil(Number.POSITIVE_INFINITY);
  }

  receive(letter: Letter): void {
    switch (letter.kind) {
      case KIND.optionsRequest:
        this.orders.optionsRequested(letter);
        return;
      case KIND.optionsOffered:
        this.clients.optionsOffered(letter.client, letter);
        return;
      case KIND.orderPlace:
        this.orders.placed(letter);
        return;
      case KIND.orderAccepted:
        this.clients.orderAccepted(letter.client, letter);
        return;
      case KIND.paymentAuthorize:
        this.billing.authorize(letter);
        return;
      case KIND.paymentAuthorized:
        this.orders.authorized(letter);
        return;
      case KIND.creditHold:
        this.credit.hold(letter);
        return;
      case KIND.creditHeld:
        this.billing.held(letter);
        return;
      case KIND.provisionRequest:
        this.source.provisionRequested(letter);
        return;
      case KIND.provisionModifying:
        this.orders.modifying(letter);
        return;
      case KIND.provisionToken:
        this.orders.tokenGiven(letter);
        return;
      case KIND.transmissionModified:
        this.clients.transmissionModified(letter.client, letter);
        return;
      case KIND.transmissionAccepted:
        this.source.transmissionAccepted(letter);
        return;
      case KIND.tokenDeliver:
        this.clients.tokenDelivered(letter.client, letter);
        return;
      case KIND.featureReceived:
        this.orders.received(letter);
        return;
      case KIND.receiptAcknowledged:
        this.clients.receiptAcknowledged(letter.client, letter);
        return;
      case KIND.paymentCapture:
        this.billing.capture(letter);
        return;
      case KIND.paymentCaptured:
        this.orders.captured(letter);
        return;
      case KIND.creditCapture:
        this.credit.capture(letter);
        return;
      case KIND.creditCaptured:
        this.billing.captured(letter);
        return;
      case KIND.paymentClose:
        this.billing.close(letter);
        return;
      case KIND.chargeDue:
        this.billing.chargeDue(letter);
        return;
      case KIND.shareDue:
        this.billing.shareDue(letter);
        return;
      case KIND.billIssue:
        this.clients.billIssued(letter.client, letter);
        return;
      case KIND.settlementNotice:
        this.source.shareNoticed(letter);
        return;
      case KIND.wholesaleBill:
        this.billing.wholesaleBilled(letter);
        return;
      // Nothing follows from these but that nobody waits any more.
      case KIND.tokenAccepted:
      case KIND.billAcknowledged:
      case KIND.settlementNoted:
      case KIND.wholesalePaid:
        return;
      default:
        unexpected(`a message of kind ${letter.kind}`);
    }
  }

  private sourcesOf(
    scenario: Scenario,
    core: (from: string, to: string) => Segment,
  ): ReadonlyMap<string, Source> {
    const sources = new Map<string, Source>();
    for (const plan of scenario.sources.values()) {
      const { id } = plan;
      const address = cast.sourceAddress(id);
      const medium = scenario.media[plan.medium];
      const input = cast.sourceInput(scenario, plan);
      sources.set(id, {
        id,
        address,
        settlementAddress: `billing-processor/settlement-${id}`,
        input,
        copyBytes: new Map(Object.entries(input.copyBytes)),
        downlink: this.segment(`${id}.downlink`, medium.downlink),
        uplink: this.segment(`${id}.uplink`, medium.uplink),
        fromServer: core('processing-server', address),
        toServer: core(address, 'processing-server'),
        fromSettlement: new Way(core('billing-processor', address)),
        toSettlement: new Way(core(address, 'billing-processor')),
        programmeBytes: 0,
        outstandingMinor: 0,
      });
    }
    return sources;
  }

  private segment(name: string, law: SegmentLaw): Segment {
    return new Segment(name, law, this.streams.drawsFor(name));
  }
}
