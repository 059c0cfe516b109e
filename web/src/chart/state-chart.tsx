/**
 * State chart: the machine of a participant or process, and where it stands at the cursor.
 *
 *     ┌ who ▾ · machine ──────────── − + ⤢ text ┐
 *     │ picture                                 │   active lit, the last transition heavy,
 *     ├─────────────────────────────────────────┤   the state before dotted
 *     │ last event · accepts now · history      │
 *     └─────────────────────────────────────────┘
 */
import { useState } from 'react';
import type { Chart } from '../../../src/inspector/wire-reply.ts';
import { inspector, useInspector } from '../store/inspector.ts';
import { ActorPicker } from './actor-picker.tsx';
import { type FrameControl, useFrame } from './chart-frame.ts';
import {
  activeIn,
  type ChartNow,
  machineOf,
  pathsIn,
  useChart,
  useChartActor,
  useChartNow,
} from './chart-now.ts';
import { ChartPicture } from './chart-picture.tsx';
import { ChartSide } from './chart-side.tsx';
import { ChartText } from './chart-text.tsx';
import { entryOf } from './state-history.ts';
import './state-chart.css';

export function StateChart() {
  const actor = useChartActor();
  if (actor === null) {
    return (
      <p className="chart-empty">Nobody has begun yet: step or run, and choose a participant.</p>
    );
  }
  return <ChartOf actor={actor} />;
}

function ChartOf({ actor }: { readonly actor: string }) {
  const records = useInspector((state) => state.records);
  const machine = machineOf(records, actor);
  const chart = useChart(machine) ?? null;
  const now = useChartNow(actor, chart);
  const [isText, setText] = useState(false);
  const active = chart?.nodes.find(({ id }) => id === pathsIn(chart, now.state)[0]) ?? null;
  const control = useFrame(chart, active);
  return (
    <section className="chart" aria-label={`State chart of ${actor}`}>
      <header className="chart-head-row">
        <ActorPicker actor={actor} />
        <span className="chart-machine-name">
          <span className="chart-quiet">machine</span> {machine}
        </span>
        <Tools control={control} isText={isText} onText={() => setText(!isText)} />
      </header>
      {chart === null ? (
        <p className="chart-empty">There is no picture of the machine {machine} yet.</p>
      ) : (
        <Drawn key={chart.machine} chart={chart} now={now} control={control} isText={isText} />
      )}
    </section>
  );
}

interface DrawnProps {
  readonly chart: Chart;
  readonly now: ChartNow;
  readonly control: FrameControl;
  readonly isText: boolean;
}

function Drawn({ chart, now, control, isText }: DrawnProps) {
  const [chosen, setChosen] = useState<string | null>(null);
  const enter = (id: string) => goToEntry(chart, now, id);
  return (
    <div className="chart-main">
      {isText ? (
        <ChartText chart={chart} now={now} onEnter={enter} />
      ) : (
        <ChartPicture
          chart={chart}
          now={now}
          control={control}
          chosen={chosen}
          onChoose={(id) => setChosen(id === chosen ? null : id)}
          onEnter={enter}
        />
      )}
      <ChartSide chart={chart} now={now} chosen={chosen} onEnter={enter} />
    </div>
  );
}

interface ToolsProps {
  readonly control: FrameControl;
  readonly isText: boolean;
  readonly onText: () => void;
}

function Tools({ control, isText, onText }: ToolsProps) {
  return (
    <div className="chart-tools" role="toolbar" aria-label="Picture">
      <button
        type="button"
        onClick={() => control.zoom(0.8)}
        aria-label="Smaller"
        title="Smaller (-)"
      >
        −
      </button>
      <button
        type="button"
        onClick={() => control.zoom(1.25)}
        aria-label="Larger"
        title="Larger (+)"
      >
        +
      </button>
      <button type="button" onClick={control.fit} title="The whole picture (0)">
        Fit
      </button>
      <button type="button" aria-pressed={isText} onClick={onText}>
        Text
      </button>
    </div>
  );
}

/** To where a state was entered last; if it never was so far, to where it will be first. */
function goToEntry(chart: Chart, now: ChartNow, id: string): void {
  const { records, position } = inspector().snapshot();
  const seq = entryOf(
    records,
    now.number,
    (text) => activeIn(chart, text).has(id),
    position?.cursor ?? 0,
  );
  if (seq === null) inspector().say(`${now.actor} has not been in ${id}`);
  else void inspector().goTo(seq);
}
