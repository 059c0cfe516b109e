// biome-ignore-all lint/a11y/useSemanticElements: an ARIA grid, of rows that are no table
// biome-ignore-all lint/a11y/useFocusableInteractive: rows take the focus, their cells need none
/**
 * Flow row: one flow of the list; under an open one, what can be done with it, and its stages.
 */
import type { ReactNode } from 'react';
import type { Detail } from '../../../src/inspector/wire-reply.ts';
import { amountText } from '../store/amount.ts';
import { clockText, spanText } from '../store/clock.ts';
import { NO_FILTER } from '../store/filter.ts';
import { inspector, useInspector } from '../store/inspector.ts';
import { nameText, recordSentence } from '../store/names.ts';
import { type Flow, spanOf } from './flow.ts';
import { FlowClaims } from './flow-claims.tsx';
import type { Item } from './item.ts';
import { aboutText, costOf, costSeqAt, itemsText, type Result, resultAt } from './result.ts';

interface Common {
  readonly index: number;
  readonly start: number;
  readonly isActive: boolean;
  readonly onFocus: () => void;
}
interface FlowRowProps extends Common {
  readonly flow: Flow;
  readonly cursor: number;
  readonly details: ReadonlyMap<number, Detail>;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

export function FlowRow({ flow, cursor, details, isOpen, onToggle, ...common }: FlowRowProps) {
  const records = useInspector((state) => state.records);
  const epochUs = useInspector(({ hello }) => hello?.epochUs ?? 0);
  const titles = useInspector(({ hello }) => hello?.titles) ?? {};
  const { startedUs, tookUs, messages, lastSeq } = spanOf(records, flow, cursor);
  const result = resultAt(records, flow, cursor);
  const told = details.get(costSeqAt(records, flow, cursor))?.record ?? {};
  const about = aboutText(details.get(flow.aboutSeq)?.body ?? null, titles) || itemsText(told);
  const cost = costOf(told);
  return (
    <Row
      {...common}
      level={1}
      className="conv-flow"
      isOpen={isOpen}
      onDouble={onToggle}
      onClick={() => inspector().select(lastSeq)}
    >
      <span role="gridcell" className="conv-outcome">
        <button
          type="button"
          tabIndex={-1}
          className="conv-toggle"
          aria-label={`${isOpen ? 'Close' : 'Open'} ${flow.id}`}
          onClick={(event) => {
            event.stopPropagation();
            onToggle();
          }}
        >
          <span aria-hidden="true">{isOpen ? '▾' : '▸'}</span>
        </button>
        <ResultText result={result} />
      </span>
      <span role="gridcell" className="conv-id" title={flow.id}>
        {flow.id}
      </span>
      <span role="gridcell" className="conv-kind">
        {flow.kind}
      </span>
      <span role="gridcell" className="conv-who">
        {nameText(flow.who)}
      </span>
      <span role="gridcell" className="conv-what" title={about}>
        {about}
      </span>
      <span role="gridcell" className="conv-started">
        {clockText(epochUs, startedUs)}
      </span>
      <span role="gridcell" className="conv-took">
        {spanText(tookUs)}
      </span>
      <span role="gridcell" className="conv-messages">
        {messages.toLocaleString('en')}
      </span>
      <span role="gridcell" className="conv-cost">
        {cost === null ? '' : amountText(cost)}
      </span>
    </Row>
  );
}

function ResultText({ result }: { readonly result: Result }) {
  return (
    <span className={`conv-result is-${result.tone}`}>
      <i aria-hidden="true">{result.icon}</i> {result.word}
    </span>
  );
}

interface ToolRowProps extends Common {
  readonly item: Extract<Item, { readonly is: 'tools' }>;
}

/** What can be done with an open flow. */
export function ToolRow({ item: { flow }, ...common }: ToolRowProps) {
  const tabIndex = common.isActive ? 0 : -1;
  return (
    <Row {...common} level={2} className="conv-tools">
      <span role="gridcell">
        <button
          type="button"
          tabIndex={tabIndex}
          onClick={() => inspector().setFilter({ ...NO_FILTER, conversation: flow.id })}
        >
          Show only this
        </button>
        <button
          type="button"
          tabIndex={tabIndex}
          onClick={() =>
            void inspector().move({
              do: 'until',
              condition: { on: 'conversation', id: flow.id },
              back: false,
            })
          }
        >
          Run to its end
        </button>
        <button
          type="button"
          tabIndex={tabIndex}
          onClick={() => void inspector().goTo(flow.firstSeq)}
        >
          Go to its beginning
        </button>
        <FlowClaims flow={flow} />
      </span>
    </Row>
  );
}

interface StageRowProps extends Common {
  readonly item: Extract<Item, { readonly is: 'stage' }>;
}

/** A record that says how a flow went on. */
export function StageRow({ item: { seq, isFuture, flow }, ...common }: StageRowProps) {
  const records = useInspector((state) => state.records);
  const epochUs = useInspector(({ hello }) => hello?.epochUs ?? 0);
  const selected = useInspector((state) => state.selected ?? state.position?.cursor);
  const kind = records.kindName(seq);
  const atUs = records.atUs.at(seq - 1);
  const sinceUs = atUs - records.atUs.at(flow.firstSeq - 1);
  const classes = ['conv-stage', `is-${kind}`];
  if (isFuture) classes.push('is-future');
  if (selected === seq) classes.push('is-selected');
  return (
    <Row
      {...common}
      level={2}
      className={classes.join(' ')}
      onClick={() => inspector().select(seq)}
      onDouble={() => void inspector().goTo(seq)}
    >
      <span role="gridcell" className="conv-at">
        {clockText(epochUs, atUs)}
      </span>
      <span role="gridcell" className="conv-since">
        {sinceUs === 0 ? '' : `+${spanText(sinceUs)}`}
      </span>
      <span role="gridcell" className="conv-sentence">
        <i aria-hidden="true">{STAGE_ICON[kind] ?? '·'}</i> {recordSentence(records, seq)}
      </span>
      <span role="gridcell" className="conv-seq">
        #{seq}
      </span>
    </Row>
  );
}

const STAGE_ICON: Readonly<Record<string, string>> = {
  sent: '→',
  outcome: '◆',
  document: '▤',
  posting: '±',
  failure: '✕',
};

interface RowProps extends Common {
  readonly level: number;
  readonly className: string;
  readonly isOpen?: boolean;
  readonly onClick?: () => void;
  readonly onDouble?: () => void;
  readonly children: ReactNode;
}

/** A row of the grid at its place; the list takes its keys. */
function Row({
  index,
  start,
  isActive,
  onFocus,
  level,
  className,
  isOpen,
  onClick,
  onDouble,
  children,
}: RowProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid takes the keys of its rows
    <div
      role="row"
      className={`conv-row ${className}`}
      style={{ transform: `translateY(${start}px)` }}
      aria-rowindex={index + 2}
      aria-level={level}
      aria-expanded={isOpen}
      aria-selected={isActive}
      tabIndex={isActive ? 0 : -1}
      data-index={index}
      onFocus={onFocus}
      onClick={onClick}
      onDoubleClick={onDouble}
    >
      {children}
    </div>
  );
}
