/**
 * Properties: what must hold, and whether it does at the cursor.
 *
 *     ✓ holds  ✕ violated  ◌ not yet      title, why, claims      ▸ the record that shows it
 *
 * A property of the kind eventually or sometimes that does not hold yet is still open while the run goes on.
 */
import { useRef, useState } from 'react';
import type { PropertyAt } from '../../../src/inspector/wire-reply.ts';
import { useAsked } from '../store/asked.ts';
import { inspector, useInspector } from '../store/inspector.ts';
import { GROUPS, STATUS, type Status, statusOf } from './property-status.ts';
import '../style/list.css';
import './property-list.css';

export function PropertyList() {
  const { reply, cursor, isAsking, isStale, refresh } = useAsked('properties');
  const isEnded = useInspector(({ position }) => position?.ended ?? false);
  const isLive = useInspector(({ hello }) => hello?.live ?? true);
  const [status, setStatus] = useState<Status | null>(null);
  const list = reply ?? [];
  const counts = countsOf(list, isEnded);
  return (
    <section className="list-view" aria-label="Properties">
      <header className="list-bar">
        {(['violated', 'open', 'holds'] as const).map((one) => (
          <button
            key={one}
            type="button"
            className={`list-toggle prop-count is-${one}`}
            aria-pressed={status === one}
            onClick={() => setStatus(status === one ? null : one)}
          >
            <span aria-hidden="true">{STATUS[one].icon}</span> {counts[one]} {STATUS[one].ofMany}
          </button>
        ))}
        <span className={`prop-as-of${isStale ? ' is-stale' : ''}`} role="status">
          {isAsking ? 'judging …' : asOf(reply, cursor, isStale)}
        </span>
        <button type="button" onClick={refresh} disabled={isAsking}>
          Refresh
        </button>
      </header>
      <div className="prop-lists">
        {reply !== null && list.length === 0 && <p className="list-empty">{emptyText(isLive)}</p>}
        {GROUPS.map(({ kind, title, about }) => (
          <PropertyGroup
            key={kind}
            title={title}
            about={about}
            properties={list
              .filter(
                (one) =>
                  one.kind === kind && (status === null || statusOf(one, isEnded) === status),
              )
              .sort((one, other) => rankOf(one, isEnded) - rankOf(other, isEnded))}
            isEnded={isEnded}
          />
        ))}
      </div>
    </section>
  );
}

function emptyText(isLive: boolean): string {
  return isLive
    ? 'The scenario expects nothing.'
    : 'A recorded trace has no expectations of its own: open its scenario to judge it.';
}

function asOf(reply: readonly PropertyAt[] | null, cursor: number, isStale: boolean): string {
  if (reply === null) return isStale ? 'a large run: press Refresh to judge it' : '';
  return isStale ? `as of record ${cursor}: press Refresh` : `as of record ${cursor}`;
}

/** What is violated stands first: it is what one looks for. */
function rankOf(property: PropertyAt, isEnded: boolean): number {
  return statusOf(property, isEnded) === 'violated' ? 0 : 1;
}

function countsOf(list: readonly PropertyAt[], isEnded: boolean): Record<Status, number> {
  const counts = { violated: 0, open: 0, holds: 0 };
  for (const one of list) counts[statusOf(one, isEnded)] += 1;
  return counts;
}

interface GroupProps {
  readonly title: string;
  readonly about: string;
  readonly properties: readonly PropertyAt[];
  readonly isEnded: boolean;
}

function PropertyGroup({ title, about, properties, isEnded }: GroupProps) {
  const list = useRef<HTMLUListElement | null>(null);
  if (properties.length === 0) return null;
  const walk = (step: number) => {
    const buttons = [...(list.current?.querySelectorAll<HTMLElement>('.prop-jump') ?? [])];
    const at = buttons.indexOf(document.activeElement as HTMLElement);
    buttons[at + step]?.focus();
  };
  return (
    <section>
      <h3 className="prop-group">
        {title} <small>{about}</small>
      </h3>
      <ul
        ref={list}
        className="prop-list"
        onKeyDown={({ key }) => {
          if (key === 'ArrowDown') walk(1);
          if (key === 'ArrowUp') walk(-1);
        }}
      >
        {properties.map((one) => (
          <PropertyRow key={one.id} property={one} isEnded={isEnded} />
        ))}
      </ul>
    </section>
  );
}

const JUMP_TEXT: Readonly<Record<Status, string>> = {
  violated: 'first violation',
  holds: 'shown by',
  open: 'so far',
};

function PropertyRow({ property, isEnded }: { property: PropertyAt; isEnded: boolean }) {
  const status = statusOf(property, isEnded);
  const { title, explanation, shows, seq, id, kind } = property;
  return (
    <li className={`prop-row is-${status}`}>
      <span className="prop-status">
        <span className="prop-icon" aria-hidden="true">
          {STATUS[status].icon}
        </span>
        {STATUS[status].word}
      </span>
      <div className="prop-text">
        <p className="prop-title">{title}</p>
        {explanation !== '' && <p className="prop-why">{explanation}</p>}
        <p className="prop-claims">
          {kind === 'invariant' && <span className="list-claim">{id}</span>}
          {shows.map((claim) => (
            <span key={claim} className="list-claim">
              {claim}
            </span>
          ))}
        </p>
      </div>
      {seq !== null && (
        <button
          type="button"
          className="prop-jump"
          onClick={() => inspector().select(seq)}
          onDoubleClick={() => void inspector().goTo(seq)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            event.preventDefault();
            void inspector().goTo(seq);
          }}
          title={`Select record ${seq}; double-click or Enter moves the cursor there`}
        >
          {JUMP_TEXT[status]} #{seq}
        </button>
      )}
    </li>
  );
}
