/**
 * Coverage: which parts of a timeline were played already, so that playing them again is reviewing.
 *
 *     coverage        [0, 720)
 *     then playing        [480, ─────── 1200)
 *     is                  [480, 720) review, [720, 1200) first      (A8, A9)
 *
 * Units: ticks; spans are half-open, in order, and neither overlap nor touch.
 */
import type { UsageMode } from './usage.ts';

/** From one tick up to another, which is no part of it. */
export interface TickSpan {
  readonly fromTick: number;
  readonly toTick: number;
}

/** A span that is played in one mode. */
export interface ModeSpan extends TickSpan {
  readonly mode: UsageMode;
}

/** Cuts a span where the coverage begins and ends: what is covered is reviewed, the rest is first. */
export function modesOf(coverage: readonly TickSpan[], span: TickSpan): readonly ModeSpan[] {
  const pieces: ModeSpan[] = [];
  let tick = span.fromTick;
  for (const { fromTick, toTick } of coverage) {
    if (toTick <= tick) continue;
    if (fromTick >= span.toTick) break;
    if (fromTick > tick) pieces.push({ fromTick: tick, toTick: fromTick, mode: 'first' });
    const reviewed = { fromTick: Math.max(tick, fromTick), toTick: Math.min(span.toTick, toTick) };
    pieces.push({ ...reviewed, mode: 'review' });
    tick = toTick;
  }
  if (tick < span.toTick) pieces.push({ fromTick: tick, toTick: span.toTick, mode: 'first' });
  return pieces;
}

/** The coverage with a span added to it. */
export function withSpan(coverage: readonly TickSpan[], span: TickSpan): readonly TickSpan[] {
  const before = coverage.filter(({ toTick }) => toTick < span.fromTick);
  const after = coverage.filter(({ fromTick }) => fromTick > span.toTick);
  const touched = coverage.slice(before.length, coverage.length - after.length);
  const joined = {
    fromTick: Math.min(span.fromTick, touched.at(0)?.fromTick ?? span.fromTick),
    toTick: Math.max(span.toTick, touched.at(-1)?.toTick ?? span.toTick),
  };
  return [...before, joined, ...after];
}
