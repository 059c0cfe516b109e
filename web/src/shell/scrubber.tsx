/**
 * Scrubber: the whole run as one line, and the cursor on it.
 *
 *     ▐██████┆██┆█████◉░░░░░░┆░░░┆░░⚑░░░░▌   what has happened ▸ cursor ▸ what was run beyond it
 *
 * Ticks are outcomes, flags bookmarks, diamonds the branch's interventions. Dragging moves the cursor;
 * while the answer to one move is awaited only the latest place is remembered.
 */
import { type KeyboardEvent, type PointerEvent, useMemo, useRef, useState } from 'react';
import type { BranchInfo } from '../../../src/inspector/wire.ts';
import { clockText } from '../store/clock.ts';
import { inspector, useInspector } from '../store/inspector.ts';
import type { Records } from '../store/records.ts';
import { useSize } from '../store/size.ts';
import { ScrubberMarks } from './scrubber-marks.tsx';
import { type Scale, scaleOf } from './scrubber-scale.ts';
import { arrange, useShell } from './shell-state.ts';
import './scrubber.css';

const NONE: readonly BranchInfo[] = [];

export function Scrubber() {
  const records = useInspector((state) => state.records);
  const version = useInspector((state) => state.version);
  const epochUs = useInspector((state) => state.hello?.epochUs ?? 0);
  const cursor = useInspector((state) => state.position?.cursor ?? 0);
  const head = useInspector((state) => state.position?.head ?? 0);
  const ended = useInspector(({ position }) => position?.branches[position.branch]?.ended ?? false);
  const isByTime = useShell((state) => state.isScrubbedByTime);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version says that the records grew
  const scale = useMemo(() => scaleOf(records, head, isByTime), [records, version, head, isByTime]);
  const [ref, { width }] = useSize<HTMLDivElement>();
  const { dragged, hovered, ...pointing } = usePointing(scale);
  const shown = dragged ?? cursor;
  const timeText = (seq: number) => clockText(epochUs, records.atUs.at(seq - 1));
  const words = shown === 0 ? 'the beginning' : `record ${shown}, ${timeText(shown)}`;
  return (
    <div className="scrub">
      <output className="scrub-now" title="The record at the cursor">
        <b>{shown.toLocaleString('en')}</b>
        <span>{shown === 0 ? 'the beginning' : timeText(shown)}</span>
      </output>
      <div
        ref={ref}
        className="scrub-track"
        role="slider"
        tabIndex={0}
        aria-label="Cursor in the run"
        aria-valuemin={0}
        aria-valuemax={head}
        aria-valuenow={shown}
        aria-valuetext={words}
        onKeyDown={(event) => moveByKey(event, shown, head)}
        {...pointing}
      >
        <div className="scrub-past" style={{ width: `${scale.placeOf(shown) * 100}%` }} />
        <ScrubberMarks {...{ records, version, scale, width }} />
        <Flags records={records} scale={scale} />
        {shown > 0 || ended ? null : (
          <span className="scrub-hint">
            Nothing has happened yet: <kbd>F4</kbd> steps, <kbd>F5</kbd> runs, <kbd>F7</kbd> shows
            the whole run
          </span>
        )}
        <div className="scrub-knob" style={{ left: `${scale.placeOf(shown) * 100}%` }} />
        {hovered === null || hovered === 0 ? null : (
          <div className="scrub-tip" style={{ left: `${scale.placeOf(hovered) * 100}%` }}>
            {hovered.toLocaleString('en')} · {timeText(hovered)}
          </div>
        )}
      </div>
      <span className="scrub-end">
        <b>{head.toLocaleString('en')}</b>
        <span>{ended ? 'the end' : head === 0 ? 'not run yet' : 'so far'}</span>
      </span>
      <button
        type="button"
        className="scrub-scale"
        aria-pressed={isByTime}
        title="Draw the scrubber by virtual time instead of by record"
        onClick={() => arrange({ isScrubbedByTime: !isByTime })}
      >
        {isByTime ? 'by time' : 'by record'}
      </button>
    </div>
  );
}

interface FlagsProps {
  readonly records: Records;
  readonly scale: Scale;
}

/** Bookmarks and interventions; the same are listed in the bookmarks dialog and the branch's name. */
function Flags({ records, scale }: FlagsProps) {
  const bookmarks = useInspector((state) => state.bookmarks);
  const branches = useInspector((state) => state.position?.branches ?? NONE);
  const branch = useInspector((state) => state.position?.branch ?? 0);
  return (
    <>
      {bookmarks.map(({ seq, title }) => (
        <span
          key={seq}
          className="scrub-flag"
          title={`${seq}: ${title}`}
          style={{ left: `${scale.placeOf(seq) * 100}%` }}
        />
      ))}
      {(branches[branch]?.interventions ?? []).map(({ atUs, text }) => (
        <span
          key={`${atUs} ${text}`}
          className="scrub-deed"
          title={text}
          style={{ left: `${scale.placeOf(records.seqAtUs(atUs)) * 100}%` }}
        />
      ))}
    </>
  );
}

/** What the pointer does: hover, drag, let go. */
function usePointing(scale: Scale) {
  const [dragged, setDragged] = useState<number | null>(null);
  const [hovered, setHovered] = useState<number | null>(null);
  const wanted = useRef<number | null>(null);
  const isMoving = useRef(false);
  const seqUnder = ({ currentTarget, clientX }: PointerEvent<HTMLDivElement>) => {
    const { left, width } = currentTarget.getBoundingClientRect();
    return scale.seqAt((clientX - left) / width);
  };
  const move = async (seq: number) => {
    wanted.current = seq;
    if (isMoving.current) return;
    isMoving.current = true;
    try {
      while (wanted.current !== null) {
        const next: number = wanted.current;
        wanted.current = null;
        await inspector().goTo(next);
      }
    } finally {
      isMoving.current = false;
    }
  };
  return {
    dragged,
    hovered,
    onPointerDown: (event: PointerEvent<HTMLDivElement>) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      const seq = seqUnder(event);
      setDragged(seq);
      void move(seq);
    },
    onPointerMove: (event: PointerEvent<HTMLDivElement>) => {
      const seq = seqUnder(event);
      setHovered(seq);
      if (dragged === null || seq === dragged) return;
      setDragged(seq);
      void move(seq);
    },
    onPointerUp: () => setDragged(null),
    onPointerCancel: () => setDragged(null),
    onPointerLeave: () => setHovered(null),
  };
}

function moveByKey(event: KeyboardEvent, cursor: number, head: number): void {
  const tenth = Math.max(1, Math.round(head / 10));
  const targets: Readonly<Record<string, number>> = {
    ArrowLeft: cursor - 1,
    ArrowDown: cursor - 1,
    ArrowRight: cursor + 1,
    ArrowUp: cursor + 1,
    PageDown: cursor - tenth,
    PageUp: cursor + tenth,
    Home: 0,
    End: head,
  };
  const target = targets[event.key];
  if (target === undefined || event.ctrlKey || event.altKey) return;
  event.preventDefault();
  void inspector().goTo(Math.max(0, Math.min(head, target)));
}
