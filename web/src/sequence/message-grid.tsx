/**
 * Message grid: the chart as a table, for the keyboard and for screen readers.
 *
 *     ↑ ↓ rows     Page, Home, End     ← the cause, → what it led to     Enter the cursor moves there
 *
 * The same messages as in the chart, filter and lifelines included. Only rows in sight are in the page;
 * `aria-rowcount` and `aria-rowindex` say how many there are and which these are.
 */
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import { clockText, spanText } from '../store/clock.ts';
import { inspector } from '../store/inspector.ts';
import { FATE } from '../store/records.ts';
import { causeRowOf, consequenceRowsOf } from './causality.ts';
import type { ChartContent } from './chart-view.ts';
import './message-grid.css';

const ROW_PX = 26;
const COLUMNS = ['Time', 'From', 'To', 'Message', 'What became of it', 'Latency'];
/** By number of the fate. */
const FATES: readonly string[] = ['○ under way', '✓ arrived', '✕ lost', '⧉ arrived again'];

export function MessageGrid({ content }: { readonly content: ChartContent }) {
  const { model, selected } = content;
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(() => Math.max(0, arrowNear(content, selected)));
  const [said, setSaid] = useState('');
  const rows = useVirtualizer({
    count: model.arrowCount,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 8,
  });
  const goTo = (arrow: number) => {
    const row = Math.max(0, Math.min(model.arrowCount - 1, arrow));
    setActive(row);
    rows.scrollToIndex(row);
    inspector().select(seqOf(content, row));
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what was selected elsewhere moves the grid.
  useEffect(() => {
    const arrow = arrowNear(content, selected);
    if (arrow < 0) return;
    setActive(arrow);
    rows.scrollToIndex(arrow);
  }, [selected]);
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const page = Math.floor((scroller.current?.clientHeight ?? 400) / ROW_PX) - 1;
    const far = { ArrowUp: -1, ArrowDown: 1, PageUp: -page, PageDown: page }[event.key];
    if (far !== undefined) goTo(active + far);
    else if (event.key === 'Home') goTo(0);
    else if (event.key === 'End') goTo(model.arrowCount - 1);
    else if (event.key === 'ArrowLeft') setSaid(walk(content, active, 'cause', goTo));
    else if (event.key === 'ArrowRight') setSaid(walk(content, active, 'consequence', goTo));
    else if (event.key === 'Enter') void inspector().goTo(seqOf(content, active));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="seq-table">
      <p className="seq-hint" id="seq-grid-hint">
        <kbd>↑</kbd> <kbd>↓</kbd> rows, <kbd>←</kbd> the cause, <kbd>→</kbd> what it led to,{' '}
        <kbd>Enter</kbd> moves the cursor there. <span role="status">{said}</span>
      </p>
      {/* biome-ignore lint/a11y/useSemanticElements: a grid of rows in sight is no table. */}
      <div
        className="seq-grid"
        ref={scroller}
        role="grid"
        tabIndex={0}
        aria-label="Messages"
        aria-describedby="seq-grid-hint"
        aria-rowcount={model.arrowCount + 1}
        aria-colcount={COLUMNS.length}
        aria-activedescendant={model.arrowCount > 0 ? `seq-row-${active}` : undefined}
        onKeyDown={onKeyDown}
      >
        {/* biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: as above. */}
        <div className="seq-row seq-row-head" role="row" aria-rowindex={1}>
          {COLUMNS.map((name) => (
            // biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: as above.
            <span key={name} role="columnheader">
              {name}
            </span>
          ))}
        </div>
        <div style={{ height: rows.getTotalSize(), position: 'relative' }} role="presentation">
          {rows.getVirtualItems().map(({ index, start }) => (
            <GridRow
              key={index}
              content={content}
              arrow={index}
              top={start}
              isActive={index === active}
              onChoose={() => goTo(index)}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

function GridRow({
  content,
  arrow,
  top,
  isActive,
  onChoose,
}: {
  readonly content: ChartContent;
  readonly arrow: number;
  readonly top: number;
  readonly isActive: boolean;
  readonly onChoose: () => void;
}) {
  const isFuture = seqOf(content, arrow) > content.cursor;
  return (
    // biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive lint/a11y/useKeyWithClickEvents: the grid has the focus and the keys.
    <div
      role="row"
      id={`seq-row-${arrow}`}
      aria-rowindex={arrow + 2}
      aria-selected={isActive}
      className={`seq-row${isActive ? ' is-active' : ''}${isFuture ? ' is-future' : ''}`}
      style={{ transform: `translateY(${top}px)` }}
      onClick={onChoose}
      onDoubleClick={() => void inspector().goTo(seqOf(content, arrow))}
    >
      {cellsOf(content, arrow).map((text, column) => (
        // biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: as above.
        <span key={COLUMNS[column]} role="gridcell" title={text}>
          {text}
        </span>
      ))}
    </div>
  );
}

function cellsOf({ model, epochUs, cursor }: ChartContent, arrow: number): readonly string[] {
  const { records } = model;
  const row = model.row.at(arrow);
  const sent = records.sentSeq.at(row);
  const end = records.endSeq.at(row);
  const sentUs = records.atUs.at(sent - 1);
  const fate = records.fate.at(row);
  const reason = fate === FATE.lost ? `: ${records.text(records.a.at(end - 1))}` : '';
  const isFuture = sent > cursor ? ' (yet to come)' : '';
  const isBridge = model.isBridge.at(arrow) === 1 ? ' (through hidden)' : '';
  return [
    clockText(epochUs, sentUs),
    records.text(records.from.at(sent - 1)),
    records.text(records.to.at(sent - 1)),
    `${records.typeText(sent)}${isBridge}`,
    `${FATES[fate] ?? ''}${reason}${isFuture}`,
    end === 0 ? '' : spanText(records.atUs.at(end - 1) - sentUs),
  ];
}

/** Goes to the cause or the first consequence of a message; says what was found. */
function walk(
  { model }: ChartContent,
  arrow: number,
  to: 'cause' | 'consequence',
  goTo: (arrow: number) => void,
): string {
  const { records } = model;
  const row = model.row.at(arrow);
  const seq = records.endSeq.at(row) || records.sentSeq.at(row);
  const rows = to === 'cause' ? [causeRowOf(records, seq)] : consequenceRowsOf(records, seq);
  const arrows = rows.map((one) => model.arrowFor(one)).filter((one) => one >= 0);
  const [first] = arrows;
  if (first === undefined) {
    return to === 'cause'
      ? 'No message that is shown led to this one.'
      : 'It led to no message that is shown.';
  }
  goTo(first);
  return to === 'consequence' && arrows.length > 1
    ? `The first of ${arrows.length} consequences.`
    : '';
}

function seqOf({ model }: ChartContent, arrow: number): number {
  return model.records.sentSeq.at(model.row.at(arrow));
}

/** The arrow of a record, or the last one that begins before it; -1 where there is none. */
function arrowNear({ model }: ChartContent, seq: number): number {
  const own = seq === 0 ? -1 : model.arrowFor(model.records.rowOf.at(seq - 1));
  if (own >= 0) return own;
  let low = 0;
  let high = model.arrowCount;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (model.records.sentSeq.at(model.row.at(middle)) <= seq) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
