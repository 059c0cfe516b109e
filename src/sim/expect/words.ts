/**
 * Words: a small language's text, cut at white space, each word knowing where it stands.
 *
 * What both small languages (pattern.ts, condition.ts) need to read words and to name mistakes.
 */
import type { Address } from '../../machines/address.ts';
import { nearest, type TextProblem } from '../scenario/problem.ts';

/** What names in a text can refer to. */
export interface Vocabulary {
  /** The address that a name stands for, or null when it stands for nothing. */
  resolve(name: string): Address | null;
  /** Every name that can be written, for suggestions. */
  names(): readonly string[];
  /** What only a scenario can tell; absent where other words may be right too, as in a trace. */
  readonly closed?: ClosedWords;
}

/** What an id is of; a conversation is an order, a document, or what a participant does by itself. */
export type IdKind = 'order' | 'conversation' | 'transmission' | 'feature' | 'source';

/** Ids of which a scenario knows every one there can be. */
export interface ClosedWords {
  isId(kind: IdKind, id: string): boolean;
  /** The valid id nearest to a wrong one, or null. */
  nearestId(kind: IdKind, id: string): string | null;
}

/** A word and its offset in the text, in UTF-16 units from 0. */
export interface Word {
  readonly text: string;
  readonly offset: number;
}

/** A mistake on its way out of a parser; never leaves the parse functions. */
export class Mistake extends Error {
  override readonly name = 'Mistake';
  readonly problem: TextProblem;

  constructor(problem: TextProblem) {
    super(`found ${problem.found}, expected ${problem.expected}`);
    this.problem = problem;
  }
}

/** Reads words one after the other. */
export class WordReader {
  readonly text: string;
  readonly #words: readonly Word[];
  #next = 0;

  constructor(text: string) {
    this.text = text;
    this.#words = [...text.matchAll(/\S+/g)].map(({ 0: word, index }) => ({
      text: word,
      offset: index,
    }));
  }

  peek(): Word | null {
    return this.#words[this.#next] ?? null;
  }

  /** The next word; a mistake when there is none. */
  take(expected: string): Word {
    const word = this.peek();
    if (word === null) {
      throw new Mistake({
        offset: this.text.length,
        found: 'the end of the text',
        expected,
        nearest: null,
      });
    }
    this.#next += 1;
    return word;
  }

  /** The next word, which is one of `words`. */
  takeOneOf<W extends string>(words: readonly W[]): W {
    const word = this.take(choiceText(words));
    const known = words.find((candidate) => candidate === word.text);
    if (known === undefined) throw mistakeAt(word, choiceText(words), words);
    return known;
  }

  /** The address that the next word names. */
  takeName(vocabulary: Vocabulary): Address {
    const word = this.take('the name of a participant');
    const address = vocabulary.resolve(word.text);
    if (address === null) throw mistakeAt(word, 'the name of a participant', vocabulary.names());
    return address;
  }
}

/** A mistake at a word, with the nearest of `candidates` as a suggestion. */
export function mistakeAt(word: Word, expected: string, candidates: Iterable<string>): Mistake {
  return new Mistake({
    offset: word.offset,
    found: `"${word.text.slice(0, 80)}"`,
    expected,
    nearest: nearest(word.text, candidates),
  });
}

/** `a`, `a or b`, `one of a, b, c`. */
export function choiceText(words: readonly string[]): string {
  const shown = words.map((word) => `"${word}"`);
  if (shown.length <= 2) return shown.join(' or ');
  return `one of ${shown.join(', ')}`;
}
