/**
 * Accrual pictures: how the money of each viewing session grew, with the cursor's instant on it.
 *
 * The server draws each as SVG, as far as the session had been reported at the cursor; it is shown as an
 * image, so that nothing in it can run. Its plot is from LEFT to RIGHT of WIDTH (src/sim/picture).
 */
import { useState } from 'react';
import type { MoneyAt } from '../../../src/inspector/wire-reply.ts';
import { clockText, spanText } from '../store/clock.ts';
import { inspector, useInspector } from '../store/inspector.ts';
import { KIND, type Records } from '../store/records.ts';

const WIDTH = 1_000;
const LEFT = 64;
const RIGHT = 840;
const UNITS_US: Readonly<Record<string, number>> = {
  d: 86_400_000_000,
  h: 3_600_000_000,
  m: 60_000_000,
  s: 1_000_000,
  ms: 1_000,
  us: 1,
};

type Sessions = MoneyAt['sessions'];

export function AccrualPictures({ sessions }: { readonly sessions: Sessions }) {
  const [chosen, setChosen] = useState<string | null>(null);
  if (sessions.length === 0) {
    return <p className="money-empty">Nothing that was viewed has been rated yet.</p>;
  }
  const shown = sessions.find(({ session }) => session === chosen) ?? sessions.at(-1);
  return (
    <div className="money-sessions">
      <fieldset>
        <legend className="unseen">Viewing session</legend>
        {sessions.map(({ session }) => (
          <button
            key={session}
            type="button"
            aria-pressed={session === shown?.session}
            onClick={() => setChosen(session)}
          >
            {session}
          </button>
        ))}
      </fieldset>
      {shown !== undefined && <Picture session={shown.session} svg={shown.svg} />}
    </div>
  );
}

function Picture({ session, svg }: { readonly session: string; readonly svg: string }) {
  const records = useInspector((state) => state.records);
  const epochUs = useInspector(({ hello }) => hello?.epochUs ?? 0);
  const cursorUs = useInspector(({ position }) => position?.cursorUs ?? 0);
  const cursor = useInspector(({ position }) => position?.cursor ?? 0);
  const began = beginningOf(records, session);
  const lengthUs = lengthIn(svg);
  const sinceUs = began === null ? null : cursorUs - records.atUs.at(began - 1);
  const share = sinceUs === null || lengthUs === 0 ? null : sinceUs / lengthUs;
  const isOnIt = share !== null && share >= 0 && share <= 1;
  const [isLarge, setLarge] = useState(false);
  const left = LEFT + (RIGHT - LEFT) * Math.min(1, Math.max(0, share ?? 0));
  return (
    <figure className={isLarge ? 'money-picture is-large' : 'money-picture'}>
      <div>
        <img
          src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`}
          alt={`How ${session} accrued: ${titleOf(svg)}`}
        />
        {share !== null && (
          <span
            className={isOnIt ? 'money-cursor' : 'money-cursor is-beyond'}
            style={{ left: `${(left / WIDTH) * 100}%` }}
            aria-hidden="true"
          />
        )}
      </div>
      <figcaption>
        The cursor is at {clockText(epochUs, cursorUs)}
        {sinceUs !== null && `, ${spanText(Math.max(0, sinceUs))} after the session began`}
        {share !== null && share > 1 && ', which is after what was reported of it'}.
        <button type="button" aria-pressed={isLarge} onClick={() => setLarge(!isLarge)}>
          Full size
        </button>
        {began !== null && began !== cursor && (
          <button type="button" onClick={() => void inspector().goTo(began)}>
            Go to its beginning
          </button>
        )}
      </figcaption>
    </figure>
  );
}

/** The record with which a session began to play. */
function beginningOf(records: Records, session: string): number | null {
  const seqs = records.byConversation.get(records.numberOf(session)) ?? [];
  const isBeginning = (seq: number) =>
    records.kind.at(seq - 1) === KIND.outcome && records.typeText(seq) === 'viewing.started';
  return seqs.find(isBeginning) ?? seqs[0] ?? null;
}

function titleOf(svg: string): string {
  return /<title[^>]*>([^<]*)<\/title>/.exec(svg)?.[1] ?? '';
}

/** How long the session in a picture is, from its title: `…, from 20:00:00, 1h30m, played to the end`. */
function lengthIn(svg: string): number {
  const span = /from [\d:]+, ([\d.a-z]+), (?:played|cancelled)/.exec(titleOf(svg))?.[1] ?? '';
  let us = 0;
  for (const [, count = '0', unit = ''] of span.matchAll(/([\d.]+)(ms|us|d|h|m|s)/g)) {
    us += Number(count) * (UNITS_US[unit] ?? 0);
  }
  return us;
}
