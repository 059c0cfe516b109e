/**
 * Fork note: says before acting what acting here does to the run.
 */
import { Icon } from '../shell/icon.tsx';
import { useInspector } from '../store/inspector.ts';

export function ForkNote() {
  const isPast = useInspector(
    ({ position }) => position !== null && position.cursor < position.head,
  );
  const cursor = useInspector(({ position }) => position?.cursor ?? 0);
  const isEnded = useInspector(({ position }) => position?.ended ?? false);
  const isForeign = useInspector(({ hello }) => hello?.sends ?? false);
  if (isForeign) {
    return <p className="act-note">It is sent to the application as it is now.</p>;
  }
  if (isPast) {
    return (
      <p className="act-note act-note-fork">
        <Icon name="fork" />
        The cursor is in the past: this forks the run at record {cursor}. What was executed stays as
        it is.
      </p>
    );
  }
  return (
    <p className="act-note">
      {isEnded
        ? 'The run is at its end; it goes on from what you do.'
        : 'This happens now, in this run.'}
    </p>
  );
}
