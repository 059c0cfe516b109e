/**
 * Size: how large a view is on the screen, in pixels, and again when that changes.
 */
import { type RefObject, useEffect, useRef, useState } from 'react';

/** The size of the element that the reference is given to; 0 × 0 before it is drawn. */
export function useSize<Part extends Element>(): readonly [
  RefObject<Part | null>,
  { readonly width: number; readonly height: number },
] {
  const ref = useRef<Part | null>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const observer = new ResizeObserver(([entry]) => {
      const box = entry?.contentRect;
      if (box !== undefined) setSize({ width: box.width, height: box.height });
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, size];
}
