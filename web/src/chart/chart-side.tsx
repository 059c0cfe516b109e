/**
 * Chart side: what the machine did last, what it would do something about now, and where it has been.
 */
import { useState } from 'react';
import type { Chart, ChartEdge } from '../../../src/inspector/wire-reply.ts';
import { SentenceForm } from '../act/sentence-form.tsx';
import { personOf, verbsFor } from '../act/sentence-shape.ts';
import { clockText } from '../store/clock.ts';
import { inspector, useInspector } from '../store/inspector.ts';
import { lastNotAfter } from '../store/records.ts';
import { type Acceptance, acceptancesIn, type ChartNow } from './chart-now.ts';
import { changesOf } from './state-history.ts';
import './chart-side.css';

export interface ChartSideProps {
  readonly chart: Chart;
  readonly now: ChartNow;
  readonly chosen: string | null;
  readonly onEnter: (id: string) => void;
}

export function ChartSide({ chart, now, chosen, onEnter }: ChartSideProps) {
  return (
    <div className="chart-side">
      <Latest now={now} />
      {chosen === null ? null : <Chosen chart={chart} id={chosen} onEnter={onEnter} />}
      <Accepts chart={chart} now={now} />
      <History now={now} />
    </div>
  );
}

function Latest({ now }: { readonly now: ChartNow }) {
  const { taken, event, isIgnored, was, state, seq } = now;
  if (seq === 0) return <p className="chart-latest">It has not begun yet.</p>;
  const guards = taken.flatMap(({ guard }) => guard ?? []);
  return (
    <p className="chart-latest">
      <button type="button" className="chart-link" onClick={() => inspector().select(seq)}>
        {event === 'started' ? 'began' : event}
      </button>
      {isIgnored
        ? ' was ignored: it stays '
        : was === state || was === ''
          ? ' in '
          : ` from ${was} to `}
      <strong>{state}</strong>
      {guards.length === 0 ? null : (
        <>
          {' because '}
          <code>{guards.join(', ')}</code>
        </>
      )}
    </p>
  );
}

function Chosen({
  chart,
  id,
  onEnter,
}: {
  readonly chart: Chart;
  readonly id: string;
  readonly onEnter: (id: string) => void;
}) {
  const leaving = chart.edges.filter(({ source, event }) => source === id && event !== '');
  return (
    <section>
      <h3>
        {id}
        <button type="button" className="chart-small" onClick={() => onEnter(id)}>
          Go to its entry
        </button>
      </h3>
      {leaving.length === 0 ? (
        <p className="chart-quiet">Nothing leads out of it but what the states around it do.</p>
      ) : (
        <ul className="chart-edges">
          {leaving.map((edge) => (
            <EdgeItem key={`${edge.event} ${edge.guard} ${edge.target}`} edge={edge} />
          ))}
        </ul>
      )}
    </section>
  );
}

function EdgeItem({ edge }: { readonly edge: ChartEdge }) {
  const { event, guard, target, source, actions, points } = edge;
  const leads = points.length > 0 || target !== source;
  return (
    <li>
      <span className="chart-event">{event}</span>
      {guard === null ? null : <code> [{guard}]</code>}
      {leads ? ` → ${target}` : ' stays'}
      {actions.length === 0 ? null : <span className="chart-quiet"> · {actions.join(', ')}</span>}
    </li>
  );
}

function Accepts({ chart, now }: { readonly chart: Chart; readonly now: ChartNow }) {
  const [doing, setDoing] = useState<string | null>(null);
  const isLive = useInspector(({ hello }) => hello?.live ?? false);
  const accepted = acceptancesIn(chart, now.active);
  const shapes = doing === null ? [] : verbsFor(now.actor, doing);
  const isOpen = doing !== null && accepted.some(({ event }) => event === doing);
  return (
    <section>
      <h3>
        Accepts now <span className="chart-count">{accepted.length}</span>
      </h3>
      {accepted.length === 0 ? (
        <p className="chart-quiet">Nothing: it is at its end, or has not begun.</p>
      ) : null}
      <ul className="chart-chips">
        {accepted.map((one) => {
          const canBeDone = isLive && verbsFor(now.actor, one.event).length > 0;
          return (
            <li key={one.event}>
              {canBeDone ? (
                <button
                  type="button"
                  className="chart-chip chart-chip-deed"
                  title={wordsOf(one)}
                  aria-expanded={doing === one.event}
                  onClick={() => setDoing(doing === one.event ? null : one.event)}
                >
                  ▸ {one.event}
                </button>
              ) : (
                <span className="chart-chip" title={wordsOf(one)}>
                  {one.event}
                </span>
              )}
            </li>
          );
        })}
      </ul>
      {isOpen && shapes.length > 0 ? (
        <SentenceForm
          key={doing}
          shapes={shapes}
          given={{ person: personOf(now.actor) ?? '' }}
          onDone={() => setDoing(null)}
        />
      ) : null}
    </section>
  );
}

/** What would come of an event, in words. */
function wordsOf({ edges }: Acceptance): string {
  return edges
    .map(({ guard, target, source, actions, points }) => {
      const where = points.length > 0 || target !== source ? `to ${target}` : 'stays';
      const what = actions.length === 0 ? '' : `: ${actions.join(', ')}`;
      return `${guard === null ? '' : `if ${guard} `}${where}${what}`;
    })
    .join('\n');
}

const SHOWN_BEFORE = 60;
const SHOWN_AFTER = 12;

function History({ now }: { readonly now: ChartNow }) {
  const records = useInspector((state) => state.records);
  const epochUs = useInspector(({ hello }) => hello?.epochUs ?? 0);
  const cursor = useInspector(({ position }) => position?.cursor ?? 0);
  useInspector((state) => state.version);
  const changes = changesOf(records, now.number);
  const at = lastNotAfter(changes, cursor);
  const shown = changes.slice(Math.max(0, at - SHOWN_BEFORE), at + 1 + SHOWN_AFTER).reverse();
  return (
    <section>
      <h3>
        States it went through <span className="chart-count">{changes.length}</span>
      </h3>
      <ol className="chart-history" reversed>
        {shown.map((seq) => {
          const isNow = seq === changes[at];
          const text = records.text(records.b.at(seq - 1));
          return (
            <li key={seq} className={seq > cursor ? 'chart-future' : ''}>
              <button
                type="button"
                aria-current={isNow ? 'true' : undefined}
                onClick={() => void inspector().goTo(seq)}
                title={`Record ${seq}; moves the cursor there`}
              >
                <span className="chart-time">{clockText(epochUs, records.atUs.at(seq - 1))}</span>
                <span className="chart-to">{isNow ? `▸ ${text}` : text}</span>
                <span className="chart-on">{records.typeText(seq)}</span>
              </button>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
