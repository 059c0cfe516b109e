/**
 * Chart frame: which part of a picture is seen, and how large: drag to move, wheel to zoom.
 *
 *     screen = picture x scale + offset        all in pixels
 *
 * A picture that would have to shrink too far to be read is shown around what matters instead.
 */
import { type PointerEvent, useEffect, useRef, useState } from 'react';
import type { Chart, ChartNode } from '../../../src/inspector/wire-reply.ts';

export interface Frame {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}
const SCALE_MIN = 0.15;
const SCALE_MAX = 3;
/** Below this the letters cannot be read. */
const SCALE_READABLE = 0.62;
const SCALE_FIT_MAX = 1.1;
const MARGIN_PX = 10;

export interface FrameControl {
  readonly frame: Frame;
  /** Given to the box that the picture is seen in. */
  readonly boxRef: (box: HTMLDivElement | null) => void;
  fit(): void;
  zoom(factor: number): void;
  /** Moves as little as is needed for a node to be seen. */
  show(node: ChartNode): void;
  readonly onPointerDown: (event: PointerEvent) => void;
}

/** The part of a chart that is seen; begins around `focus`. */
export function useFrame(chart: Chart | null, focus: ChartNode | null): FrameControl {
  const [box, setBox] = useState<HTMLDivElement | null>(null);
  const [frame, setFrame] = useState<Frame>({ x: 0, y: 0, scale: 1 });
  const isMoved = useRef(false);
  const focusRef = useRef(focus);
  focusRef.current = focus;
  useEffect(() => {
    if (box === null || chart === null) return;
    isMoved.current = false;
    const place = () => {
      if (!isMoved.current) setFrame(begun(chart, focusRef.current, box));
    };
    const watching = new ResizeObserver(place);
    watching.observe(box);
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      isMoved.current = true;
      const { left, top } = box.getBoundingClientRect();
      const factor = Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0015));
      setFrame((old) => zoomed(old, factor, event.clientX - left, event.clientY - top));
    };
    box.addEventListener('wheel', onWheel, { passive: false });
    return () => {
      watching.disconnect();
      box.removeEventListener('wheel', onWheel);
    };
  }, [chart, box]);
  return {
    frame,
    boxRef: setBox,
    fit: () => {
      isMoved.current = true;
      if (box !== null && chart !== null) setFrame(fitted(chart, box));
    },
    zoom: (factor) => {
      isMoved.current = true;
      const { clientWidth = 0, clientHeight = 0 } = box ?? {};
      setFrame((old) => zoomed(old, factor, clientWidth / 2, clientHeight / 2));
    },
    show: (node) => {
      if (box !== null) setFrame((old) => showing(old, node, box));
    },
    onPointerDown: (event) => {
      if (event.button !== 0) return;
      isMoved.current = true;
      drag(event, setFrame);
    },
  };
}

function begun(chart: Chart, focus: ChartNode | null, box: HTMLElement): Frame {
  const whole = fitted(chart, box);
  if (whole.scale >= SCALE_READABLE || focus === null) return whole;
  const scale = SCALE_READABLE;
  const centred = (size: number, start: number, length: number, room: number) => {
    const wanted = room / 2 - (start + length / 2) * scale;
    if (size * scale <= room) return (room - size * scale) / 2;
    return Math.min(MARGIN_PX, Math.max(room - size * scale - MARGIN_PX, wanted));
  };
  return {
    x: centred(chart.width, focus.x, focus.width, box.clientWidth),
    y: centred(chart.height, focus.y, focus.height, box.clientHeight),
    scale,
  };
}

function fitted({ width, height }: Chart, box: HTMLElement): Frame {
  const room = { width: box.clientWidth - 2 * MARGIN_PX, height: box.clientHeight - 2 * MARGIN_PX };
  const wanted = Math.min(room.width / width, room.height / height, SCALE_FIT_MAX);
  const scale = Math.max(SCALE_MIN, wanted);
  return {
    x: (box.clientWidth - width * scale) / 2,
    y: (box.clientHeight - height * scale) / 2,
    scale,
  };
}

function zoomed({ x, y, scale }: Frame, factor: number, atX: number, atY: number): Frame {
  const next = Math.min(SCALE_MAX, Math.max(SCALE_MIN, scale * factor));
  const ratio = next / scale;
  return { x: atX - (atX - x) * ratio, y: atY - (atY - y) * ratio, scale: next };
}

function showing(frame: Frame, node: ChartNode, box: HTMLElement): Frame {
  const shift = (start: number, length: number, room: number) => {
    if (start < MARGIN_PX) return MARGIN_PX - start;
    const beyond = start + length + MARGIN_PX - room;
    return beyond > 0 ? -Math.min(beyond, start - MARGIN_PX) : 0;
  };
  const { x, y, scale } = frame;
  const dx = shift(node.x * scale + x, node.width * scale, box.clientWidth);
  const dy = shift(node.y * scale + y, node.height * scale, box.clientHeight);
  return dx === 0 && dy === 0 ? frame : { x: x + dx, y: y + dy, scale };
}

function drag(event: PointerEvent, setFrame: (change: (old: Frame) => Frame) => void): void {
  let { clientX, clientY } = event;
  const onMove = (moved: globalThis.PointerEvent) => {
    const dx = moved.clientX - clientX;
    const dy = moved.clientY - clientY;
    ({ clientX, clientY } = moved);
    setFrame((old) => ({ ...old, x: old.x + dx, y: old.y + dy }));
  };
  const onUp = () => {
    window.removeEventListener('pointermove', onMove);
    window.removeEventListener('pointerup', onUp);
    window.removeEventListener('pointercancel', onUp);
  };
  window.addEventListener('pointermove', onMove);
  window.addEventListener('pointerup', onUp);
  window.addEventListener('pointercancel', onUp);
}
