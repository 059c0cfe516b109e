/**
 * Story lines: the beginning of a run's story, as many lines as somebody wants to read.
 */
import type { RecordReader, RunRecord } from './record.ts';
import { type StoryWords, tell } from './story.ts';

/** Keeps the first `max` lines of the story, and counts the others. */
export class StoryLines implements RecordReader {
  readonly lines: string[] = [];
  untoldCount = 0;
  readonly #words: StoryWords;
  readonly #max: number;

  constructor(words: StoryWords, max: number) {
    this.#words = words;
    this.#max = max;
  }

  read(record: RunRecord): void {
    const line = tell(record, this.#words);
    if (line === null) return;
    if (this.lines.length < this.#max) this.lines.push(line);
    else this.untoldCount += 1;
  }
}
