/**
 * Story: a run as sentences, for people who do not read traces.
 *
 *     19:30:02.413  Metro Cable modifies the transmission of Cup Final for alice (surround sound)
 *
 * Told are the steps a person would ask about, each once: what people do, what is decided, provided,
 * displayed, paid and billed, and what goes wrong. Messages are told when they are sent for the
 * first time. Everything else is not told. What each type says is in story-sentences.ts and
 * story-viewing.ts; what happens again and again is told once (story-lines.ts).
 */
import { formatMoney } from '../billing/money.ts';
import { type Address, nameOf, roleOf } from '../machines/address.ts';
import { type Clock, civilClock } from './clock-text.ts';
import type { RunRecord } from './record.ts';
import { sentenceFor } from './story-sentences.ts';

/** How a story names things. */
export interface StoryWords {
  readonly clock: Clock;
  /** What people call a participant or process: `alice`, `Metro Cable`, `the server`. */
  titleOf(address: Address): string;
  /** What people call a transmission or a feature, by its id: `Cup Final`, `surround sound`. */
  programmeOf(id: string): string;
  /** What people call a way of delivering a transmission: `with three commercials`. */
  deliveryOf(transmission: string, id: string): string;
  /** An amount in minor units: `3.99 USD`. */
  money(amountMinor: number): string;
}

/**
 * The record as a line of the story, with its time; null when it is not told.
 *
 * @param times how often it happened, where it stands for all that were like it
 */
export function tell(record: RunRecord, words: StoryWords, times = 1): string | null {
  const sentence = sentenceFor(record, words, times);
  if (sentence === null) return null;
  return `${words.clock(record.atUs)}  ${sentence.replace(/\p{Cc}/gu, ' ')}`;
}

/**
 * Words for when only a trace is at hand: ids stand for titles.
 *
 * @param epochUs the civil instant of `atUs` 0, in microseconds since 1970
 */
export function plainWords(epochUs: number, currency: string): StoryWords {
  return {
    clock: civilClock(epochUs),
    titleOf(address) {
      const role = roleOf(address);
      if (role === 'client' || role === 'source') return nameOf(address);
      return `the ${role.replaceAll('-', ' ')}`;
    },
    programmeOf: (id) => id,
    deliveryOf: (_, id) => id,
    money: (amountMinor) => formatMoney(amountMinor, currency),
  };
}
