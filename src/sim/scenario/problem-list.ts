/**
 * Problem list: collects the mistakes of a scenario, each once, up to a hundred.
 *
 *     schema: sources.metro.medium: found "cabel"   kept
 *     build:  sources.metro.medium: no such medium  dropped, the value is known to be wrong
 *
 * Problems are sorted by file, in the order in which files were first read, then by position.
 */
import type { Place } from './document.ts';
import { type Problem, UnusableScenario } from './problem.ts';

/** What is wrong at a place. */
export interface Mistake {
  readonly at: Place;
  readonly path: string;
  readonly found: string;
  readonly expected: string;
  readonly nearest?: string | null;
}

/** Finding the nearest word costs time, which a file of thousands of mistakes must not take. */
const ENOUGH = 100;

/** The problems found so far. */
export class ProblemList {
  readonly #problems: Problem[] = [];
  readonly #wrongPaths = new Set<string>();
  readonly #files: string[] = [];

  /** Fixes the place of a file among the others: first named, first reported. */
  nameFile(file: string): void {
    if (!this.#files.includes(file)) this.#files.push(file);
  }

  add({ at, path, found, expected, nearest = null }: Mistake): void {
    if (this.isFull) return;
    this.nameFile(at.file);
    this.#wrongPaths.add(path);
    this.#problems.push({ ...at, path, found, expected, nearest });
  }

  /** Adds a mistake unless the value, or one that contains it, is already known to be wrong. */
  addUnlessKnown(mistake: Mistake): void {
    if (!this.isKnownWrong(mistake.path)) this.add(mistake);
  }

  /** True when a mistake was found at `path` or at a value that contains it. */
  isKnownWrong(path: string): boolean {
    if (this.#wrongPaths.size === 0) return false;
    for (let end = path.length; end > 0; end = path.lastIndexOf('.', end - 1)) {
      if (this.#wrongPaths.has(path.slice(0, end))) return true;
    }
    return false;
  }

  /** True when a mistake was found at `path` or within it; '' is everything. */
  isWrongWithin(path: string): boolean {
    return [...this.#wrongPaths].some(
      (wrong) => path === '' || wrong === path || wrong.startsWith(`${path}.`),
    );
  }

  /** True when there are more problems than anyone reads: time to stop looking for more. */
  get isFull(): boolean {
    return this.#problems.length >= ENOUGH;
  }

  get isEmpty(): boolean {
    return this.#problems.length === 0;
  }

  /** The problems in the order of the files and their lines. */
  sorted(): readonly Problem[] {
    const rankOf = new Map(this.#files.map((file, rank) => [file, rank]));
    return [...this.#problems].sort(
      (a, b) =>
        (rankOf.get(a.file) ?? 0) - (rankOf.get(b.file) ?? 0) ||
        a.line - b.line ||
        a.column - b.column,
    );
  }

  /** @throws {UnusableScenario} when there is any problem */
  throwIfAny(): void {
    if (!this.isEmpty) throw new UnusableScenario(this.sorted());
  }
}
