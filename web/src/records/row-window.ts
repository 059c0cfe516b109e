/**
 * Row window: which rows of a very long list are in sight, by arithmetic: all rows are equally high.
 *
 *     ┌ the whole list, as high as a browser allows
 *     │   ┌ viewport ┐      first .. first + count - 1 are drawn, shifted to where they are seen
 *     │   └──────────┘
 *     └
 *
 * Browsers cut elements off beyond some 16 million pixels. A longer list is drawn on a shorter one: its
 * scroll bar then moves more than a pixel's worth of rows a pixel. Units: CSS pixels.
 */
import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react';

const HEIGHT_MAX = 12_000_000;
/** Rows drawn beyond either edge, so that a fast scroll does not show bare ground. */
const BEYOND = 6;

export interface RowWindow {
  readonly ref: RefObject<HTMLDivElement | null>;
  readonly onScroll: () => void;
  /** The height of the element that is scrolled. */
  readonly height: number;
  readonly first: number;
  readonly count: number;
  /** Where the first drawn row begins. */
  readonly topPx: number;
  /** How many rows fit. */
  readonly page: number;
  /** Brings a row into sight; with `isCentred` into the middle, where it was out of sight. */
  readonly show: (row: number, isCentred: boolean) => void;
}

/** @param headPx the height of what stays at the top of the viewport and covers it */
export function useRowWindow(rowCount: number, rowPx: number, headPx: number): RowWindow {
  const ref = useRef<HTMLDivElement>(null);
  const [{ scrollTop, viewPx }, setView] = useState({ scrollTop: 0, viewPx: 400 });
  const fullPx = rowCount * rowPx;
  const height = Math.min(fullPx, HEIGHT_MAX);
  const roomPx = Math.max(1, viewPx - headPx);
  // From scrolled pixels to pixels of the full list; 1 unless it had to be shortened.
  const ratio = height <= roomPx ? 1 : (fullPx - roomPx) / (height - roomPx);

  const onScroll = useCallback(() => {
    const part = ref.current;
    if (part !== null) setView({ scrollTop: part.scrollTop, viewPx: part.clientHeight });
  }, []);
  useLayoutEffect(() => {
    const part = ref.current;
    if (part === null) return undefined;
    onScroll();
    const observer = new ResizeObserver(onScroll);
    observer.observe(part);
    return () => observer.disconnect();
  }, [onScroll]);

  const fullTop = scrollTop * ratio;
  const first = Math.max(0, Math.floor(fullTop / rowPx) - BEYOND);
  const last = Math.min(rowCount, Math.ceil((fullTop + roomPx) / rowPx) + BEYOND);
  const show = useCallback(
    (row: number, isCentred: boolean) => {
      const part = ref.current;
      if (part === null) return;
      const room = part.clientHeight - headPx;
      const top = part.scrollTop * ratio;
      const rowTop = row * rowPx;
      if (rowTop >= top && rowTop + rowPx <= top + room) return;
      const above = isCentred ? (room - rowPx) / 2 : rowTop < top ? 0 : room - rowPx;
      part.scrollTop = Math.max(0, rowTop - above) / ratio;
    },
    [ratio, rowPx, headPx],
  );
  return {
    ref,
    onScroll,
    height,
    first,
    count: Math.max(0, last - first),
    topPx: scrollTop + first * rowPx - fullTop,
    page: Math.max(1, Math.floor(roomPx / rowPx) - 1),
    show,
  };
}
