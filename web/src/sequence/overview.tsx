/**
 * Overview: the whole chart as a narrow strip: how busy each part is, what was lost, where the window is.
 *
 *     ▏▎▍▌  messages per virtual time, on a logarithmic scale      red: lost      frame: the window
 *
 * It is the chart's scrollbar: press, drag or use the arrow keys.
 */
import { useEffect, useRef } from 'react';
import type { ChartView } from './chart-view.ts';
import { onThemeChange, type Palette, paletteAt } from './palette.ts';

const WIDTH_PX = 44;
/** Density is shown for so many pixels together. */
const BIN_PX = 3;

export function Overview({ view }: { readonly view: ChartView }) {
  const ref = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const canvas = ref.current;
    if (canvas === null) return;
    const drawing = new OverviewDrawing(canvas, view);
    const stop = view.paintWith(() => drawing.paint());
    const stopTheme = onThemeChange(() => drawing.repaint());
    return () => {
      stop();
      stopTheme();
    };
  }, [view]);
  const jump = (event: React.PointerEvent<HTMLCanvasElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const part = (event.clientY - box.top) / box.height;
    view.scrollTo(view.scrollX, part * view.contentHeight - view.height / 2);
  };
  return (
    <canvas
      ref={ref}
      className="seq-overview"
      role="scrollbar"
      tabIndex={0}
      aria-label="Overview of the run"
      aria-controls="seq-canvas"
      aria-orientation="vertical"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={0}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        jump(event);
      }}
      onPointerMove={(event) => {
        if (event.buttons === 1) jump(event);
      }}
      onWheel={(event) => view.scrollBy(0, event.deltaY)}
      onKeyDown={(event) => {
        const far = { ArrowUp: -60, ArrowDown: 60, PageUp: -view.height, PageDown: view.height }[
          event.key
        ];
        if (far !== undefined) view.scrollBy(0, far);
        else if (event.key === 'Home') view.scrollTo(view.scrollX, 0);
        else if (event.key === 'End') view.scrollTo(view.scrollX, view.scrollYMax);
        else return;
        event.preventDefault();
        event.stopPropagation();
      }}
    />
  );
}

/** Keeps the density as a picture, so that a frame only moves the window over it. */
class OverviewDrawing {
  private readonly canvas: HTMLCanvasElement;
  private readonly view: ChartView;
  private readonly picture = document.createElement('canvas');
  private palette: Palette;
  private drawnKey = '';
  private drawnAxis: unknown = null;

  constructor(canvas: HTMLCanvasElement, view: ChartView) {
    this.canvas = canvas;
    this.view = view;
    this.palette = paletteAt(canvas.parentElement ?? document.body);
  }

  repaint(): void {
    this.palette = paletteAt(this.canvas.parentElement ?? document.body);
    this.drawnAxis = null;
    this.view.redraw();
  }

  paint(): void {
    const { canvas, view, palette } = this;
    const { height } = view;
    if (height <= 0) return;
    const ratio = window.devicePixelRatio;
    if (canvas.height !== Math.round(height * ratio)) {
      canvas.width = WIDTH_PX * ratio;
      canvas.height = Math.round(height * ratio);
    }
    const context = canvas.getContext('2d');
    if (context === null) return;
    const { axis } = view.content;
    const key = `${axis.length} ${height}`;
    if (key !== this.drawnKey || axis !== this.drawnAxis) {
      this.drawnKey = key;
      this.drawnAxis = axis;
      this.drawDensity(Math.floor(height));
    }
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, WIDTH_PX, height);
    context.drawImage(this.picture, 0, 0, WIDTH_PX, height);
    const scale = height / Math.max(height, view.contentHeight);
    const top = view.scrollY * scale;
    const length = Math.max(6, height * scale);
    context.fillStyle = palette.accent;
    context.globalAlpha = 0.16;
    context.fillRect(0, top, WIDTH_PX, length);
    context.globalAlpha = 1;
    context.strokeStyle = palette.accent;
    context.lineWidth = 1.5;
    context.strokeRect(0.75, top + 0.75, WIDTH_PX - 1.5, Math.max(3, length - 1.5));
    const cursor = (view.cursorY + view.scrollY) * scale;
    context.fillRect(0, cursor - 1, WIDTH_PX, 2);
    const part = view.scrollYMax === 0 ? 0 : Math.round((100 * view.scrollY) / view.scrollYMax);
    canvas.setAttribute('aria-valuenow', String(part));
  }

  private drawDensity(height: number): void {
    const { palette, picture } = this;
    const { axis, model } = this.view.content;
    picture.width = WIDTH_PX;
    picture.height = height;
    const context = picture.getContext('2d');
    if (context === null || axis.length === 0) return;
    const rates: number[] = [];
    const lost: boolean[] = [];
    let before = -1;
    for (let y = 0; y < height; y += BIN_PX) {
      const point = axis.pointAbove((axis.endPx * (y + BIN_PX)) / height);
      const spanUs = model.atUs.at(Math.max(0, point)) - model.atUs.at(Math.max(0, before));
      const rate = ((point - before) * 1e6) / Math.max(1_000, spanUs);
      rates.push(point > before ? Math.log10(1 + rate) : 0);
      const losses = model.lostBefore.at(point) - model.lostBefore.at(Math.max(0, before));
      lost.push(point > before && losses > 0);
      before = point;
    }
    const most = Math.max(0.001, ...rates);
    context.globalAlpha = 0.6;
    context.fillStyle = palette.lineStrong;
    rates.forEach((rate, y) => {
      context.fillRect(0, y * BIN_PX, (rate / most) * (WIDTH_PX - 12), BIN_PX - 0.5);
    });
    context.globalAlpha = 1;
    context.fillStyle = palette.bad;
    lost.forEach((is, y) => {
      if (is) context.fillRect(WIDTH_PX - 8, y * BIN_PX, 6, 2);
    });
  }
}
