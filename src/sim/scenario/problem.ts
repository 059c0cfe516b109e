/**
 * Problems: what is wrong in a scenario file, where, and what to write instead.
 *
 *     network.yaml:14:9  sources.metro-cable.medium: found "cabel", expected one of antenna, cable, …; did you mean "cable"?
 */
import { closest, distance } from 'fastest-levenshtein';

/** A mistake inside one piece of text (a script line, a pattern), before it is placed in a file. */
export interface TextProblem {
  /** Where in the text, counted in UTF-16 units from 0. */
  readonly offset: number;
  readonly found: string;
  readonly expected: string;
  /** The nearest valid word, when one is near. */
  readonly nearest: string | null;
}

/** A mistake placed in a file. Lines and columns count from 1; 0 where there is no line to name. */
export interface Problem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Where in the document, in words: `sources.metro-cable.medium`. */
  readonly path: string;
  readonly found: string;
  readonly expected: string;
  readonly nearest: string | null;
}

/** More lines than this are not read; mending the first ones often mends the others. */
const PROBLEMS_SHOWN_MAX = 20;
/** A quotation longer than this is cut. */
const QUOTED_LENGTH_MAX = 60;
/** A list of valid words longer than this is cut. */
const WORDS_SHOWN_MAX = 20;

/**
 * A file, or what `--set` made of it, cannot be used.
 *
 * `problems` has every reason at once, in the order of the files; the message shows the first 20.
 */
export class UnusableScenario extends Error {
  override readonly name = 'UnusableScenario';
  readonly problems: readonly Problem[];
  constructor(problems: readonly Problem[]) {
    const lines = problems.slice(0, PROBLEMS_SHOWN_MAX).map(problemText);
    const hiddenCount = problems.length - lines.length;
    if (hiddenCount > 0) lines.push(`... and ${hiddenCount} more`);
    super(lines.join('\n'));
    this.problems = problems;
  }
}

/** One problem as a line for people. */
export function problemText(problem: Problem): string {
  const place =
    problem.line > 0 ? `${problem.file}:${problem.line}:${problem.column}` : problem.file;
  const where = problem.path === '' ? '' : `${problem.path}: `;
  const hint = problem.nearest === null ? '' : `; did you mean "${problem.nearest}"?`;
  return `${place}  ${where}found ${problem.found}, expected ${problem.expected}${hint}`;
}

/** `text` in quotation marks on one line, cut when it is long. */
export function quoted(text: string): string {
  return JSON.stringify(cut(text));
}

/** `text` as it is, cut when it is long. */
export function cut(text: string): string {
  return text.length > QUOTED_LENGTH_MAX ? `${text.slice(0, QUOTED_LENGTH_MAX)}…` : text;
}

/** What was expected where only some words are valid: `one of antenna, cable, …`. */
export function oneOf(words: readonly string[]): string {
  if (words.length === 1) return `${words[0]}`;
  const shown = words.slice(0, WORDS_SHOWN_MAX).join(', ');
  return `one of ${shown}${words.length > WORDS_SHOWN_MAX ? ', …' : ''}`;
}

/** The word of `words` nearest to `word`, or null when none is near enough to be a likely typo. */
export function nearest(word: string, words: Iterable<string>): string | null {
  const candidates = [...words];
  if (candidates.length === 0 || word.length > 200) return null;
  const best = closest(word, candidates);
  if (distance(word, best) <= 1) return best;
  const swapped = candidates.find((candidate) => isSwapped(word, candidate));
  if (swapped !== undefined) return swapped;
  return distance(word, best) <= editDistanceMax(word, best) ? best : null;
}

/** A typo changes about a third of a word at most. */
function editDistanceMax(word: string, candidate: string): number {
  return Math.floor(Math.max(word.length, candidate.length) / 3);
}

/** True when two neighbouring letters changed places, which counts as two edits but is one slip. */
function isSwapped(word: string, candidate: string): boolean {
  if (word.length !== candidate.length) return false;
  const at = word.split('').findIndex((letter, index) => letter !== candidate[index]);
  const swapped = `${word.slice(0, at)}${word[at + 1]}${word[at]}${word.slice(at + 2)}`;
  return at >= 0 && swapped === candidate;
}
