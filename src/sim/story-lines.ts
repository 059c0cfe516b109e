/**
 * Story lines: a run's story, as many lines as somebody wants to read.
 *
 *     usage.report from d is lost: noise  ┐
 *     usage.report from d is lost: noise  ├─▶ usage.report from d ... is lost 3 times: noise
 *     usage.report from d is lost: noise  ┘   (at the first; until something else happens with it)
 *
 * A message that is lost again is counted where it was lost first, as long as nothing else is told of
 * the order or session it belongs to. Where not everything fits, what went wrong on the way and was
 * mended by repeating is left out before what people did and got.
 */
import { Keeper, type KeptReader } from './keepable.ts';
import type { LostRecord, RunRecord } from './record.ts';
import { type StoryWords, tell } from './story.ts';

/** Which lines are kept: the first, or before them those that tell more. */
export type Preference = 'first' | 'what-matters';

/** One line; of a loss what is needed to write it anew. */
interface Line {
  readonly text: string;
  readonly lost: LostRecord | null;
  times: number;
}

/** Keeps up to `max` lines of the story, and counts the others. */
export class StoryLines extends Keeper implements KeptReader {
  readonly #words: StoryWords;
  readonly #max: number;
  readonly #preference: Preference;
  protected state = {
    kept: [] as Line[],
    detailCount: 0,
    toldCount: 0,
    /** The losses that may still come again, by what they belong to. */
    losses: new Map<string | null, Map<string, Line>>(),
  };

  constructor(words: StoryWords, max: number, preference: Preference = 'first') {
    super();
    this.#words = words;
    this.#max = max;
    this.#preference = preference;
  }

  /** The lines kept, in the order in which they happened. */
  get lines(): readonly string[] {
    return this.#chosen().map(({ text, lost, times }) =>
      lost === null || times === 1 ? text : (tell(lost, this.#words, times) ?? text),
    );
  }

  /** How many lines there are besides. */
  get untoldCount(): number {
    return this.state.toldCount - this.#chosen().length;
  }

  read(record: RunRecord): void {
    const text = tell(record, this.#words);
    if (text === null) return;
    if (record.kind === 'lost') {
      this.#lose(record, text);
      return;
    }
    this.state.losses.delete(record.conversation);
    this.#keep({ text, lost: null, times: 1 });
  }

  #lose(record: LostRecord, text: string): void {
    const { conversation, type, from, to, reason } = record;
    const alike = this.state.losses.get(conversation) ?? new Map<string, Line>();
    this.state.losses.set(conversation, alike);
    const key = JSON.stringify([type, from, to, reason]);
    const known = alike.get(key);
    if (known !== undefined) {
      known.times += 1;
      return;
    }
    const line = { text, lost: record, times: 1 };
    alike.set(key, line);
    this.#keep(line);
  }

  #keep(line: Line): void {
    this.state.toldCount += 1;
    if (this.#preference === 'first') {
      if (this.state.kept.length < this.#max) this.state.kept.push(line);
      return;
    }
    // So many of both that either can fill the story.
    const isDetail = line.lost !== null;
    const count = isDetail
      ? this.state.detailCount
      : this.state.kept.length - this.state.detailCount;
    if (count >= this.#max) return;
    if (isDetail) this.state.detailCount += 1;
    this.state.kept.push(line);
  }

  #chosen(): readonly Line[] {
    let room = this.#max - (this.state.kept.length - this.state.detailCount);
    if (room >= this.state.detailCount) return this.state.kept;
    return this.state.kept.filter(({ lost }) => {
      if (lost === null) return true;
      room -= 1;
      return room >= 0;
    });
  }
}
