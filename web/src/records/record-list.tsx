/**
 * Record list: every record that the filter lets through, as rows of a grid that only draws what is seen.
 *
 *     ▶ 1042  20:00:03.200  ↙ delivered  order.accepted  processing-server ▸ alice  new
 *
 * The grid keeps the focus and names its active row. Up, Down, Page Up, Page Down, Home and End walk the
 * rows; Left and Right the cells of one; Ctrl+Left goes to the cause, Ctrl+Right to what came of it, again
 * for the next; Enter and a double click move the cursor there. Rows after the cursor are still to come.
 */
import { type KeyboardEvent, type MouseEvent, useEffect, useRef, useState } from 'react';
import { Icon } from '../shell/icon.tsx';
import { arrange, useShell } from '../shell/shell-state.ts';
import { inspector, useInspector } from '../store/inspector.ts';
import { type Shown, useShown } from '../store/shown.ts';
import './record-list.css';
import { COLUMNS, RecordRow } from './record-row.tsx';
import { useRowWindow } from './row-window.ts';

const ROW_PX = 24;
const HEAD_PX = 26;

export function RecordList() {
  const records = useInspector((state) => state.records);
  const epochUs = useInspector((state) => state.hello?.epochUs ?? 0);
  const cursor = useInspector((state) => state.position?.cursor ?? 0);
  const selected = useInspector((state) => state.selected);
  const bookmarks = useInspector((state) => state.bookmarks);
  const isFollowing = useShell((state) => state.isFollowing);
  const [cell, setCell] = useState<number | null>(null);
  const shown = useShown();
  const { ref, onScroll, height, first, count, topPx, page, show } = useRowWindow(
    shown.count,
    ROW_PX,
    HEAD_PX,
  );
  const active = selected ?? cursor;
  const activeSeq = shown.seqAt(Math.max(0, shown.placeOf(active)));

  useFollowing(active, selected !== null || isFollowing, shown, show);
  const seqs = Array.from({ length: count }, (_, index) => shown.seqAt(first + index));
  const isActiveDrawn = seqs.includes(activeSeq);
  const marked = new Set(bookmarks.map(({ seq }) => seq));
  const activeId = cell === null ? `rec-${activeSeq}` : `rec-${activeSeq}-${cell}`;
  return (
    <div className="rec">
      {/* biome-ignore lint/a11y/useSemanticElements: a table of half a million rows cannot be drawn */}
      <div
        ref={ref}
        className="rec-grid"
        role="grid"
        tabIndex={0}
        aria-label="Records"
        aria-rowcount={shown.count + 1}
        aria-colcount={COLUMNS.length}
        aria-activedescendant={isActiveDrawn ? activeId : undefined}
        onScroll={onScroll}
        onKeyDown={(event) => onKeyDown(event, { shown, active, page, cell, setCell })}
        onClick={(event) => withSeq(event, (seq) => inspector().select(seq))}
        onDoubleClick={(event) => withSeq(event, (seq) => void inspector().goTo(seq))}
      >
        <Heads />
        <div role="presentation" style={{ height }}>
          {/* biome-ignore lint/a11y/useSemanticElements: the grid is no table */}
          <div role="rowgroup" className="rec-rows" style={{ transform: `translateY(${topPx}px)` }}>
            {seqs.map((seq, index) => (
              <RecordRow
                key={seq}
                records={records}
                epochUs={epochUs}
                seq={seq}
                rowIndex={first + index + 2}
                isSelected={seq === selected || (selected === null && seq === cursor)}
                isCursor={seq === cursor}
                isFuture={seq > cursor}
                isMarked={marked.has(seq)}
                cell={seq === activeSeq ? cell : null}
              />
            ))}
          </div>
        </div>
      </div>
      {shown.count > 0 ? null : (
        <p className="rec-none">
          {records.length === 0 ? 'No record yet.' : 'No record passes the filter.'}
        </p>
      )}
      <button
        type="button"
        className={isFollowing ? 'rec-follow is-on' : 'rec-follow'}
        aria-pressed={isFollowing}
        title="Follow: scroll with the cursor"
        onClick={() => arrange({ isFollowing: !isFollowing })}
      >
        <Icon name="follow" />
        <span className="unseen">Follow the cursor</span>
      </button>
    </div>
  );
}

function Heads() {
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus
    // biome-ignore lint/a11y/useSemanticElements: the grid is no table
    <div role="row" className="rec-row rec-heads" aria-rowindex={1}>
      {COLUMNS.map((title) => (
        // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus
        // biome-ignore lint/a11y/useSemanticElements: the grid is no table
        <div key={title} role="columnheader" className="rec-cell">
          {title}
        </div>
      ))}
    </div>
  );
}

/** Scrolls to what is looked at when that changes; not when somebody scrolls away from it. */
function useFollowing(
  active: number,
  isWanted: boolean,
  shown: Shown,
  show: (row: number, isCentred: boolean) => void,
): void {
  const before = useRef(-1);
  const { count } = shown;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another record, or more rows, is a reason to scroll
  useEffect(() => {
    if (!isWanted || count === 0) return;
    const place = shown.placeOf(active);
    // The record may not have been read yet; then it is shown once it has.
    if (before.current === active) return;
    if (place >= 0) show(place, Math.abs(active - before.current) > 1);
    else show(0, false);
    before.current = active <= count || shown.has(active) ? active : -1;
  }, [active, isWanted, count]);
}

interface Walk {
  readonly shown: Shown;
  readonly active: number;
  readonly page: number;
  readonly cell: number | null;
  readonly setCell: (cell: number | null) => void;
}

function onKeyDown(event: KeyboardEvent, { shown, active, page, cell, setCell }: Walk): void {
  const place = shown.placeOf(active);
  const { key, ctrlKey, metaKey, altKey } = event;
  if (altKey) return;
  if (ctrlKey || metaKey) {
    if (key === 'ArrowLeft') goToCause(active, shown);
    else if (key === 'ArrowRight') goToConsequence(active, shown);
    else if (key === 'Home') selectAt(shown, 0);
    else if (key === 'End') selectAt(shown, shown.count - 1);
    else return;
  } else if (key === 'ArrowDown') selectAt(shown, place + 1);
  // Where the active record is hidden, the row before it is as good as it: one does not skip that.
  else if (key === 'ArrowUp') selectAt(shown, shown.has(active) ? place - 1 : place);
  else if (key === 'PageDown') selectAt(shown, place + page);
  else if (key === 'PageUp') selectAt(shown, place - page);
  else if (key === 'Home') cell === null ? selectAt(shown, 0) : setCell(0);
  else if (key === 'End')
    cell === null ? selectAt(shown, shown.count - 1) : setCell(COLUMNS.length - 1);
  else if (key === 'ArrowRight') setCell(Math.min(COLUMNS.length - 1, (cell ?? -1) + 1));
  else if (key === 'ArrowLeft') setCell(cell === null || cell === 0 ? null : cell - 1);
  else if (key === 'Enter') void inspector().goTo(active);
  else return;
  event.preventDefault();
}

function selectAt(shown: Shown, place: number): void {
  const seq = shown.seqAt(Math.max(0, Math.min(shown.count - 1, place)));
  if (seq > 0) inspector().select(seq);
}

/** Where Ctrl+Right set out from, and which consequence it is at, so that pressing it again shows the next. */
let consequencesOf: { readonly seq: number; readonly index: number } | null = null;

function goToCause(seq: number, shown: Shown): void {
  consequencesOf = null;
  const cause = inspector()
    .snapshot()
    .records.cause.at(seq - 1);
  if (cause === 0)
    inspector().say(`Record ${seq} has no cause: the script did it, or the run began so.`);
  else showSelected(cause, shown);
}

function goToConsequence(seq: number, shown: Shown): void {
  const { records } = inspector().snapshot();
  const origin = consequencesOf?.seq ?? 0;
  const siblings = records.consequences.get(origin) ?? [];
  const isAtSibling = consequencesOf !== null && siblings[consequencesOf.index] === seq;
  const own = records.consequences.get(seq) ?? [];
  // Down into what came of it first; where nothing did, on to the next that came of the same cause.
  const next = own[0] ?? (isAtSibling ? siblings[(consequencesOf?.index ?? 0) + 1] : undefined);
  if (next === undefined) {
    inspector().say(`Nothing came of record ${seq}.`);
    return;
  }
  consequencesOf =
    own[0] === undefined
      ? { seq: origin, index: (consequencesOf?.index ?? 0) + 1 }
      : { seq, index: 0 };
  showSelected(next, shown);
}

function showSelected(seq: number, shown: Shown): void {
  inspector().select(seq);
  if (!shown.has(seq)) inspector().say(`Record ${seq} is selected, but the filter hides it here.`);
}

function withSeq(event: MouseEvent, act: (seq: number) => void): void {
  const row = event.target instanceof Element ? event.target.closest('[data-seq]') : null;
  const seq = Number(row?.getAttribute('data-seq') ?? 0);
  if (seq > 0) act(seq);
}
