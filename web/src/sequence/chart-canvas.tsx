/**
 * Chart canvas: the drawing, and what the pointer and the keys do on it.
 */
import { useEffect, useRef, useState } from 'react';
import type { ChartView } from './chart-view.ts';
import { type Drawn, drawChart } from './draw-chart.ts';
import { listen } from './gestures.ts';
import { hitAt } from './hit.ts';
import { onThemeChange, paletteAt } from './palette.ts';
import { type Hovered, Tooltip } from './tooltip.tsx';

const HELP =
  'Sequence chart of messages between lifelines. Arrow keys move, plus and minus zoom, 0 shows all; the button As table gives the same messages as a table.';

export function ChartCanvas({
  view,
  onDrawn,
}: {
  readonly view: ChartView;
  readonly onDrawn: (drawn: Drawn) => void;
}) {
  const box = useRef<HTMLDivElement>(null);
  const ref = useRef<HTMLCanvasElement>(null);
  const date = useRef<HTMLSpanElement>(null);
  const [hovered, setHovered] = useState<Hovered | null>(null);
  useEffect(() => {
    const element = box.current;
    const canvas = ref.current;
    const context = canvas?.getContext('2d', { alpha: false });
    if (element === null || canvas === null || !context) return;
    let palette = paletteAt(element);
    let drawn: Drawn | null = null;
    const paint = () => {
      const ratio = window.devicePixelRatio;
      const [width, height] = [Math.round(view.width * ratio), Math.round(view.height * ratio)];
      if (width === 0 || height === 0) return;
      if (canvas.width !== width) canvas.width = width;
      if (canvas.height !== height) canvas.height = height;
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      drawn = drawChart(context, view, palette);
      if (date.current !== null) date.current.textContent = dateAtTop(view, drawn);
      onDrawn(drawn);
    };
    const stops = [
      view.paintWith(paint),
      onThemeChange(() => {
        palette = paletteAt(element);
        view.redraw();
      }),
      listen(element, {
        view,
        hit: (x, y) => (drawn === null ? null : hitAt(view, drawn, x, y)),
        hover: (hit, x, y) => {
          setHovered((before) =>
            hit === null ? (before === null ? before : null) : { hit, x, y },
          );
          const arrow = hit?.on === 'arrow' ? hit.arrow : -1;
          element.style.cursor = hit === null ? '' : 'pointer';
          if (arrow === view.hovered) return;
          view.hovered = arrow;
          view.redraw();
        },
      }),
    ];
    const observer = new ResizeObserver(() =>
      view.resize(element.clientWidth, element.clientHeight),
    );
    observer.observe(element);
    return () => {
      observer.disconnect();
      for (const stop of stops) stop();
    };
  }, [view, onDrawn]);
  return (
    <>
      <span className="seq-date" ref={date} />
      <div
        className="seq-canvas"
        id="seq-canvas"
        ref={box}
        role="application"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it is moved with the arrow keys.
        tabIndex={0}
        aria-label={HELP}
      >
        <canvas ref={ref} />
        {hovered !== null && (
          <Tooltip
            hovered={hovered}
            content={view.content}
            width={view.width}
            height={view.height}
          />
        )}
      </div>
    </>
  );
}

/** The day at the top of the window, and a word where only some messages are drawn. */
function dateAtTop({ content }: ChartView, drawn: Drawn): string {
  const us = content.epochUs + content.model.atUs.at(drawn.firstPoint);
  const day = new Date(us / 1_000).toISOString().slice(0, 10);
  return drawn.isSample ? `${day}\na sample` : day;
}
