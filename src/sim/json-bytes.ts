/**
 * JSON bytes: plain data as the UTF-8 bytes of its JSON, without a string in between.
 *
 *     { seq: 1, actor: 'script' }  ──write──▶  { " s e q " : 1 , " a c t o r " : " s c r i p t " }
 *
 * Every record of a run goes through here, for its fingerprint if for nothing else. Making the text
 * first, and bytes of it then, takes twice as long and leaves both to be collected. Texts without escapes
 * are remembered as they were written: records say the same few things again and again.
 *
 * Units: bytes. Plain data is what comes out of `JSON.parse`, with fields that may be undefined.
 * Law (test/sim/json-bytes.test.ts): for any plain data these are the bytes of `JSON.stringify`.
 */
import { codeUnitAt } from './code-unit.ts';
import { FALSE, Key, NULL, type Piece, TRUE, viewOf, WORD_BYTES } from './json-piece.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const MINUS = 0x2d;
const ZERO = 0x30;
const OPENING_BRACKET = 0x5b;
const CLOSING_BRACKET = 0x5d;
const OPENING_BRACE = 0x7b;
const CLOSING_BRACE = 0x7d;
const LINE_FEED = 0x0a;
/** By code unit: 1 for what does not stand for itself in a JSON text, as far as this goes. */
const ESCAPED = new Uint8Array(0x10000).fill(1);
ESCAPED.fill(0, 0x20, 0x7f);
ESCAPED[QUOTE] = 1;
ESCAPED[BACKSLASH] = 1;

/** A power of two. With more of them a text is known a little more often, but found more slowly. */
const KNOWN_TEXTS = 1_024;
const KNOWN_WORDS = 8;
/** What is longer comes again too rarely. */
const KNOWN_BYTES_MAX = KNOWN_WORDS * WORD_BYTES;

const BILLION = 1_000_000_000;
/** A character takes at most this much: an escape, `\u001f`. */
const CHARACTER_BYTES_MAX = 6;
/** `-1.2345678901234567e-300` is as long as a number gets, or nearly. */
const NUMBER_BYTES_MAX = 32;

/** Writes one value after the other, until they are taken. */
export class JsonBytes {
  /** How many bytes were written and not yet taken. */
  length = 0;
  /** They are the first `length` of these. */
  #bytes: Buffer = Buffer.allocUnsafe(16_384);
  #view = viewOf(this.#bytes);
  /** There are few keys, and each comes again and again. */
  readonly #keys = new Map<string, Key>();
  /** Texts written lately, each at the place of what it looks like: most come again soon. */
  readonly #known = new Array<string | null>(KNOWN_TEXTS).fill(null);
  /** What they are as JSON. */
  readonly #knownWords = new Float64Array(KNOWN_TEXTS * KNOWN_WORDS);
  /** What comes before the first key. */
  readonly #start = new Key('');

  /** Writes plain data, and a line feed after it. */
  writeLine(value: object): void {
    const end = this.#any(value, this.length);
    this.#reserve(end, 1);
    this.#bytes[end] = LINE_FEED;
    this.length = end + 1;
  }

  /** All that was written since the last time; what is written next is written over it. */
  take(): Uint8Array {
    const { length } = this;
    this.length = 0;
    return this.#bytes.subarray(0, length);
  }

  // Each of these writes something from `at` on and returns where it ended. Whoever writes asks for the
  // room it needs itself: a byte beyond the end would be lost in silence.

  // Asked kind by kind: as a `switch` over what it is, the kind would be looked up as a text each time.
  #any(value: unknown, at: number): number {
    if (typeof value === 'string') return this.#text(value, at);
    if (typeof value === 'number') return this.#number(value, at);
    if (typeof value === 'object' && value !== null) {
      if (Array.isArray(value)) return this.#list(value, at);
      return this.#fields(value as Readonly<Record<string, unknown>>, at);
    }
    if (typeof value === 'boolean') return this.#piece(value ? TRUE : FALSE, at);
    return this.#piece(NULL, at);
  }

  #fields(fields: Readonly<Record<string, unknown>>, start: number): number {
    let at = start;
    let key = this.#start;
    for (const name in fields) {
      const value = fields[name];
      if (value === undefined) continue;
      key = this.#keyAfter(key, name);
      at = this.#any(value, this.#piece(key.piece, at));
    }
    this.#reserve(at, 2);
    // The comma before the first key is where the brace belongs.
    this.#bytes[start] = OPENING_BRACE;
    if (at === start) at += 1;
    this.#bytes[at] = CLOSING_BRACE;
    return at + 1;
  }

  #list(values: readonly unknown[], start: number): number {
    this.#reserve(start, 2);
    let at = start;
    for (let index = 0; index < values.length; index += 1) {
      this.#bytes[at] = index === 0 ? OPENING_BRACKET : COMMA;
      at = this.#any(values[index], at + 1);
      this.#reserve(at, 2);
    }
    if (at === start) {
      this.#bytes[at] = OPENING_BRACKET;
      at += 1;
    }
    this.#bytes[at] = CLOSING_BRACKET;
    return at + 1;
  }

  // Recalls a text, or writes and remembers it. All in one place: taken apart, V8 of Node 20 calls the
  // parts, which takes a tenth longer.
  #text(text: string, start: number): number {
    const { length } = text;
    const end = start + length + 2;
    this.#reserve(start, length + 2 + WORD_BYTES);
    const view = this.#view;
    const place =
      length === 0
        ? 0
        : placeOf(length, codeUnitAt(text, length - 1), codeUnitAt(text, length >> 1));
    const words = this.#knownWords;
    let word = place * KNOWN_WORDS;
    if (this.#known[place] === text) {
      for (let at = start; at < end; at += WORD_BYTES) {
        view.setFloat64(at, words[word] as number, true);
        word += 1;
      }
      return end;
    }
    const bytes = this.#bytes;
    bytes[start] = QUOTE;
    const first = start + 1;
    let escaped = 0;
    for (let index = 0; index < length; index += 1) {
      const code = codeUnitAt(text, index);
      escaped |= ESCAPED[code] as number;
      bytes[first + index] = code;
    }
    // Asked once: hardly any text has such a character, and asking at each takes a tenth longer.
    if (escaped !== 0) return this.#escaped(text, start);
    bytes[end - 1] = QUOTE;
    if (end - start <= KNOWN_BYTES_MAX) {
      this.#known[place] = text;
      // What lay there could make NaN of the last word, and NaN may change on its way (json-piece.ts).
      view.setFloat64(end, 0, true);
      for (let at = start; at < end; at += WORD_BYTES) {
        words[word] = view.getFloat64(at, true);
        word += 1;
      }
    }
    return end;
  }

  /** A text that not every character of stands for itself in. */
  #escaped(text: string, at: number): number {
    this.#reserve(at, text.length * CHARACTER_BYTES_MAX + 2);
    return at + this.#bytes.write(JSON.stringify(text), at, 'utf8');
  }

  #number(value: number, start: number): number {
    this.#reserve(start, NUMBER_BYTES_MAX);
    if (!Number.isSafeInteger(value)) {
      return start + this.#bytes.write(JSON.stringify(value), start, 'latin1');
    }
    let at = start;
    if (value < 0) {
      this.#bytes[at] = MINUS;
      at += 1;
    }
    const whole = Math.abs(value);
    if (whole < BILLION) return this.#digits(whole, digitCount(whole), at);
    const billions = Math.floor(whole / BILLION);
    at = this.#digits(billions, digitCount(billions), at);
    return this.#digits(whole - billions * BILLION, 9, at);
  }

  #digits(whole: number, count: number, start: number): number {
    const bytes = this.#bytes;
    let rest = whole;
    for (let at = start + count - 1; at >= start; at -= 1) {
      const tens = (rest / 10) | 0;
      bytes[at] = ZERO + rest - tens * 10;
      rest = tens;
    }
    return start + count;
  }

  #piece({ words, length }: Piece, at: number): number {
    this.#reserve(at, words.length * WORD_BYTES);
    const view = this.#view;
    for (let index = 0; index < words.length; index += 1) {
      view.setFloat64(at + index * WORD_BYTES, words[index] as number, true);
    }
    return at + length;
  }

  /** Records have their keys in few orders, so what came next the last time mostly comes again. */
  #keyAfter(before: Key, name: string): Key {
    const { next } = before;
    if (next !== null && next.name === name) return next;
    let key = this.#keys.get(name);
    if (key === undefined) {
      key = new Key(name);
      this.#keys.set(name, key);
    }
    before.next = key;
    return key;
  }

  /** Makes room for so many bytes from `at` on. */
  #reserve(at: number, room: number): void {
    if (at + room <= this.#bytes.length) return;
    const bytes = Buffer.allocUnsafe(2 * (at + room));
    this.#bytes.copy(bytes, 0, 0, at);
    this.#bytes = bytes;
    this.#view = viewOf(bytes);
  }
}

/** Where a text is looked for among the known ones, by its length and two of its code units. */
function placeOf(length: number, last: number, middle: number): number {
  return (length * 31 + last * 7 + middle * 13) & (KNOWN_TEXTS - 1);
}

/** How many digits a whole number below a billion has. */
function digitCount(whole: number): number {
  let count = 1;
  for (let limit = 10; whole >= limit; limit *= 10) count += 1;
  return count;
}
