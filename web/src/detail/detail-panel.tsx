/**
 * Detail panel: everything about the record that is looked at: in words, its envelope, what it says, why
 * it happened, what its machine knew, what led to it and what came of it.
 */
import { useState } from 'react';
import type { Detail, TokenDetail } from '../../../src/inspector/wire-reply.ts';
import { clockText, spanText } from '../store/clock.ts';
import { inspector, useInspector } from '../store/inspector.ts';
import { recordSentence } from '../store/names.ts';
import { KIND, type Records } from '../store/records.ts';
import { CauseChain } from './cause-chain.tsx';
import { ContextDiff } from './context-diff.tsx';
import { useDetail } from './detail-cache.ts';
import { Envelope } from './envelope.tsx';
import { JsonTree } from './json-tree.tsx';
import { Timers } from './timers.tsx';
import { WhyTable } from './why-table.tsx';
import './detail.css';
import './detail-tree.css';

export function DetailPanel() {
  const seq = useInspector(({ selected, position }) => selected ?? position?.cursor ?? 0);
  const count = useInspector((state) => state.records.length);
  useInspector((state) => state.version);
  if (seq === 0 || seq > count) {
    return (
      <p className="detail-empty">
        {count === 0
          ? 'Nothing has happened yet: step, or run.'
          : 'Before the first record: step, or run.'}
      </p>
    );
  }
  return <DetailOf seq={seq} />;
}

function DetailOf({ seq }: { readonly seq: number }) {
  const records = useInspector((state) => state.records);
  const detail = useDetail(seq);
  const isTransition = records.kind.at(seq - 1) === KIND.transition;
  const actor = records.actorText(seq);
  return (
    <article className="detail" aria-label={`Record ${seq}`}>
      <Head seq={seq} detail={detail} />
      <Envelope seq={seq} detail={detail} />
      {detail === null ? (
        <p className="detail-quiet">Asking …</p>
      ) : (
        <>
          {detail.token === null ? null : <Token token={detail.token} />}
          {isTransition ? (
            <WhyTable
              detail={detail}
              actor={actor}
              event={records.typeText(seq)}
              was={records.text(records.a.at(seq - 1))}
            />
          ) : null}
          {isTransition ? (
            <ContextDiff key={seq} before={detail.before} after={detail.after} />
          ) : null}
          {isTransition ? <Taken seq={seq} /> : <Said detail={detail} />}
        </>
      )}
      <CauseChain key={seq} seq={seq} />
      <Timers actor={actor} />
    </article>
  );
}

function Head({ seq, detail }: { readonly seq: number; readonly detail: Detail | null }) {
  const records = useInspector((state) => state.records);
  const cursor = useInspector(({ position }) => position?.cursor ?? 0);
  const cursorUs = useInspector(({ position }) => position?.cursorUs ?? 0);
  const epochUs = useInspector(({ hello }) => hello?.epochUs ?? 0);
  const atUs = records.atUs.at(seq - 1);
  const away = atUs - cursorUs;
  const side = away < 0 ? 'before' : 'after';
  const apart = away === 0 ? '' : `${spanText(Math.abs(away))} ${side} the cursor`;
  return (
    <header className="detail-head">
      <p className="detail-kicker">
        <span className="detail-kind">{records.kindName(seq)}</span>
        <span>record {seq}</span>
        <span className="detail-clock">{clockText(epochUs, atUs)}</span>
        {seq === cursor ? <span className="detail-badge detail-accent">at the cursor</span> : null}
        {seq > cursor ? <span className="detail-badge detail-warn">still to come</span> : null}
        <span>{apart}</span>
      </p>
      <h2>{recordSentence(records, seq)}</h2>
      <p className="detail-actions">
        {seq === cursor ? null : (
          <button type="button" onClick={() => void inspector().goTo(seq)}>
            Move the cursor here
          </button>
        )}
        <CopyButton detail={detail} />
      </p>
    </header>
  );
}

function CopyButton({ detail }: { readonly detail: Detail | null }) {
  const [copied, setCopied] = useState<Detail | null>(null);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(JSON.stringify(detail, null, 2));
      setCopied(detail);
      inspector().say('the record was copied as JSON');
    } catch {
      inspector().say('this browser does not let a page copy; select the text instead', true);
    }
  };
  return (
    <button type="button" disabled={detail === null} onClick={() => void copy()}>
      {copied !== null && copied === detail ? 'Copied' : 'Copy as JSON'}
    </button>
  );
}

/** What the message says, or what else the record holds. */
function Said({ detail }: { readonly detail: Detail }) {
  const { body, record } = detail;
  const said = body ?? rest(record);
  if (Object.keys(said).length === 0) return null;
  return (
    <section className="detail-part">
      <h3>{body === null ? 'What it says' : 'What the message says'}</h3>
      <JsonTree key={String(record.seq)} value={said} label="what it says" />
    </section>
  );
}

/** What the message said that a machine took. */
function Taken({ seq }: { readonly seq: number }) {
  const records = useInspector((state) => state.records);
  const message = useDetail(messageBehind(records, seq));
  return message === null ? null : <Said detail={message} />;
}

/** The arrival that a machine took; a hub hands on to its processes what it may have opened them for. */
function messageBehind(records: Records, seq: number): number | null {
  const type = records.type.at(seq - 1);
  for (let at = records.cause.at(seq - 1); at > 0; at = records.cause.at(at - 1)) {
    const kind = records.kind.at(at - 1);
    const isSame = records.type.at(at - 1) === type;
    if (kind === KIND.delivered) return isSame ? at : null;
    if (kind !== KIND.started && !(kind === KIND.transition && isSame)) return null;
  }
  return null;
}

/** What the envelope does not show already. */
const SHOWN = new Set([
  ...[
    'seq',
    'atUs',
    'kind',
    'actor',
    'type',
    'cause',
    'conversation',
    'from',
    'to',
    'channel',
    'requestId',
  ],
  ...[
    'attempt',
    'bytes',
    'was',
    'state',
    'ignored',
    'machine',
    'handled',
    'reason',
    'text',
    'body',
    'number',
  ],
]);
function rest(record: Detail['record']): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => !SHOWN.has(name)));
}

function Token({ token }: { readonly token: TokenDetail }) {
  const epochUs = useInspector(({ hello }) => hello?.epochUs ?? 0);
  const { claims, sealed, sentence } = token;
  return (
    <section className="detail-part">
      <h3>
        Token
        <span className={`detail-badge ${sealed ? 'detail-good' : 'detail-bad'}`}>
          {sealed ? '✓ ' : '✗ '}
          {sentence}
        </span>
      </h3>
      <dl className="detail-fields">
        {Object.entries(claims).map(([name, value]) => (
          <div key={name} className="detail-claim">
            <dt>{name.replace(/Us$/, '')}</dt>
            <dd>
              {typeof value === 'number' && name.endsWith('Us') ? clockText(epochUs, value) : value}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
