/**
 * Viewing sentences: what a person does while playing, from words to an action.
 *
 *     WHO plays TRANSMISSION with DELIVERY            WHO pauses | resumes | stops
 *     WHO plays TRANSMISSION at the lowest price      WHO seeks to 22:00 | to frame 31680
 *     WHO answers [COMMERCIAL]                        WHO takes part in SURVEY
 *     WHO commits to TRANSMISSION                     WHO bids 4.25 in AUCTION
 *
 * `rewinds` and `fast-forwards` mean the same as `seeks`. A time after `to` is a place in what plays.
 */
import { parseMoney } from '../../billing/money.ts';
import { parseMediaTicks } from './media-time.ts';
import type { Action } from './model.ts';
import type { SlotReader } from './slot-reader.ts';

/** The verbs of viewing. */
export const VIEWING_VERBS = [
  'plays',
  'pauses',
  'resumes',
  'stops',
  'seeks',
  'rewinds',
  'fast-forwards',
  'answers',
  'takes',
  'commits',
  'bids',
] as const;

const PLAIN_VERBS = new Map<string, 'pause' | 'resume' | 'stop'>([
  ['pauses', 'pause'],
  ['resumes', 'resume'],
  ['stops', 'stop'],
]);
const US_CLOCK = { tick: 'us', framesPerSecond: null } as const;
const WHOLE = /^\d{1,15}$/;

/** What `who` does, from the verb on; null when the verb is none of viewing. */
export function viewingAction(reader: SlotReader, who: string, verb: string): Action | null {
  const plain = PLAIN_VERBS.get(verb);
  if (plain !== undefined) return { do: plain, who };
  switch (verb) {
    case 'plays':
      return play(reader, who);
    case 'seeks':
    case 'rewinds':
    case 'fast-forwards':
      return { do: 'seek', who, to: place(reader) };
    case 'answers':
      return { do: 'respond', who, part: reader.peek() === '' ? null : reader.part() };
    case 'takes':
      reader.word('part');
      reader.word('in');
      return { do: 'take-part', who, survey: reader.survey() };
    case 'commits':
      reader.word('to');
      return { do: 'commit', who, transmission: reader.transmission() };
    case 'bids': {
      const amountMinor = reader.quantity(parseMoney, 'an amount such as 4.25');
      reader.word('in');
      return { do: 'bid', who, amountMinor, auction: reader.auction() };
    }
    default:
      return null;
  }
}

function play(reader: SlotReader, who: string): Action {
  const transmission = reader.transmission();
  if (reader.word('with', 'at') === 'with') {
    const delivery = reader.delivery();
    return { do: 'play', who, transmission, choice: { by: 'name', delivery } };
  }
  for (const word of ['the', 'lowest', 'price']) reader.word(word);
  return { do: 'play', who, transmission, choice: { by: 'price' } };
}

function place(reader: SlotReader): { readonly us: number } | { readonly frame: number } {
  reader.word('to');
  if (reader.peek() !== 'frame') {
    return { us: reader.quantity(mediaUs, 'a place such as 22:00, or frame 31680') };
  }
  reader.word('frame');
  const frame = (text: string) => (WHOLE.test(text) ? Number(text) : null);
  return { frame: reader.quantity(frame, 'the number of a frame') };
}

function mediaUs(text: string): number | null {
  const read = parseMediaTicks(text, US_CLOCK);
  return read.ok && read.ticks >= 0 ? read.ticks : null;
}
