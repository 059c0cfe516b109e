/**
 * Timers: what the machine of a record is waiting for, when each is due, and the record that set it.
 */
import { useEffect, useState } from 'react';
import type { FutureEvent } from '../../../src/inspector/wire-reply.ts';
import { clockText, spanText } from '../store/clock.ts';
import { inspector, useInspector } from '../store/inspector.ts';
import { RecordLink } from './envelope.tsx';

const REST_MS = 120;

export function Timers({ actor }: { readonly actor: string }) {
  const cursor = useInspector(({ position }) => position?.cursor ?? 0);
  const cursorUs = useInspector(({ position }) => position?.cursorUs ?? 0);
  const isPaused = useInspector(({ position }) => position?.mode === 'paused');
  const epochUs = useInspector(({ hello }) => hello?.epochUs ?? 0);
  const [events, setEvents] = useState<readonly FutureEvent[]>([]);
  useEffect(() => {
    if (!isPaused || cursor === 0) return;
    let isCurrent = true;
    const timer = setTimeout(async () => {
      const future = await inspector().ask({ do: 'future' });
      if (isCurrent) setEvents(future ?? []);
    }, REST_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [cursor, isPaused]);
  const own = events.filter(({ owner }) => owner === actor);
  if (own.length === 0) return null;
  return (
    <section className="detail-part">
      <h3>Due for {actor}</h3>
      <ul className="detail-timers">
        {own.map(({ atUs, what, setBy }) => (
          <li key={`${atUs} ${what} ${setBy}`}>
            <span className="detail-event">{what}</span> at {clockText(epochUs, atUs)}
            <span className="detail-quiet"> in {spanText(Math.max(0, atUs - cursorUs))}</span>
            {setBy === null ? null : (
              <>
                , set by <RecordLink seq={setBy} />
              </>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
