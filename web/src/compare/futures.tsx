/**
 * Futures: what each run does from just before they part, the same messages in the same row.
 *
 * Each row says in a sign and a word how it differs. A row is chosen with a click or the keys; Enter or a
 * double click moves the cursor to it where it is of this run.
 */
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Divergence } from '../../../src/inspector/wire.ts';
import { clockText, spanText } from '../store/clock.ts';
import { inspector, useInspector } from '../store/inspector.ts';
import { nameText } from '../store/names.ts';
import { type AlignedRow, aligned } from './alignment.ts';
import { type Message, messagesOfBatch, messagesOfRun } from './other-run.ts';

/** So many records before they part, and so many messages of each run. */
const BEFORE_RECORDS = 40;
const MESSAGES_MAX = 300;
const SIGNS: Readonly<Record<AlignedRow['is'], readonly [string, string]>> = {
  same: ['=', 'same'],
  changed: ['≠', 'changed'],
  gone: ['−', 'only here'],
  new: ['+', 'only there'],
};

export function Futures({ divergence }: { readonly divergence: Divergence }) {
  const records = useInspector((state) => state.records);
  const version = useInspector((state) => state.version);
  const [isBrief, setIsBrief] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version says that the records have grown.
  const rows = useMemo(() => {
    const from = Math.max(1, (divergence.seq ?? 1) - BEFORE_RECORDS);
    const ours = messagesOfRun(records, from, MESSAGES_MAX);
    return aligned(ours, messagesOfBatch(divergence.batch, from, MESSAGES_MAX));
  }, [divergence, records, version]);
  const shown = isBrief ? rows.filter(({ is }) => is !== 'same') : rows;
  const counts = (is: AlignedRow['is']) => rows.filter((row) => row.is === is).length;
  return (
    <div className="cmp-futures">
      <p className="cmp-counts">
        From just before, {rows.length} messages: {counts('same')} the same, {counts('changed')}{' '}
        changed, {counts('gone')} only here, {counts('new')} only there.{' '}
        <label>
          <input
            type="checkbox"
            checked={isBrief}
            onChange={(event) => setIsBrief(event.target.checked)}
          />{' '}
          only differences
        </label>
      </p>
      <FutureGrid rows={shown} seq={divergence.seq ?? 0} />
    </div>
  );
}

function FutureGrid({ rows, seq }: { readonly rows: readonly AlignedRow[]; readonly seq: number }) {
  const epochUs = useInspector(({ hello }) => hello?.epochUs ?? 0);
  const differing = rows.findIndex(({ is }) => is !== 'same');
  const later = rows.findIndex(({ here, there }) => (here ?? there ?? { seq: 0 }).seq >= seq);
  const parting = differing >= 0 ? differing : later;
  const [active, setActive] = useState(Math.max(0, parting));
  const body = useRef<HTMLDivElement>(null);
  useEffect(() => setActive(Math.max(0, parting)), [parting]);
  useEffect(() => {
    body.current
      ?.querySelector(`[aria-rowindex="${active + 2}"]`)
      ?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  const choose = (index: number) => {
    const at = Math.max(0, Math.min(rows.length - 1, index));
    setActive(at);
    const message = rows[at]?.here ?? null;
    if (message !== null) inspector().select(message.seq);
  };
  const goTo = (index: number) => {
    const message = rows[index]?.here ?? null;
    if (message !== null) void inspector().goTo(message.seq);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a grid is walked with the keys, a table is not.
    <div
      className="cmp-grid"
      ref={body}
      role="grid"
      tabIndex={0}
      aria-label="Both futures"
      aria-rowcount={rows.length + 1}
      aria-activedescendant={rows.length > 0 ? `cmp-row-${active}` : undefined}
      onKeyDown={(event) => {
        const far = { ArrowUp: -1, ArrowDown: 1, PageUp: -15, PageDown: 15 }[event.key];
        if (far !== undefined) choose(active + far);
        else if (event.key === 'Enter') goTo(active);
        else return;
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      {/* biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: as above. */}
      <div className="cmp-row cmp-row-head" role="row" aria-rowindex={1}>
        {['', 'Here', 'There'].map((name) => (
          // biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: as above.
          <span key={name} role="columnheader">
            {name === '' ? <span className="unseen">How they differ</span> : name}
          </span>
        ))}
      </div>
      {rows.map(({ is, here, there }, index) => (
        // biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive lint/a11y/useKeyWithClickEvents: the grid has the focus and the keys.
        <div
          key={`${here?.seq ?? 'no'} ${there?.seq ?? 'no'}`}
          id={`cmp-row-${index}`}
          role="row"
          aria-rowindex={index + 2}
          aria-selected={index === active}
          className={`cmp-row cmp-row-${is}${index === active ? ' is-active' : ''}${index === parting ? ' is-parting' : ''}`}
          onClick={() => choose(index)}
          onDoubleClick={() => goTo(index)}
        >
          {/* biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: as above. */}
          <span role="gridcell" className="cmp-sign">
            <b aria-hidden="true">{SIGNS[is][0]}</b> {SIGNS[is][1]}
          </span>
          <Cell message={here} epochUs={epochUs} />
          <Cell message={there} epochUs={epochUs} />
        </div>
      ))}
    </div>
  );
}

function Cell({
  message,
  epochUs,
}: {
  readonly message: Message | null;
  readonly epochUs: number;
}) {
  if (message === null) {
    // biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: as above.
    return <span role="gridcell" className="cmp-empty" />;
  }
  const { atUs, from, to, type, fate, tookUs, reason } = message;
  const end =
    fate === 'lost'
      ? `✕ lost: ${reason}`
      : fate === 'arrived'
        ? `✓ ${spanText(tookUs ?? 0)}`
        : '○ under way';
  return (
    // biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: as above.
    <span
      role="gridcell"
      className="cmp-cell"
      title={`${from} → ${to}, of ${message.conversation}`}
    >
      <time>{clockText(epochUs, atUs)}</time> <b>{type}</b>
      <small>
        {nameText(from)} → {nameText(to)} <i className={fate === 'lost' ? 'cmp-lost' : ''}>{end}</i>
      </small>
    </span>
  );
}
