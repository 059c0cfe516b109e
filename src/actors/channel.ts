/**
 * Channel: one network segment in one direction, as an RxJS pipeline.
 *
 *     send ──▶ sent$ ──impair──▶ ──transit──▶ arrivals$
 *                        │ cut, lost           │
 *                        └────────▶ losses$ ◀──┘ cut while under way? no: what is under way arrives
 *
 * Delivery law. A message arrives once, at
 *     (when the link and the shared segment are free) + bytes / rate + latency,
 * never before a message sent earlier by the same sender to the same receiver, unless the medium
 * reorders. A cut channel loses what is sent while it is cut and still delivers what is under way.
 * A condition may lose, duplicate or delay messages beyond that, each with its own chance.
 *
 * Units: microseconds, bits per second, chances in parts per million. Every draw is a function of the
 * run's seed, this channel's name, the message's request id and its attempt, so no message's fate
 * depends on any other message.
 *
 * Laws: test/actors/channel.test.ts (marbles) and test/actors/channel-law.test.ts (properties).
 */
import { Observable, type OperatorFunction, Subject } from 'rxjs';
import type { Address, Message } from '../machines/protocol.ts';
import { DirectSubscriber } from './direct-subscriber.ts';
import { type Random, sampler } from './distribution.ts';
import type { Envelope } from './journal.ts';
import type { SegmentLaw } from './media.ts';
import { PRIORITY, type Timeline, type TimerHandler } from './timeline.ts';

/** What a channel does to messages beyond its law. */
export interface Impairment {
  readonly lossPpm: number;
  readonly duplicatePpm: number;
  readonly reorderPpm: number;
  /** Reordered messages and duplicates arrive up to this much later. */
  readonly delayUsMax: number;
}
export const UNIMPAIRED: Impairment = { lossPpm: 0, duplicatePpm: 0, reorderPpm: 0, delayUsMax: 0 };

/** A message on its way through a channel. */
export interface Passage {
  readonly envelope: Envelope;
  /** What arrives, when it is not what was sent. */
  readonly tampered: Message | null;
  /** Delay on top of the law; a delayed message may be overtaken. */
  readonly extraUs: number;
  readonly random: Random;
}
export interface Loss {
  readonly envelope: Envelope;
  readonly reason: string;
}

/** What a channel needs to know of the run it is in. */
export interface ChannelSetting {
  readonly name: string;
  readonly law: SegmentLaw;
  readonly timeline: Timeline;
  /** The draws of one message: a short stream that depends on these names only. */
  readonly draws: (key: string, ordinal: number) => Random;
  /** The client whose link a message uses; null between servers. */
  readonly linkOf: (envelope: Envelope) => Address | null;
}

export class Channel {
  readonly name: string;
  readonly arrivals$: Observable<Passage>;
  readonly losses$: Observable<Loss>;
  impairment: Impairment = UNIMPAIRED;
  /** Replaces a message under way, or leaves it (null). */
  tamper: (message: Message, to: Address) => Message | null = () => null;
  /** What was put on this channel, repetitions included. */
  bytesCarried = 0;
  underWay = 0;
  private isCut = false;
  private readonly sent$ = new Subject<Envelope>();
  private readonly lost$ = new Subject<Loss>();
  private readonly draws: ChannelSetting['draws'];
  private readonly transit: Transit;

  constructor(setting: ChannelSetting) {
    this.name = setting.name;
    this.draws = setting.draws;
    this.transit = new Transit(setting);
    this.losses$ = this.lost$.asObservable();
    this.arrivals$ = this.sent$.pipe(this.impair(), this.carryAcross());
  }

  send(envelope: Envelope): void {
    this.bytesCarried += envelope.bytes;
    this.sent$.next(envelope);
  }
  cut(): void {
    this.isCut = true;
  }
  mend(): void {
    this.isCut = false;
  }
  /** Sets what one client's link carries; null restores the medium's own rate. */
  setRate(client: Address, bitsPerSecond: number | null): void {
    this.transit.setRate(client, bitsPerSecond);
  }
  /** What one client's link carries, in bits per second; null where nothing is counted. */
  rateOf(client: Address): number | null {
    return this.transit.rateOf(client);
  }

  private impair(): OperatorFunction<Envelope, Passage> {
    return (sent$) =>
      new Observable((passages) =>
        sent$.subscribe(
          new DirectSubscriber((envelope) => {
            if (this.isCut) {
              this.lost$.next({ envelope, reason: 'channel cut' });
              return;
            }
            const random = this.draws(envelope.message.requestId, envelope.attempt);
            const { lossPpm, duplicatePpm, reorderPpm, delayUsMax } = this.impairment;
            if (happens(random, this.transit.law.lossPpm) || happens(random, lossPpm)) {
              this.lost$.next({ envelope, reason: 'lost' });
              return;
            }
            const tampered = this.tamper(envelope.message, envelope.to);
            const extraUs = happens(random, reorderPpm) ? below(random, delayUsMax) : 0;
            const isDuplicated = happens(random, duplicatePpm);
            passages.next({ envelope, tampered, extraUs, random });
            if (isDuplicated) {
              passages.next({ envelope, tampered, extraUs: 1 + below(random, delayUsMax), random });
            }
          }),
        ),
      );
  }

  private carryAcross(): OperatorFunction<Passage, Passage> {
    return (passages$) =>
      new Observable((arrivals) => {
        this.transit.arrive = (passage) => {
          this.underWay -= 1;
          arrivals.next(passage);
        };
        return passages$.subscribe(
          new DirectSubscriber((passage) => {
            this.underWay += 1;
            this.transit.begin(passage);
          }),
        );
      });
  }
}

/** One client's link: when it is free again, and what it carries. */
interface Link {
  freeAtUs: number;
  lastArrivalUs: number;
  bitsPerSecond: number | null;
}

/** Works out when a passage arrives, and has it arrive then. */
class Transit implements TimerHandler<Passage> {
  readonly owner: string;
  readonly law: SegmentLaw;
  arrive: (passage: Passage) => void = () => undefined;
  private readonly timeline: Timeline;
  private readonly linkOf: ChannelSetting['linkOf'];
  private readonly latencyUs: (random: Random) => number;
  private readonly links = new Map<Address, Link>();
  private sharedFreeAtUs = 0;
  /** Between servers: the latest arrival of each pair still under way. */
  private readonly pairs = new Map<string, number>();
  private pairsMax = PAIRS_MIN;
  private readonly canOvertake: boolean;

  constructor({ name, law, timeline, linkOf }: ChannelSetting) {
    this.owner = name;
    this.law = law;
    this.timeline = timeline;
    this.linkOf = linkOf;
    this.latencyUs = sampler(law.latencyUs);
    this.canOvertake = !('constant' in law.latencyUs);
  }

  begin(passage: Passage): void {
    const client = this.linkOf(passage.envelope);
    const sentUs = client === null ? this.timeline.nowUs : this.leaveUs(passage, client);
    const arrivalUs = sentUs + this.latencyUs(passage.random) + passage.extraUs;
    const inOrderUs =
      this.law.reorders || passage.extraUs > 0
        ? arrivalUs
        : this.inOrder(passage, client, arrivalUs);
    this.timeline.at(inOrderUs, PRIORITY.delivery, this, passage);
  }

  fire(passage: Passage): void {
    this.arrive(passage);
  }

  setRate(client: Address, bitsPerSecond: number | null): void {
    this.link(client).bitsPerSecond = bitsPerSecond ?? this.law.bitsPerSecond;
  }
  rateOf(client: Address): number | null {
    const known = this.links.get(client);
    return known === undefined ? this.law.bitsPerSecond : known.bitsPerSecond;
  }

  /** When the last bit has left: after what is before it on the link and on the shared segment. */
  private leaveUs({ envelope }: Passage, client: Address): number {
    const link = this.link(client);
    let leaveUs = Math.max(this.timeline.nowUs, link.freeAtUs);
    if (link.bitsPerSecond !== null) leaveUs += takesUs(envelope.bytes, link.bitsPerSecond);
    if (this.law.sharedBitsPerSecond !== null) {
      const shareUs = takesUs(envelope.bytes, this.law.sharedBitsPerSecond);
      this.sharedFreeAtUs = Math.max(this.timeline.nowUs, this.sharedFreeAtUs) + shareUs;
      leaveUs = Math.max(leaveUs, this.sharedFreeAtUs);
    }
    link.freeAtUs = leaveUs;
    return leaveUs;
  }

  private inOrder({ envelope }: Passage, client: Address | null, arrivalUs: number): number {
    if (client !== null) {
      const link = this.link(client);
      link.lastArrivalUs = Math.max(link.lastArrivalUs, arrivalUs);
      return link.lastArrivalUs;
    }
    if (!this.canOvertake) return arrivalUs;
    const pair = `${envelope.from} ${envelope.to}`;
    const inOrderUs = Math.max(this.pairs.get(pair) ?? 0, arrivalUs);
    this.pairs.set(pair, inOrderUs);
    if (this.pairs.size >= this.pairsMax) this.forgetArrived();
    return inOrderUs;
  }

  /** Pairs that have nothing under way need no memory; the limit grows with those that do. */
  private forgetArrived(): void {
    for (const [pair, lastUs] of this.pairs) {
      if (lastUs < this.timeline.nowUs) this.pairs.delete(pair);
    }
    this.pairsMax = Math.max(PAIRS_MIN, 2 * this.pairs.size);
  }

  private link(client: Address): Link {
    const known = this.links.get(client);
    if (known !== undefined) return known;
    const link = { freeAtUs: 0, lastArrivalUs: 0, bitsPerSecond: this.law.bitsPerSecond };
    this.links.set(client, link);
    return link;
  }
}

const MILLION = 1_000_000;
/** Fewer pairs than this are not worth looking through. */
const PAIRS_MIN = 1_024;

function takesUs(bytes: number, bitsPerSecond: number): number {
  return Math.ceil((bytes * 8 * MILLION) / bitsPerSecond);
}
/** Draws only where there is a chance, so that a channel without impairments costs no draws. */
function happens(random: Random, ppm: number): boolean {
  return ppm > 0 && below(random, MILLION - 1) < ppm;
}
function below(random: Random, max: number): number {
  return Math.floor((random.nextUint32() / 4_294_967_296) * (max + 1));
}
