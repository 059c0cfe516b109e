// biome-ignore-all lint/a11y/useSemanticElements: an ARIA grid, of rows that are no table
// biome-ignore-all lint/a11y/useFocusableInteractive: rows take the focus, their cells need none
/**
 * Future events: what is due, when and by whom.
 *
 *     now   10 ms    1 s     1 min    1 h      1 d    31 d      a strip with a logarithmic scale
 *     clients    ●     ●                          ③
 *     head end  ②                 ●       ●
 *     ─────────────────────────────────────────────────────
 *     in 413 ms   20:00:00.413   alice   order.accepted   #212
 *
 * At the head of the run it is what waits on the timeline; before it, what came of the records so far.
 */
import { useCallback, useMemo, useRef, useState } from 'react';
import type { FutureEvent } from '../../../src/inspector/wire-reply.ts';
import { useAsked } from '../store/asked.ts';
import { clockText, spanText } from '../store/clock.ts';
import { inspector, useInspector } from '../store/inspector.ts';
import { nameText } from '../store/names.ts';
import { FutureStrip } from './future-strip.tsx';
import { laneOf } from './lane.ts';
import './future-events.css';

/** The server tells of so many at most. */
const TOLD_MAX = 200;

export function FutureEvents() {
  const { reply, isAsking, isStale, refresh } = useAsked('future');
  const cursorUs = useInspector(({ position }) => position?.cursorUs ?? 0);
  const isPast = useInspector(({ position }) => (position?.cursor ?? 0) < (position?.head ?? 0));
  const [chosen, setChosen] = useState(0);
  const list = useRef<HTMLDivElement | null>(null);
  const events = useMemo(
    () => [...(reply ?? [])].filter(({ atUs }) => atUs >= cursorUs).sort((a, b) => a.atUs - b.atUs),
    [reply, cursorUs],
  );
  const choose = useCallback((index: number, withFocus: boolean) => {
    setChosen(index);
    const row = list.current?.querySelector<HTMLElement>(`[data-index="${index}"]`);
    row?.scrollIntoView({ block: 'nearest' });
    if (withFocus) row?.focus();
  }, []);
  const active = Math.min(chosen, Math.max(0, events.length - 1));
  return (
    <section className="future" aria-label="Future events">
      <FutureStrip
        events={events}
        cursorUs={cursorUs}
        chosen={active}
        onChoose={(index) => choose(index, false)}
      />
      <p className="future-note" role="status">
        {noteText(events.length, isPast)}
        {isStale && (
          <button type="button" onClick={refresh} disabled={isAsking}>
            Refresh
          </button>
        )}
      </p>
      <div
        ref={list}
        className="future-list"
        role="grid"
        aria-label="What is due"
        aria-rowcount={events.length + 1}
        onKeyDown={(event) => {
          const next = placeAfter(event.key, active, events.length);
          if (next === null) return;
          event.preventDefault();
          choose(next, true);
        }}
      >
        <div
          className="future-row future-head"
          role="row"
          aria-rowindex={1}
          hidden={events.length === 0}
        >
          {['in', 'at', 'who', 'what', 'set by'].map((name) => (
            <span key={name} role="columnheader">
              {name}
            </span>
          ))}
        </div>
        {events.map((event, index) => (
          <FutureRow
            // biome-ignore lint/suspicious/noArrayIndexKey: two events may be the same in everything
            key={index}
            event={event}
            index={index}
            isActive={index === active}
            cursorUs={cursorUs}
            onChoose={() => setChosen(index)}
          />
        ))}
      </div>
    </section>
  );
}

function noteText(count: number, isPast: boolean): string {
  if (count === 0) return 'Nothing is due.';
  const many = count >= TOLD_MAX ? `the first ${count}` : String(count);
  return isPast
    ? `${many} to come of what has happened, known because the run went on.`
    : `${many} on the timeline.`;
}

function placeAfter(key: string, place: number, count: number): number | null {
  if (count === 0) return null;
  if (key === 'ArrowDown') return Math.min(place + 1, count - 1);
  if (key === 'ArrowUp') return Math.max(place - 1, 0);
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  return null;
}

interface RowProps {
  readonly event: FutureEvent;
  readonly index: number;
  readonly isActive: boolean;
  readonly cursorUs: number;
  readonly onChoose: () => void;
}

function FutureRow({ event, index, isActive, cursorUs, onChoose }: RowProps) {
  const epochUs = useInspector(({ hello }) => hello?.epochUs ?? 0);
  const { atUs, owner, what, setBy } = event;
  const lane = laneOf(owner);
  return (
    <div
      role="row"
      className="future-row"
      aria-rowindex={index + 2}
      aria-selected={isActive}
      tabIndex={isActive ? 0 : -1}
      data-index={index}
      onFocus={onChoose}
      onClick={() => {
        onChoose();
        if (setBy !== null) inspector().select(setBy);
      }}
      onDoubleClick={() => setBy !== null && void inspector().goTo(setBy)}
      onKeyDown={({ key }) => {
        if (key === 'Enter' && setBy !== null) void inspector().goTo(setBy);
        if (key === ' ' && setBy !== null) inspector().select(setBy);
      }}
    >
      <span role="gridcell" className="future-in">
        {atUs === cursorUs ? 'now' : spanText(atUs - cursorUs)}
      </span>
      <span role="gridcell" className="future-at">
        {clockText(epochUs, atUs)}
      </span>
      <span role="gridcell" title={owner}>
        <i
          className="future-key"
          style={{ background: `var(${lane.colour})` }}
          aria-hidden="true"
        />
        {nameText(owner)}
      </span>
      <span role="gridcell" title={what}>
        {what}
      </span>
      <span role="gridcell" className="future-set">
        {setBy === null ? '–' : `#${setBy}`}
      </span>
    </div>
  );
}
