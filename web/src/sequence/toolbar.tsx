/**
 * Toolbar: the time axis, the order of lifelines, zoom, which lifelines, as a table, and exports.
 */
import type { ChartContent, ChartView } from './chart-view.ts';
import type { Drawn } from './draw-chart.ts';
import { ExportMenu } from './export-menu.tsx';
import { LaneMenu } from './lane-menu.tsx';
import type { LaneOrder } from './lane-order.ts';
import type { ChartSettings } from './settings.ts';
import type { AxisMode } from './time-axis.ts';

const MODES: readonly {
  readonly mode: AxisMode;
  readonly label: string;
  readonly title: string;
}[] = [
  { mode: 'folded', label: 'Folded', title: 'Logarithmic time; gaps of 30 s and more are folded' },
  { mode: 'linear', label: 'Linear', title: 'Distances as in virtual time' },
  { mode: 'events', label: 'Events', title: 'One row for each event' },
];
const ORDERS: readonly { readonly order: LaneOrder; readonly label: string }[] = [
  { order: 'role', label: 'Lifelines by role' },
  { order: 'first', label: 'Lifelines as they appear' },
  { order: 'crossings', label: 'Lifelines crossing least' },
];

export function Toolbar({
  view,
  content,
  settings,
  drawn,
}: {
  readonly view: ChartView;
  readonly content: ChartContent;
  readonly settings: ChartSettings;
  readonly drawn: () => Drawn | null;
}) {
  const { isTable } = settings;
  return (
    <div className="seq-toolbar" role="toolbar" aria-label="Sequence chart">
      <div className="seq-group" role="radiogroup" aria-label="Time axis">
        {MODES.map(({ mode, label, title }) => (
          // biome-ignore lint/a11y/useSemanticElements: a button keeps its looks and its place in the toolbar.
          <button
            key={mode}
            type="button"
            role="radio"
            aria-checked={settings.mode === mode}
            title={title}
            disabled={isTable}
            onClick={() => settings.setMode(mode)}
          >
            {label}
          </button>
        ))}
      </div>
      <label className="seq-order">
        <span className="unseen">Order of the lifelines</span>
        <select
          value={settings.order}
          onChange={(event) => settings.setOrder(event.target.value as LaneOrder)}
        >
          {ORDERS.map(({ order, label }) => (
            <option key={order} value={order}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <div className="seq-group">
        <button
          type="button"
          aria-label="Zoom out"
          title="Zoom out (−)"
          disabled={isTable}
          onClick={() => view.zoomBy(0.8)}
        >
          −
        </button>
        <button
          type="button"
          aria-label="Zoom in"
          title="Zoom in (+)"
          disabled={isTable}
          onClick={() => view.zoomBy(1.25)}
        >
          +
        </button>
        <button
          type="button"
          title="Everything at once (0)"
          disabled={isTable}
          onClick={() => view.fit()}
        >
          Fit
        </button>
        <button
          type="button"
          title="Every row readable"
          disabled={isTable}
          onClick={() => view.unfit()}
        >
          1:1
        </button>
      </div>
      <div className="seq-end">
        <span className="seq-count">
          {content.model.arrowCount.toLocaleString('en')} messages,{' '}
          {content.order.length.toLocaleString('en')} lifelines
        </span>
        <button type="button" onClick={() => view.reveal(content.selected)} disabled={isTable}>
          To cursor
        </button>
        <button type="button" aria-pressed={isTable} onClick={() => settings.setIsTable(!isTable)}>
          As table
        </button>
        <LaneMenu content={content} settings={settings} />
        <ExportMenu content={content} drawn={drawn} />
      </div>
    </div>
  );
}
