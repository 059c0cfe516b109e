/**
 * Story lines: the run as sentences, as many as fit a screen.
 */
import { nameOf } from '../machines/address.ts';
import type { RecordReader, RunRecord } from '../sim/record.ts';
import type { Scenario } from '../sim/scenario/model.ts';
import { plainWords, type StoryWords, tell } from '../sim/story.ts';

/** The words a scenario gives its things. */
export function wordsOf(scenario: Scenario): StoryWords {
  return {
    ...plainWords(scenario.epochUs, scenario.currency),
    programmeOf: (id) =>
      scenario.features.get(id)?.title ?? scenario.transmissions.get(nameOf(id))?.title ?? id,
  };
}

/** Keeps the first `max` lines of the story, and counts the others. */
export class StoryLines implements RecordReader {
  readonly lines: string[] = [];
  untold = 0;
  private readonly words: StoryWords;
  private readonly max: number;

  constructor(words: StoryWords, max: number) {
    this.words = words;
    this.max = max;
  }

  read(record: RunRecord): void {
    const line = tell(record, this.words);
    if (line === null) return;
    if (this.lines.length < this.max) this.lines.push(line);
    else this.untold += 1;
  }
}
