/**
 * Gestures: moving about in the chart with wheel, drag and keys, and choosing what is under the pointer.
 *
 *     wheel, drag, arrow keys, Page, Home, End   move        Ctrl + wheel, + and −   zoom      0   all of it
 *     click   select       double click, Enter   move the cursor there
 */
import { inspector } from '../store/inspector.ts';
import type { ChartView } from './chart-view.ts';
import type { Hit } from './hit.ts';

/** What the gestures need to know. */
export interface Stage {
  readonly view: ChartView;
  readonly hit: (x: number, y: number) => Hit | null;
  readonly hover: (hit: Hit | null, x: number, y: number) => void;
}

const STEP_PX = 60;
const CLICK_PX = 4;
const LINE_PX = 33;

/** Listens on an element; returns how to stop. */
export function listen(element: HTMLElement, stage: Stage): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  element.addEventListener('wheel', (event) => wheel(event, element, stage), {
    passive: false,
    signal,
  });
  element.addEventListener('keydown', (event) => key(event, stage), { signal });
  listenToPointer(element, stage, signal);
  return () => stop.abort();
}

function wheel(event: WheelEvent, element: HTMLElement, { view, hover }: Stage): void {
  event.preventDefault();
  hover(null, 0, 0);
  const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE_PX : 1;
  if (event.ctrlKey || event.metaKey) {
    const y = event.clientY - element.getBoundingClientRect().top;
    view.zoomBy(Math.exp(-event.deltaY * unit * 0.002), y);
  } else if (event.shiftKey) view.scrollBy((event.deltaY + event.deltaX) * unit, 0);
  else view.scrollBy(event.deltaX * unit, event.deltaY * unit);
}

function key(event: KeyboardEvent, { view }: Stage): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const page = view.height * 0.85;
  const moves: Readonly<Record<string, () => void>> = {
    ArrowUp: () => view.scrollBy(0, -STEP_PX),
    ArrowDown: () => view.scrollBy(0, STEP_PX),
    ArrowLeft: () => view.scrollBy(-STEP_PX, 0),
    ArrowRight: () => view.scrollBy(STEP_PX, 0),
    PageUp: () => view.scrollBy(0, -page),
    PageDown: () => view.scrollBy(0, page),
    Home: () => view.scrollTo(view.scrollX, 0),
    End: () => view.scrollTo(view.scrollX, view.scrollYMax),
    '+': () => view.zoomBy(1.25),
    '=': () => view.zoomBy(1.25),
    '-': () => view.zoomBy(0.8),
    '0': () => view.fit(),
    Enter: () => void inspector().goTo(view.content.selected),
  };
  const move = moves[event.key];
  if (move === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  move();
}

function listenToPointer(element: HTMLElement, stage: Stage, signal: AbortSignal): void {
  const { view } = stage;
  let held: { readonly x: number; readonly y: number } | null = null;
  let isDrag = false;
  const at = (event: MouseEvent) => {
    const box = element.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top] as const;
  };
  element.addEventListener(
    'pointerdown',
    (event) => {
      if (event.button !== 0) return;
      held = { x: event.clientX, y: event.clientY };
      isDrag = false;
      element.setPointerCapture(event.pointerId);
    },
    { signal },
  );
  element.addEventListener(
    'pointermove',
    (event) => {
      const [x, y] = at(event);
      if (held === null) {
        stage.hover(stage.hit(x, y), x, y);
        return;
      }
      const [dx, dy] = [event.clientX - held.x, event.clientY - held.y];
      if (!isDrag && Math.hypot(dx, dy) < CLICK_PX) return;
      isDrag = true;
      stage.hover(null, 0, 0);
      held = { x: event.clientX, y: event.clientY };
      view.scrollBy(-dx, -dy);
    },
    { signal },
  );
  element.addEventListener(
    'pointerup',
    (event) => {
      const [x, y] = at(event);
      if (held !== null && !isDrag) choose(stage.hit(x, y));
      held = null;
    },
    { signal },
  );
  element.addEventListener('pointerleave', () => stage.hover(null, 0, 0), { signal });
  element.addEventListener(
    'dblclick',
    (event) => {
      const hit = stage.hit(...at(event));
      if (hit !== null) void inspector().goTo(hit.seq);
    },
    { signal },
  );
}

function choose(hit: Hit | null): void {
  inspector().select(hit === null ? null : hit.seq);
}
