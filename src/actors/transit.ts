/**
 * Transit: when a message that a channel carries arrives.
 *
 *     now ──link and shared segment free──▶ leaving ──bytes / rate──▶ sent ──latency──▶ arrival
 *
 * A link is what one client has of a segment; between servers there is none, and nothing waits.
 * Unless the medium reorders or a condition delays it, a message never arrives before one sent
 * earlier by the same sender to the same receiver.
 *
 * Units: microseconds, bits per second.
 * Memory: a few numbers for each client, and for each pair of servers' processes, with something under
 * way or a rate of its own; the rest is forgotten now and then.
 * Laws: test/actors/channel-law.test.ts.
 */
import type { Address } from '../machines/address.ts';
import type { Message } from '../machines/protocol.ts';
import { type Random, sampler } from './distribution.ts';
import type { Envelope } from './journal.ts';
import { type LatestArrival, LatestArrivals } from './latest-arrivals.ts';
import type { SegmentLaw } from './media.ts';
import { PRIORITY, type Timeline, type TimerHandler } from './timeline.ts';

/** A message on its way through a channel; plain data that never changes. */
export interface Passage {
  readonly envelope: Envelope;
  /** What arrives, when it is not what was sent. */
  readonly tampered: Message | null;
  /** How long it takes once it has left. */
  readonly latencyUs: number;
  /** Delay on top of the law; a delayed message may be overtaken. */
  readonly extraUs: number;
}
/** What a transit needs to know of the channel it is in. */
export interface TransitSetting {
  readonly name: string;
  readonly law: SegmentLaw;
  readonly timeline: Timeline;
}

/** What still matters of what a channel has carried, as plain data. */
export interface TransitState {
  readonly links: ReadonlyMap<Address, Readonly<Link>>;
  readonly sharedFreeAtUs: number;
  readonly pairs: readonly LatestArrival[];
}

const MILLION = 1_000_000;
/** Fewer than this are not worth looking through. */
const KNOWN_MIN = 1_024;

/** Works out when a passage arrives, and has it arrive then. */
export class Transit implements TimerHandler<Passage> {
  readonly kind = 'segment';
  readonly owner: string;
  readonly law: SegmentLaw;
  /** Draws how long a message takes once it has left. */
  readonly latencyUs: (random: Random) => number;
  arrive: (passage: Passage) => void = () => undefined;
  private readonly timeline: Timeline;
  private readonly links = new Map<Address, Link>();
  private linksMax = KNOWN_MIN;
  private sharedFreeAtUs = 0;
  /** Between servers. */
  private readonly pairs = new LatestArrivals();
  private readonly canOvertake: boolean;

  constructor({ name, law, timeline }: TransitSetting) {
    this.owner = name;
    this.law = law;
    this.timeline = timeline;
    this.latencyUs = sampler(law.latencyUs);
    this.canOvertake = !('constant' in law.latencyUs);
  }

  begin(passage: Passage): void {
    const { client } = passage.envelope;
    const link = client === null ? null : this.link(client);
    const sentUs = link === null ? this.timeline.nowUs : this.leaveUs(passage, link);
    const arrivalUs = sentUs + passage.latencyUs + passage.extraUs;
    const inOrderUs =
      this.law.reorders || passage.extraUs > 0 ? arrivalUs : this.inOrder(passage, link, arrivalUs);
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

  /** What still matters of what was sent. */
  save(): TransitState {
    this.forgetFreeLinks();
    this.pairs.forgetBefore(this.timeline.nowUs);
    const links = new Map(Array.from(this.links, ([client, link]) => [client, { ...link }]));
    return { links, sharedFreeAtUs: this.sharedFreeAtUs, pairs: this.pairs.save() };
  }
  load({ links, sharedFreeAtUs, pairs }: TransitState): void {
    for (const [client, link] of links) this.links.set(client, { ...link });
    this.sharedFreeAtUs = sharedFreeAtUs;
    this.pairs.load(pairs);
  }

  /** When the last bit has left: after what is before it on the link and on the shared segment. */
  private leaveUs({ envelope }: Passage, link: Link): number {
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

  private inOrder({ envelope }: Passage, link: Link | null, arrivalUs: number): number {
    if (link !== null) {
      link.lastArrivalUs = Math.max(link.lastArrivalUs, arrivalUs);
      return link.lastArrivalUs;
    }
    if (!this.canOvertake) return arrivalUs;
    return this.pairs.inOrder(envelope.from, envelope.to, arrivalUs, this.timeline.nowUs);
  }

  /** Links that are free, have nothing under way and carry what the law says need no memory. */
  private forgetFreeLinks(): void {
    const { nowUs } = this.timeline;
    for (const [client, { freeAtUs, lastArrivalUs, bitsPerSecond }] of this.links) {
      if (Math.max(freeAtUs, lastArrivalUs) > nowUs) continue;
      if (bitsPerSecond === this.law.bitsPerSecond) this.links.delete(client);
    }
    this.linksMax = Math.max(KNOWN_MIN, 2 * this.links.size);
  }

  private link(client: Address): Link {
    const known = this.links.get(client);
    if (known !== undefined) return known;
    if (this.links.size >= this.linksMax) this.forgetFreeLinks();
    const link = { freeAtUs: 0, lastArrivalUs: 0, bitsPerSecond: this.law.bitsPerSecond };
    this.links.set(client, link);
    return link;
  }
}

/** One client's link: when it is free again, and what it carries. */
interface Link {
  freeAtUs: number;
  lastArrivalUs: number;
  bitsPerSecond: number | null;
}

function takesUs(bytes: number, bitsPerSecond: number): number {
  return Math.ceil((bytes * 8 * MILLION) / bitsPerSecond);
}
