/**
 * Progress: one line on the terminal while a run is long, gone when it ends.
 *
 *     19:47:12  412,000 events  98,000/s  23 % done  1,204 messages in flight
 *
 * Shown on standard error, on a terminal only, and at most four times a second.
 */
import { civilClock } from '../sim/clock-text.ts';
import type { Progress } from '../sim/run.ts';

const EVERY_MS = 250;

/** Shows how far a run is. */
export class ProgressLine {
  private readonly clock: (atUs: number) => string;
  private readonly startedMs = performance.now();
  private shownMs = 0;
  private isShown = false;

  constructor(epochUs: number) {
    this.clock = civilClock(epochUs);
  }

  show(progress: Progress): void {
    const nowMs = performance.now();
    if (!process.stderr.isTTY || nowMs - this.shownMs < EVERY_MS) return;
    this.shownMs = nowMs;
    this.isShown = true;
    const perSecond = Math.round(progress.events / ((nowMs - this.startedMs) / 1_000));
    const done =
      progress.untilUs === null
        ? ''
        : `  ${Math.floor((100 * progress.atUs) / progress.untilUs)} % done`;
    const count = (n: number) => n.toLocaleString('en-US');
    process.stderr.write(
      `\r\x1b[K${this.clock(progress.atUs)}  ${count(progress.events)} events  ${count(perSecond)}/s${done}  ${count(progress.inFlight)} messages in flight`,
    );
  }

  clear(): void {
    if (this.isShown) process.stderr.write('\r\x1b[K');
  }
}
