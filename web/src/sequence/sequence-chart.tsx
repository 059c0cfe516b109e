/**
 * Sequence chart: messages between lifelines over virtual time.
 *
 *     toolbar
 *     ┌ gutter ┬ lane names ────────────┬ overview ┐
 *     │ 19:30  │   │ ──▶ │              │ ▍        │
 *     │ ▶ now ─┼───┼─────┼──────────────┼ ─        │      what is below the cursor is yet to come
 *     │ …2 h   │   │ ◀╌╌ │              │ ▎        │
 *     └────────┴────────────────────────┴──────────┘
 *
 * Drawn on a canvas, only what is in sight; the same messages as a table for keyboard and screen reader.
 */
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { ChartCanvas } from './chart-canvas.tsx';
import { useChartContent } from './chart-content.ts';
import { ChartView, type Emphasis } from './chart-view.ts';
import type { Drawn } from './draw-chart.ts';
import { LaneHeader } from './lane-header.tsx';
import { MessageGrid } from './message-grid.tsx';
import { Overview } from './overview.tsx';
import { useChartSettings } from './settings.ts';
import { Toolbar } from './toolbar.tsx';
import './sequence.css';

export function SequenceChart() {
  const settings = useChartSettings();
  const content = useChartContent(settings);
  const [view] = useState(() => new ChartView(content));
  const drawn = useRef<Drawn | null>(null);
  const onDrawn = useCallback((now: Drawn) => {
    drawn.current = now;
  }, []);
  useLayoutEffect(() => view.show(content), [view, content]);
  const { cursor, selected, model, emphasis } = content;
  const isHere = selected <= model.records.length;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a moved cursor is followed also where it was before.
  useEffect(() => {
    if (!isHere || selected === 0) return;
    view.reveal(selected);
    const arrow = centreOf(emphasis);
    if (arrow >= 0) view.revealArrow(arrow);
  }, [view, selected, cursor, isHere, model]);
  return (
    <section className="seq" aria-label="Sequence chart">
      <Toolbar view={view} content={content} settings={settings} drawn={() => drawn.current} />
      {settings.isTable ? (
        <MessageGrid content={content} />
      ) : (
        <div className="seq-chart">
          <LaneHeader view={view} settings={settings} />
          <ChartCanvas view={view} onDrawn={onDrawn} />
          <Overview view={view} />
          <LaneScroll view={view} />
        </div>
      )}
      {model.arrowCount === 0 && (
        <p className="seq-empty">
          No messages yet. Step (F4) or run (F5), or change the filter where it hides them.
        </p>
      )}
    </section>
  );
}

/** The selected arrow; the one that led to the record where that is none; -1 for neither. */
function centreOf(emphasis: ReadonlyMap<number, Emphasis>): number {
  const arrows = [...emphasis.keys()];
  const own = arrows.find((arrow) => emphasis.get(arrow) === 'selected');
  return own ?? arrows.find((arrow) => emphasis.get(arrow) === 'cause') ?? -1;
}

/** A scrollbar for more lifelines than there is room for. */
function LaneScroll({ view }: { readonly view: ChartView }) {
  const [, redraw] = useState(0);
  useEffect(() => view.subscribe(() => redraw((count) => count + 1)), [view]);
  const max = Math.round(view.scrollXMax);
  if (max === 0) return null;
  const thumb = Math.max(40, (view.width * view.width) / view.contentWidth);
  return (
    <input
      type="range"
      className="seq-lane-scroll"
      aria-label="Scroll the lifelines"
      style={{ ['--seq-thumb' as string]: `${thumb}px` }}
      min={0}
      max={max}
      value={Math.round(view.scrollX)}
      onChange={(event) => view.scrollTo(Number(event.target.value), view.scrollY)}
    />
  );
}
