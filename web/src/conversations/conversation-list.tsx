// biome-ignore-all lint/a11y/useSemanticElements: an ARIA grid, of rows that are no table
// biome-ignore-all lint/a11y/useFocusableInteractive: rows take the focus, their cells need none
/**
 * Conversations: every order, viewing session, auction, bill and settlement as one flow.
 *
 *     [orders 8] [viewing 3] [bills 6] …      [open] [well] [badly]      find
 *     ▸ ✓ completed  order  alice-1   alice  surround sound on Cup Final  20:00  3.2 s  24  3.99
 *     ▾ ✕ voided     order  bob-1     bob    …
 *         only this · run to its end · claims U10
 *         20:01:00.033  payment.declined sent …
 *
 * Rows are drawn as they are seen; what a row says beyond the records is asked for then (`detail`).
 */
import { useVirtualizer } from '@tanstack/react-virtual';
import { useDeferredValue, useMemo, useRef, useState } from 'react';
import { useFollower } from '../store/follower.ts';
import { inspector, useInspector } from '../store/inspector.ts';
import { useDetails } from '../store/known-detail.ts';
import { type Flow, Flows } from './flow.ts';
import { FlowBar } from './flow-bar.tsx';
import { FlowRow, StageRow, ToolRow } from './flow-row.tsx';
import { countsOf, type FlowFilter, type Item, itemsOf, NO_FLOW_FILTER } from './item.ts';
import { costSeqAt } from './result.ts';
import '../style/list.css';
import './conversation-list.css';

const ROW = 30;
const HEADS = ['outcome', 'id', 'kind', 'who', 'what', 'started', 'took', 'messages', 'cost'];
const makeFlows = () => new Flows();

export function ConversationList() {
  const records = useInspector((state) => state.records);
  const { follower: flows, version } = useFollower(makeFlows);
  const cursorNow = useInspector(({ position }) => position?.cursor ?? 0);
  const cursor = Math.min(useDeferredValue(cursorNow), records.length);
  const [filter, setFilter] = useState<FlowFilter>(NO_FLOW_FILTER);
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set());
  const [active, setActive] = useState(0);
  const scroller = useRef<HTMLDivElement | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version says that the flows grew
  const items = useMemo(
    () => itemsOf(records, flows, cursor, filter, opened),
    [records, flows, version, cursor, filter, opened],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version says that the flows grew
  const counts = useMemo(() => countsOf(flows, cursor), [flows, version, cursor]);
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 8,
  });
  const shown = rows.getVirtualItems();
  const details = useDetails(
    shown.flatMap(({ index }) => {
      const item = items[index];
      return item?.is === 'flow' ? [item.flow.aboutSeq, costSeqAt(records, item.flow, cursor)] : [];
    }),
  );
  const place = Math.min(active, Math.max(0, items.length - 1));
  const focusOn = (index: number) => {
    setActive(index);
    rows.scrollToIndex(index);
    requestAnimationFrame(() => {
      scroller.current?.querySelector<HTMLElement>(`[data-index="${index}"]`)?.focus();
    });
  };
  const toggle = (flow: Flow) => {
    const next = new Set(opened);
    if (!next.delete(flow.number)) next.add(flow.number);
    setOpened(next);
  };
  return (
    <section className="list-view" aria-label="Conversations">
      <FlowBar counts={counts} filter={filter} onFilter={setFilter} />
      <div
        ref={scroller}
        className="conv-grid"
        role="treegrid"
        aria-label="Conversations at the cursor"
        aria-rowcount={items.length + 1}
        onKeyDown={(event) => {
          if (event.target instanceof HTMLButtonElement) return;
          const next = nextPlace(event.key, items, place, toggle);
          if (next === null) return;
          event.preventDefault();
          focusOn(next);
        }}
      >
        <div className="conv-row conv-head" role="row" aria-rowindex={1}>
          {HEADS.map((name) => (
            <span key={name} role="columnheader" className={`conv-${name}`}>
              {name}
            </span>
          ))}
        </div>
        <div role="rowgroup" style={{ height: rows.getTotalSize(), position: 'relative' }}>
          {shown.map(({ index, start }) => {
            const item = items[index];
            if (item === undefined) return null;
            const common = {
              index,
              start,
              isActive: index === place,
              onFocus: () => setActive(index),
            };
            if (item.is === 'stage') return <StageRow key={item.key} {...common} item={item} />;
            if (item.is === 'tools') return <ToolRow key={item.key} {...common} item={item} />;
            return (
              <FlowRow
                key={item.key}
                {...common}
                flow={item.flow}
                cursor={cursor}
                details={details}
                isOpen={opened.has(item.flow.number)}
                onToggle={() => toggle(item.flow)}
              />
            );
          })}
        </div>
        {items.length === 0 && <p className="list-empty">{emptyText(cursor)}</p>}
      </div>
    </section>
  );
}

function emptyText(cursor: number): string {
  return cursor === 0 ? 'Nothing has happened yet.' : 'No conversation at the cursor is like that.';
}

/** Where a key leads; arrows sideways open and close. */
function nextPlace(
  key: string,
  items: readonly Item[],
  place: number,
  toggle: (flow: Flow) => void,
): number | null {
  const last = items.length - 1;
  const item = items[place];
  if (item === undefined) return null;
  const isOpen = items[place + 1]?.is === 'tools';
  switch (key) {
    case 'ArrowDown':
      return Math.min(place + 1, last);
    case 'ArrowUp':
      return Math.max(place - 1, 0);
    case 'PageDown':
      return Math.min(place + 12, last);
    case 'PageUp':
      return Math.max(place - 12, 0);
    case 'Home':
      return 0;
    case 'End':
      return last;
    case 'ArrowRight':
      if (item.is !== 'flow') return null;
      if (!isOpen) toggle(item.flow);
      return isOpen ? place + 1 : place;
    case 'ArrowLeft':
      if (item.is === 'flow') {
        if (isOpen) toggle(item.flow);
        return place;
      }
      return items.findLastIndex((one, index) => index < place && one.is === 'flow');
    case 'Enter':
      return enter(item, place, toggle);
    case ' ':
      if (item.is === 'stage') inspector().select(item.seq);
      else toggle(item.flow);
      return place;
    default:
      return null;
  }
}

function enter(item: Item, place: number, toggle: (flow: Flow) => void): number {
  if (item.is === 'stage') void inspector().goTo(item.seq);
  else toggle(item.flow);
  return place;
}
