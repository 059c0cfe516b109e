/**
 * Scrubber marks: the outcomes of the run as ticks, good ones up and bad ones down, on one canvas.
 *
 *     ┆  ┆┆    ┆  ┆        completed, rated, paid …
 *     ───────────────
 *          ╵               voided, refused, disputed …
 *
 * The outcomes are collected once, as the run is read; of those on one pixel one is drawn.
 */
import { useEffect, useRef } from 'react';
import { onThemeChange, paletteAt } from '../sequence/palette.ts';
import type { Records } from '../store/records.ts';
import { KIND } from '../store/records.ts';
import type { Scale } from './scrubber-scale.ts';

const BAD = /void|refus|given-up|unbilled|disput|unsold|fail|lost|declin/;

export interface ScrubberMarksProps {
  readonly records: Records;
  readonly version: number;
  readonly scale: Scale;
  readonly width: number;
}

export function ScrubberMarks({ records, version, scale, width }: ScrubberMarksProps) {
  const ref = useRef<HTMLCanvasElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version says that the records grew
  useEffect(() => {
    const canvas = ref.current;
    if (canvas === null || width === 0) return;
    const redraw = () => draw(canvas, outcomesOf(records), scale, width);
    redraw();
    return onThemeChange(redraw);
  }, [records, version, scale, width]);
  return <canvas ref={ref} className="scrub-marks" />;
}

const HEIGHT = 24;

function draw(canvas: HTMLCanvasElement, outcomes: Outcomes, scale: Scale, width: number): void {
  const ratio = window.devicePixelRatio || 1;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(HEIGHT * ratio);
  const context = canvas.getContext('2d');
  if (context === null) return;
  context.scale(ratio, ratio);
  const { good, bad } = paletteAt(canvas.parentElement ?? document.body);
  const marks = [
    { seqs: outcomes.good, colour: good, from: 3, to: 10 },
    { seqs: outcomes.bad, colour: bad, from: 14, to: 22 },
  ];
  for (const { seqs, colour, from, to } of marks) {
    context.fillStyle = colour;
    let lastX = -1;
    for (const seq of seqs) {
      const x = Math.round(scale.placeOf(seq) * (width - 2));
      if (x === lastX) continue;
      lastX = x;
      context.fillRect(x, from, 2, to - from);
    }
  }
}

interface Outcomes {
  readonly good: number[];
  readonly bad: number[];
  readUpTo: number;
}
const outcomesByRun = new WeakMap<Records, Outcomes>();

function outcomesOf(records: Records): Outcomes {
  const outcomes = outcomesByRun.get(records) ?? { good: [], bad: [], readUpTo: 0 };
  outcomesByRun.set(records, outcomes);
  for (let seq = outcomes.readUpTo + 1; seq <= records.length; seq += 1) {
    const kind = records.kind.at(seq - 1);
    if (kind === KIND.failure) outcomes.bad.push(seq);
    if (kind === KIND.outcome)
      (BAD.test(records.typeText(seq)) ? outcomes.bad : outcomes.good).push(seq);
  }
  outcomes.readUpTo = records.length;
  return outcomes;
}
