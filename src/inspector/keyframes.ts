/**
 * Keyframes: what something was at along a run, so that going back does not begin at its beginning.
 *
 *     records   1 ─────▣───────▣───────▣──────▶ head        ▣ kept; the distance grows with the run
 *
 * Never more than `FRAMES_MAX` are kept: past that every other one is dropped and the distance doubles.
 */
const FRAMES_MAX = 32;

/** A state after the record of a number. */
export interface Keyframe<State> {
  readonly seq: number;
  readonly state: State;
}

/** States along a run. */
export class Keyframes<State> {
  private frames: Keyframe<State>[] = [];
  private distance: number;

  /** @param distance how many records lie between two, to begin with */
  constructor(distance: number) {
    this.distance = distance;
  }

  /** Whether a state after record `seq` is worth keeping: it lies far enough beyond the last one. */
  isDue(seq: number): boolean {
    return seq >= (this.frames.at(-1)?.seq ?? 0) + this.distance;
  }

  /** Keeps a state; it lies beyond all that are kept. */
  add(frame: Keyframe<State>): void {
    this.frames.push(frame);
    if (this.frames.length <= FRAMES_MAX) return;
    this.frames = this.frames.filter((_, index) => index % 2 === 1);
    this.distance *= 2;
  }

  /** The latest state that is not after record `seq`; null when there is none. */
  before(seq: number): Keyframe<State> | null {
    return this.frames.findLast((frame) => frame.seq <= seq) ?? null;
  }
}
