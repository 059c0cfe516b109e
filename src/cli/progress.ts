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
  private readonly line = new TerminalLine();
  private readonly eventsBefore: number;

  /** @param eventsBefore how many events were over when the run was taken up */
  constructor(epochUs: number, eventsBefore = 0) {
    this.clock = civilClock(epochUs);
    this.eventsBefore = eventsBefore;
  }

  show(progress: Progress): void {
    this.line.show((ranMs) => {
      const done =
        progress.untilUs === null
          ? ''
          : `  ${Math.floor((100 * progress.atUs) / progress.untilUs)} % done`;
      const rate = perSecond(progress.events - this.eventsBefore, ranMs);
      return `${this.clock(progress.atUs)}  ${count(progress.events)} events  ${count(rate)}/s${done}  ${count(progress.inFlight)} messages in flight`;
    });
  }

  clear(): void {
    this.line.clear();
  }
}

/** Shows how many of something were read: `412,000 records  98,000/s  12 sessions open`. */
export class CountingLine {
  private readonly line = new TerminalLine();

  show(n: number, what: string, more = ''): void {
    this.line.show((ranMs) => `${count(n)} ${what}  ${count(perSecond(n, ranMs))}/s${more}`);
  }

  clear(): void {
    this.line.clear();
  }
}

/** One line that is written over, on a terminal only. */
class TerminalLine {
  private readonly startedMs = performance.now();
  private shownMs = 0;
  private isShown = false;

  show(textOf: (ranMs: number) => string): void {
    const nowMs = performance.now();
    if (!process.stderr.isTTY || nowMs - this.shownMs < EVERY_MS) return;
    this.shownMs = nowMs;
    this.isShown = true;
    process.stderr.write(`\r\x1b[K${textOf(nowMs - this.startedMs)}`);
  }

  clear(): void {
    if (this.isShown) process.stderr.write('\r\x1b[K');
  }
}

function perSecond(n: number, ranMs: number): number {
  return Math.round(n / (ranMs / 1_000));
}
function count(n: number): string {
  return n.toLocaleString('en-US');
}
