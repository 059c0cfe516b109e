/**
 * Viewport: which part of the map is seen: zoom, pan and fit.
 *
 *     wheel         zooms about the pointer
 *     drag          pans
 *     + − fit       the same without a pointer; the focus moves what has it into view
 */
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import type { Box } from './layout.ts';

const ZOOM_MIN = 0.2;
const ZOOM_MAX = 4;
/** A map of few participants is not blown up beyond this. */
const FIT_MAX = 1.35;

export interface Viewport {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}
interface Size {
  readonly width: number;
  readonly height: number;
}

/** The viewport of a map of some size in a view of another. */
export function useViewport(svg: RefObject<SVGSVGElement | null>, map: Size, view: Size) {
  const [moved, setMoved] = useState<Viewport | null>(null);
  const fit = fitOf(map, view);
  const shown = moved ?? fit;
  const latest = useRef(shown);
  latest.current = shown;
  const zoomBy = useCallback(
    (factor: number, at: { x: number; y: number } = { x: view.width / 2, y: view.height / 2 }) => {
      const { x, y, zoom } = latest.current;
      const next = Math.min(ZOOM_MAX, Math.max(ZOOM_MIN, zoom * factor));
      const ratio = next / zoom;
      setMoved({ zoom: next, x: at.x - (at.x - x) * ratio, y: at.y - (at.y - y) * ratio });
    },
    [view.width, view.height],
  );
  const panBy = useCallback((dx: number, dy: number) => {
    const { x, y, zoom } = latest.current;
    setMoved({ zoom, x: x + dx, y: y + dy });
  }, []);
  useWheel(svg, zoomBy);
  useDrag(svg, panBy);
  const reveal = useCallback(
    (box: Box) => {
      const { x, y, zoom } = latest.current;
      const dx = correction(x + box.x * zoom, box.width * zoom, view.width);
      const dy = correction(y + box.y * zoom, box.height * zoom, view.height);
      if (dx !== 0 || dy !== 0) panBy(dx, dy);
    },
    [panBy, view.width, view.height],
  );
  return { shown, zoomBy, reveal, fit: () => setMoved(null), isFit: moved === null };
}

function fitOf(map: Size, view: Size): Viewport {
  const whole = Math.min(view.width / map.width, view.height / map.height);
  const zoom = Math.min(FIT_MAX, Math.max(ZOOM_MIN, whole));
  return {
    zoom,
    x: Math.max(0, (view.width - map.width * zoom) / 2),
    y: Math.max(0, (view.height - map.height * zoom) / 2),
  };
}

/** How far something has to move to be seen with a little room. */
function correction(start: number, length: number, view: number): number {
  const room = 12;
  if (start < room) return room - start;
  if (start + length > view - room) return view - room - start - length;
  return 0;
}

function useWheel(
  svg: RefObject<SVGSVGElement | null>,
  zoomBy: (factor: number, at: { x: number; y: number }) => void,
): void {
  useEffect(() => {
    const element = svg.current;
    if (element === null) return;
    // Not by React: its wheel listeners cannot keep the page from scrolling.
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      const { left, top } = element.getBoundingClientRect();
      zoomBy(Math.exp(-event.deltaY * 0.0016), { x: event.clientX - left, y: event.clientY - top });
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [svg, zoomBy]);
}

function useDrag(
  svg: RefObject<SVGSVGElement | null>,
  panBy: (dx: number, dy: number) => void,
): void {
  useEffect(() => {
    const element = svg.current;
    if (element === null) return;
    let from: { x: number; y: number } | null = null;
    const onDown = (event: PointerEvent) => {
      const isOnNode =
        event.target instanceof Element && event.target.closest('.map-node, .map-message') !== null;
      if (event.button === 0 && !isOnNode) from = { x: event.clientX, y: event.clientY };
    };
    const onMove = (event: PointerEvent) => {
      if (from === null) return;
      panBy(event.clientX - from.x, event.clientY - from.y);
      from = { x: event.clientX, y: event.clientY };
    };
    const onUp = () => {
      from = null;
    };
    element.addEventListener('pointerdown', onDown);
    window.addEventListener('pointermove', onMove);
    window.addEventListener('pointerup', onUp);
    return () => {
      element.removeEventListener('pointerdown', onDown);
      window.removeEventListener('pointermove', onMove);
      window.removeEventListener('pointerup', onUp);
    };
  }, [svg, panBy]);
}
