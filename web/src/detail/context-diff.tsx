/**
 * Context diff: what a machine knew before and after an event: what changed first, then all of it.
 */
import { useMemo, useState } from 'react';
import { JsonTree, leafText } from './json-tree.tsx';
import { type Change, changesBetween, isOpenable } from './value-diff.ts';

const SHOWN_MAX = 60;
const WORDS = { new: 'new', gone: 'gone', changed: 'changed' } as const;
const SIGNS = { new: '+', gone: '−', changed: '~' } as const;

export interface ContextDiffProps {
  readonly before: unknown;
  readonly after: unknown;
}

export function ContextDiff({ before, after }: ContextDiffProps) {
  const [isWhole, setWhole] = useState(false);
  const isKnown = before !== null && before !== undefined;
  const changes = useMemo(
    () => (isKnown ? changesBetween(before, after) : []),
    [before, after, isKnown],
  );
  return (
    <section className="detail-part">
      <h3>
        What it knows
        <button type="button" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
          {isWhole ? 'Only what changed' : 'All of it'}
        </button>
      </h3>
      {!isKnown ? (
        <p className="detail-quiet">What it knew before this event is not known.</p>
      ) : changes.length === 0 ? (
        <p className="detail-quiet">Nothing changed.</p>
      ) : (
        <ul className="detail-changes">
          {changes.slice(0, SHOWN_MAX).map((change) => (
            <ChangeItem key={change.path.join('/')} change={change} />
          ))}
          {changes.length > SHOWN_MAX ? (
            <li className="detail-quiet">… {changes.length - SHOWN_MAX} more</li>
          ) : null}
        </ul>
      )}
      {isWhole ? <JsonTree value={after} label="what it knows after the event" /> : null}
    </section>
  );
}

function ChangeItem({ change }: { readonly change: Change }) {
  const { is, path, was, now } = change;
  return (
    <li className={`detail-change detail-change-${is}`}>
      <span className="detail-sign" title={WORDS[is]}>
        <span aria-hidden="true">{SIGNS[is]}</span>
        <span className="unseen">{WORDS[is]}</span>
      </span>
      <span className="detail-path">{path.length === 0 ? 'all of it' : path.join('.')}</span>
      <span className="detail-values">
        {is === 'new' ? null : <Said value={was} isOld />}
        {is === 'changed' ? <span aria-hidden="true">→</span> : null}
        {is === 'gone' ? null : <Said value={now} isOld={false} />}
      </span>
    </li>
  );
}

const LONG = 60;

/** A value in one line; a long one can be opened. */
function Said({ value, isOld }: { readonly value: unknown; readonly isOld: boolean }) {
  const text = leafText(value);
  const look = isOld ? 'detail-old' : 'detail-new';
  if (text.length <= LONG || !isOpenable(value)) return <span className={look}>{text}</span>;
  return (
    <details className={look}>
      <summary>{`${text.slice(0, LONG)}…`}</summary>
      <pre>{JSON.stringify(value, null, 2)}</pre>
    </details>
  );
}
