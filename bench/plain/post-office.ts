/**
 * Post office: how the yardstick's letters get there, exactly once as far as anybody can tell.
 *
 *     say ──▶ way: link free, leave, latency, order ──▶ arrive
 *     ask ──▶ the same, and again after 5, 10, 20 … s until the reply has come
 *     admit ◀── a request: new, or seen before and answered again
 *
 * The laws are those of the network (src/actors/transit.ts, src/actors/requests.ts): the same draws from
 * the same streams, the same waits, the same time for which a request is remembered.
 *
 * Units: virtual microseconds, bytes.
 */
import { sampler } from '../../src/actors/distribution.ts';
import { PRIORITY, type TimerHandler } from '../../src/actors/timeline.ts';
import { Scheduler } from '../../src/sim/scheduler.ts';
import { BYTES, IS_PERSISTENT, IS_REPLY, IS_REQUEST, Letter, TYPES, type Way } from './letter.ts';
import { Remembered } from './remembered.ts';

const SECOND_US = 1_000_000;
const FIRST_WAIT_US = 5 * SECOND_US;
const TRIES = 6;
const SLOW_WAIT_US = 300 * SECOND_US;
const SLOW_TRIES = 400;
const REMEMBERED_US = 450 * SECOND_US;
const PERSISTENT_REMEMBERED_US =
  FIRST_WAIT_US * (2 ** TRIES - 1) + SLOW_TRIES * SLOW_WAIT_US + 3_600 * SECOND_US;
const MILLION = 1_000_000;

/** Whoever takes a letter that is neither a copy nor late. */
export interface Receiver {
  receive(letter: Letter): void;
}

/** Carries letters, and hands each request, reply and notice that counts to the receiver. */
export class PostOffice implements TimerHandler<Letter> {
  readonly owner = 'plain';
  readonly timeline = new Scheduler();
  /** How many letters of each type arrived. */
  readonly delivered = new Float64Array(TYPES.length);
  /** How often a request came that was here before. */
  repeatedCount = 0;
  private readonly receiver: Receiver;
  private readonly latencyUs: ReturnType<typeof sampler>;
  private readonly waiting = new Map<string, Letter>();
  private readonly heard = new Remembered<Letter>(REMEMBERED_US);
  private readonly heardPersistent = new Remembered<Letter>(PERSISTENT_REMEMBERED_US);
  private readonly retries: TimerHandler<Letter> = {
    owner: 'plain retries',
    fire: (letter) => this.tryAgain(letter),
  };

  constructor(receiver: Receiver, latencyMeanUs: number) {
    this.receiver = receiver;
    this.latencyUs = sampler({ exponential: latencyMeanUs });
  }

  fire(letter: Letter): void {
    const { kind } = letter;
    this.delivered[kind] = (this.delivered[kind] as number) + 1;
    if (IS_REPLY[kind]) {
      if (!this.settle(letter.requestId)) return;
    } else if (IS_REQUEST[kind] && !this.admit(letter)) return;
    this.receiver.receive(letter);
  }

  /** Sends a request, and again until it is answered. */
  ask(letter: Letter): void {
    this.carry(letter);
    this.wait(letter);
  }

  /** Answers a request; the answer is given again when the request comes again. */
  answer(asked: Letter, kind: number, from: string, body: object, way: Way | null): void {
    const { from: to, requestId, conversation, client } = asked;
    asked.answers += 1;
    const { answers } = asked;
    const reply = new Letter(kind, from, to, requestId, conversation, body, client, way, answers);
    asked.reply = reply;
    this.carry(reply);
  }

  /** Puts a letter on its way; one without a way is in the house and arrives at this instant. */
  carry(letter: Letter): void {
    const { timeline } = this;
    const { way, kind } = letter;
    const { nowUs } = timeline;
    if (way === null) {
      timeline.at(nowUs, PRIORITY.delivery, this, letter);
      return;
    }
    const { segment } = way;
    const bytes = BYTES[kind] as number;
    segment.bytes += bytes;
    let arrivalUs = Math.max(nowUs, way.freeAtUs);
    if (segment.bitsPerSecond !== null) {
      arrivalUs += Math.ceil((bytes * 8 * MILLION) / segment.bitsPerSecond);
    }
    way.freeAtUs = arrivalUs;
    arrivalUs += this.latencyUs(segment.draws(letter.requestId, letter.attempt));
    if (!segment.reorders) {
      arrivalUs = Math.max(arrivalUs, way.lastArrivalUs);
      way.lastArrivalUs = arrivalUs;
    }
    timeline.at(arrivalUs, PRIORITY.delivery, this, letter);
  }

  /** Whether a request is new; one that was here before is answered again, if it was answered. */
  private admit(letter: Letter): boolean {
    const { nowUs } = this.timeline;
    const memory = IS_PERSISTENT[letter.kind] ? this.heardPersistent : this.heard;
    const known = memory.recall(letter.requestId);
    if (known === undefined) {
      memory.remember(letter.requestId, letter, nowUs);
      return true;
    }
    if (known.from !== letter.from || !isSame(known, letter)) {
      throw new Error(`${letter.requestId} stands for two requests`);
    }
    this.repeatedCount += 1;
    memory.touch(letter.requestId, known, nowUs);
    const { reply } = known;
    if (reply !== null) {
      known.answers += 1;
      this.carry(copyOf(reply, known.answers));
    }
    return false;
  }

  private wait(letter: Letter): void {
    const { attempt } = letter;
    const waitUs = attempt <= TRIES ? FIRST_WAIT_US * 2 ** (attempt - 1) : SLOW_WAIT_US;
    const dueUs = this.timeline.nowUs + waitUs;
    letter.nextTry = this.timeline.at(dueUs, PRIORITY.timer, this.retries, letter);
    this.waiting.set(letter.requestId, letter);
  }

  private settle(requestId: string): boolean {
    const letter = this.waiting.get(requestId);
    if (letter === undefined) return false;
    this.timeline.cancel(letter.nextTry);
    return this.waiting.delete(requestId);
  }

  private tryAgain(letter: Letter): void {
    const tries = IS_PERSISTENT[letter.kind] ? TRIES + SLOW_TRIES : TRIES;
    if (letter.attempt >= tries) throw new Error(`nobody answers ${letter.requestId}`);
    this.ask(copyOf(letter, letter.attempt + 1));
  }
}

function copyOf(letter: Letter, attempt: number): Letter {
  const { kind, from, to, requestId, conversation, body, client, way } = letter;
  return new Letter(kind, from, to, requestId, conversation, body, client, way, attempt);
}
function isSame(one: Letter, other: Letter): boolean {
  if (one.kind !== other.kind) return false;
  return one.body === other.body || JSON.stringify(one.body) === JSON.stringify(other.body);
}
