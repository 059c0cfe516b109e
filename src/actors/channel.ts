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
import type { Address } from '../machines/address.ts';
import type { Message } from '../machines/protocol.ts';
import { DirectSubscriber } from './direct-subscriber.ts';
import { below, happens, type Random } from './distribution.ts';
import type { Envelope } from './journal.ts';
import type { TimerHandler } from './timeline.ts';
import { type Passage, Transit, type TransitSetting, type TransitState } from './transit.ts';

/** What a channel does to messages beyond its medium, until told otherwise. */
export interface ChannelCondition {
  readonly lossPpm: number;
  readonly duplicatePpm: number;
  readonly reorderPpm: number;
  /** Reordered messages and duplicates arrive up to this much later. */
  readonly delayUsMax: number;
}
/** A channel that does nothing beyond its medium. */
export const CALM: ChannelCondition = { lossPpm: 0, duplicatePpm: 0, reorderPpm: 0, delayUsMax: 0 };

/** A message that will never arrive, and why. */
export interface Loss {
  readonly envelope: Envelope;
  readonly reason: string;
}

/** Where a channel is, as plain data that it no longer changes; what is under way is on the timeline. */
export interface ChannelState {
  readonly condition: ChannelCondition;
  readonly isCut: boolean;
  readonly bytesCarried: number;
  readonly underWay: number;
  readonly transit: TransitState;
}
/** What a channel needs to know of the run it is in. */
export interface ChannelSetting extends TransitSetting {
  /** The draws of one message: a short stream that depends on these names only. */
  readonly draws: (key: string, ordinal: number) => Random;
}

/** Carries messages one way; whoever subscribes to `arrivals$` and `losses$` gets each once. */
export class Channel {
  readonly name: string;
  readonly arrivals$: Observable<Passage>;
  readonly losses$: Observable<Loss>;
  condition: ChannelCondition = CALM;
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

  /** Whom the timeline calls when a message arrives. */
  get arriving(): TimerHandler<Passage> {
    return this.transit;
  }
  save(): ChannelState {
    const { condition, isCut, bytesCarried, underWay } = this;
    return { condition, isCut, bytesCarried, underWay, transit: this.transit.save() };
  }
  load({ condition, isCut, bytesCarried, underWay, transit }: ChannelState): void {
    this.condition = condition;
    this.isCut = isCut;
    this.bytesCarried = bytesCarried;
    this.underWay = underWay;
    this.transit.load(transit);
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
            const { lossPpm, duplicatePpm, reorderPpm, delayUsMax } = this.condition;
            if (mayHappen(random, this.transit.law.lossPpm) || mayHappen(random, lossPpm)) {
              this.lost$.next({ envelope, reason: 'noise' });
              return;
            }
            const tampered = this.tamper(envelope.message, envelope.to);
            const extraUs = mayHappen(random, reorderPpm) ? below(random, delayUsMax + 1) : 0;
            const isDuplicated = mayHappen(random, duplicatePpm);
            const latencyUs = this.transit.latencyUs(random);
            passages.next({ envelope, tampered, latencyUs, extraUs });
            if (!isDuplicated) return;
            const lateUs = 1 + below(random, delayUsMax + 1);
            const againUs = this.transit.latencyUs(random);
            passages.next({ envelope, tampered, latencyUs: againUs, extraUs: lateUs });
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

/** Draws only where there is a chance, so that a calm channel without loss costs no draws. */
function mayHappen(random: Random, ppm: number): boolean {
  return ppm > 0 && happens(random, ppm);
}
