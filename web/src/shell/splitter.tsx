/**
 * Splitter: the line between two parts of the page, moved by pointer or keys; Enter gives the usual size.
 */
import { type KeyboardEvent, type PointerEvent, useRef } from 'react';

export interface SplitterProps {
  readonly label: string;
  /** `vertical` stands between a left and a right part, `horizontal` between an upper and a lower. */
  readonly orientation: 'vertical' | 'horizontal';
  readonly value: number;
  readonly min: number;
  readonly max: number;
  /** What one key press adds. */
  readonly step: number;
  readonly usual: number;
  /** How much the value grows for each pixel moved right or down. */
  readonly perPx: () => number;
  readonly onChange: (value: number) => void;
}

export function Splitter(props: SplitterProps) {
  const { label, orientation, value, min, max, step, usual, perPx, onChange } = props;
  const from = useRef<{ readonly at: number; readonly value: number } | null>(null);
  const placeOf = (event: PointerEvent) =>
    orientation === 'vertical' ? event.clientX : event.clientY;
  const set = (next: number) => onChange(Math.max(min, Math.min(max, next)));
  const onKeyDown = (event: KeyboardEvent) => {
    const sign = Math.sign(perPx());
    const targets: Readonly<Record<string, number>> = {
      [orientation === 'vertical' ? 'ArrowRight' : 'ArrowDown']: value + sign * step,
      [orientation === 'vertical' ? 'ArrowLeft' : 'ArrowUp']: value - sign * step,
      Home: min,
      End: max,
      Enter: usual,
    };
    const target = targets[event.key];
    if (target === undefined) return;
    event.preventDefault();
    set(target);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule cannot be moved; this is the window splitter pattern
    <div
      className={`splitter is-${orientation}`}
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation={orientation}
      aria-valuenow={Math.round(value * (max <= 1 ? 100 : 1))}
      aria-valuemin={Math.round(min * (max <= 1 ? 100 : 1))}
      aria-valuemax={Math.round(max * (max <= 1 ? 100 : 1))}
      onKeyDown={onKeyDown}
      onDoubleClick={() => set(usual)}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        from.current = { at: placeOf(event), value };
      }}
      onPointerMove={(event) => {
        if (from.current === null) return;
        set(from.current.value + (placeOf(event) - from.current.at) * perPx());
      }}
      onPointerUp={() => {
        from.current = null;
      }}
    />
  );
}
