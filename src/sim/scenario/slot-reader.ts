/**
 * Slot reader: takes a sentence apart word by word, each slot knowing which words fit it.
 *
 *     "alice selects suround on cup-final"
 *      |     |       ^ offset 14: found "suround", expected one of picture, surround
 *
 * The first misfit is kept and everything after it is skipped, so a grammar reads straight down; what
 * slots return after a misfit means nothing.
 */
import type { Names } from './names.ts';
import { nearest, oneOf, quoted, type TextProblem } from './problem.ts';
import { parsePercentPpm, parseSpanUs } from './quantity.ts';

interface Word {
  readonly text: string;
  readonly offset: number;
}

type Suggest = (text: string) => string | null;
interface Slot {
  readonly fits: (text: string) => boolean;
  readonly expected: () => string;
  readonly suggest: Suggest;
}

export class SlotReader {
  readonly #names: Names;
  readonly #words: readonly Word[];
  readonly #end: Word;
  #next = 0;
  #problem: TextProblem | null = null;

  constructor(text: string, names: Names) {
    this.#names = names;
    this.#words = [...text.matchAll(/\S+/g)].map((match) => ({
      text: match[0],
      offset: match.index,
    }));
    this.#end = { text: '', offset: text.trimEnd().length };
  }

  /** The first misfit, or null so far. */
  get problem(): TextProblem | null {
    return this.#problem;
  }

  /** The word `ahead` words from here, without taking it; '' at the end. */
  peek(ahead = 0): string {
    return (this.#words[this.#next + ahead] ?? this.#end).text;
  }

  /** Takes one of `words`. */
  word(...words: readonly string[]): string {
    return this.#oneOf(words, () => oneOf(words));
  }

  person(): string {
    const names = this.#names;
    return this.#take({
      fits: (text) => names.isPerson(text),
      expected: () => `a subscriber (${oneOf(names.persons())})`,
      suggest: (text) => names.nearestPerson(text),
    });
  }

  /** Takes a participant's name; gives its address. */
  participant(): string {
    const names = this.#names;
    const name = this.#take({
      fits: (text) => names.resolve(text) !== null,
      expected: () => `a participant (${oneOf(names.names())})`,
      suggest: (text) => nearest(text, names.names()),
    });
    return names.resolve(name) ?? '';
  }

  /** Takes any word: the id of what a run makes. */
  any(): string {
    return this.#take({ fits: () => true, expected: () => 'an id', suggest: () => null });
  }

  source(): string {
    return this.#declared('a source', this.#names.declared.sources);
  }

  feature(): string {
    return this.#declared('a feature', this.#names.declared.features);
  }

  delivery(): string {
    return this.#declared('a delivery', this.#names.declared.viewing.deliveries);
  }

  survey(): string {
    return this.#declared('a survey or promotion', this.#names.declared.viewing.surveys);
  }

  auction(): string {
    return this.#declared('an auction', this.#names.declared.viewing.auctions);
  }

  part(): string {
    return this.#declared('a commercial', this.#names.declared.viewing.parts);
  }

  transmission(): string {
    return this.#declared('a transmission', this.#names.declared.transmissions);
  }

  /** Takes `metro-cable downlink` or `processing-server to billing-processor`; gives the channel's id. */
  channel(): string {
    const participants = this.#names.participants();
    const from = this.#oneOf(participants, () => `a source or a server (${oneOf(participants)})`);
    const kind = this.#names.isSource(from)
      ? this.word(...this.#names.segmentsOf(from), 'to')
      : this.word('to');
    if (kind !== 'to') return `${from}.${kind}`;
    const others = participants.filter((name) => name !== from && !this.#areSources(name, from));
    const to = this.word(...others);
    return `${this.#names.participant(from)}>${this.#names.participant(to)}`;
  }

  percentPpm(): number {
    return this.quantity(parsePercentPpm, 'a percentage from 0% to 100%, such as 20%');
  }

  spanUs(): number {
    return this.quantity(parseSpanUs, 'a span, such as 20ms, 2s or 1h30m');
  }

  /** Takes a word that `parse` can read. */
  quantity(parse: (text: string) => number | null, expected: string): number {
    const fits = (text: string) => parse(text) !== null;
    return parse(this.#take({ fits, expected: () => expected, suggest: () => null })) ?? 0;
  }

  /** Takes the end: another word is a misfit. */
  end(): void {
    if (this.#next < this.#words.length) this.misfit('the end of the line', () => null);
  }

  /** Makes the next word the misfit. */
  misfit(expected: string, suggest: Suggest): void {
    if (this.#problem !== null) return;
    const word = this.#words[this.#next] ?? this.#end;
    const found = word === this.#end ? 'the end of the line' : quoted(word.text);
    const near = word === this.#end ? null : suggest(word.text);
    this.#problem = { offset: word.offset, found, expected, nearest: near };
  }

  #declared(what: string, words: readonly string[]): string {
    const expected =
      words.length === 0 ? `${what}, but none is defined` : `${what} (${oneOf(words)})`;
    return this.#oneOf(words, () => expected);
  }

  #oneOf(words: readonly string[], expected: () => string): string {
    const suggest = (text: string) => nearest(text, words);
    return this.#take({ fits: (text) => words.includes(text), expected, suggest });
  }

  #take({ fits, expected, suggest }: Slot): string {
    if (this.#problem !== null) return '';
    const word = this.#words[this.#next];
    if (word === undefined || !fits(word.text)) {
      this.misfit(expected(), suggest);
      return '';
    }
    this.#next += 1;
    return word.text;
  }

  #areSources(name: string, other: string): boolean {
    return this.#names.isSource(name) && this.#names.isSource(other);
  }
}
