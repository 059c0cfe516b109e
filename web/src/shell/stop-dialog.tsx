/**
 * Stop dialogs: run until, back until, and the list of breakpoints.
 */
import type { StopCondition } from '../../../src/inspector/wire.ts';
import { inspector, useInspector } from '../store/inspector.ts';
import { stopWords } from '../store/stop-words.ts';
import { ConditionForm } from './condition-form.tsx';
import { closeDialog, Dialog } from './dialog.tsx';
import { Icon } from './icon.tsx';

const NONE: readonly StopCondition[] = [];

export function UntilDialog({ back }: { readonly back: boolean }) {
  return (
    <Dialog title={back ? 'Back until' : 'Run until'}>
      <p className="quiet-text">
        {back
          ? 'Goes back to the latest record before the cursor at which this holds.'
          : 'Runs at full speed, and stops at the first record at which this holds, or at a breakpoint.'}
      </p>
      <ConditionForm
        submit={back ? 'Go back' : 'Run'}
        onCondition={(condition) => {
          closeDialog();
          until(condition, back);
        }}
      />
    </Dialog>
  );
}

export function BreakpointsDialog() {
  const breakpoints = useInspector((state) => state.position?.breakpoints ?? NONE);
  const epochUs = useInspector((state) => state.hello?.epochUs ?? 0);
  const set = (next: readonly StopCondition[]) =>
    void inspector().move({ do: 'breakpoints', breakpoints: next });
  return (
    <Dialog title="Breakpoints">
      {breakpoints.length === 0 ? (
        <p className="quiet-text">None yet. A run, however fast, stops where one holds.</p>
      ) : (
        <ul className="stops">
          {breakpoints.map((breakpoint, index) => {
            const words = stopWords(breakpoint, epochUs);
            return (
              <li key={words}>
                <Icon name="breakpoints" />
                <span className="grow">{words}</span>
                <button type="button" onClick={() => until(breakpoint, true)}>
                  Back to it
                </button>
                <button type="button" onClick={() => until(breakpoint, false)}>
                  Run to it
                </button>
                <button
                  type="button"
                  className="quiet"
                  title={`Remove ${words}`}
                  onClick={() => set(breakpoints.filter((_, other) => other !== index))}
                >
                  <Icon name="close" />
                  <span className="unseen">Remove {words}</span>
                </button>
              </li>
            );
          })}
        </ul>
      )}
      <h3>Another</h3>
      <ConditionForm submit="Add" onCondition={(condition) => set([...breakpoints, condition])} />
    </Dialog>
  );
}

/** Runs, or goes back, until a condition holds. */
function until(condition: StopCondition, back: boolean): void {
  const { records } = inspector().snapshot();
  // Backwards, every earlier record is before the time: what is wanted is the last one up to it.
  if (back && condition.on === 'time') void inspector().goTo(records.seqAtUs(condition.atUs));
  else void inspector().move({ do: 'until', condition, back });
}
