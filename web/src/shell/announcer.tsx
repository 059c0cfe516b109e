/**
 * Announcer: says what happened: steps and stops politely, refusals as notices, a lost connection as a
 * banner until it is mended.
 */
import { useEffect, useRef, useState } from 'react';
import { useInspector } from '../store/inspector.ts';
import { recordSentence } from '../store/names.ts';
import { Icon } from './icon.tsx';
import type { LinkState } from './use-link.ts';

const SHOWN_MS = 4_500;

/** A live region that no eye sees: `stepped to record 1042: order.accepted delivered to alice`. */
export function Announcer() {
  const position = useInspector((state) => state.position);
  const records = useInspector((state) => state.records);
  const known = useInspector((state) => state.records.length);
  const said = useRef(-1);
  const [text, setText] = useState('');
  useEffect(() => {
    if (position === null || position.mode !== 'paused' || position.cursor > known) return;
    if (said.current === position.cursor) return;
    said.current = position.cursor;
    const where =
      position.cursor === 0
        ? 'at the beginning'
        : `record ${position.cursor}: ${recordSentence(records, position.cursor)}`;
    setText(
      position.stopped === null ? `stepped to ${where}` : `stopped, ${position.stopped}, ${where}`,
    );
  }, [position, records, known]);
  return (
    <p className="unseen" role="status" aria-live="polite">
      {text}
    </p>
  );
}

/** The latest notice; an error stays until it is put away. */
export function Notice() {
  const notice = useInspector((state) => state.notice);
  const [putAway, setPutAway] = useState<typeof notice>(null);
  useEffect(() => {
    if (notice === null || notice.isError) return undefined;
    const timer = setTimeout(() => setPutAway(notice), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [notice]);
  const isShown = notice !== null && notice !== putAway;
  return (
    <div className="notices" role={notice?.isError ? 'alert' : 'status'}>
      {isShown ? (
        <p className={notice.isError ? 'notice is-bad' : 'notice'}>
          <span aria-hidden="true">{notice.isError ? '✕' : 'ℹ'}</span>
          <span className="grow">{notice.text}</span>
          <button type="button" className="quiet" onClick={() => setPutAway(notice)}>
            <Icon name="close" />
            <span className="unseen">Put this notice away</span>
          </button>
        </p>
      ) : null}
    </div>
  );
}

/** What concerns the whole page: a lost connection, a run that failed, a link that does not fit. */
export function Banners({ mismatch, dismiss }: LinkState) {
  const status = useInspector((state) => state.status);
  const isKnown = useInspector((state) => state.hello !== null);
  const failure = useInspector((state) => state.position?.failure ?? null);
  return (
    <div className="banners" aria-live="polite">
      {status === 'lost' ? (
        <p className="banner is-warn">
          <b>The connection is lost.</b> What was read stays; it is tried again by itself
          {isKnown ? ', and what you ask meanwhile is asked then.' : '.'}
        </p>
      ) : null}
      {failure === null ? null : (
        <p className="banner is-bad">
          <b>The run has failed.</b> {failure}
        </p>
      )}
      {mismatch === null ? null : (
        <p className="banner is-note">
          <span className="grow">{mismatch.text}</span>
          {mismatch.open === null ? null : (
            <button type="button" onClick={mismatch.open}>
              Open that
            </button>
          )}
          <button type="button" onClick={dismiss}>
            Stay here
          </button>
        </p>
      )}
    </div>
  );
}
