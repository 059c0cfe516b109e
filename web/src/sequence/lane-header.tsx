/**
 * Lane header: the names over the lifelines, which stay while the chart scrolls.
 *
 * Only the lanes in sight have one. A name shows that participant's chart; + opens its processes or the
 * members of a population as lanes of their own, − puts them back, ✕ hides the lane.
 */
import { useSyncExternalStore } from 'react';
import { inspector, useInspector } from '../store/inspector.ts';
import { type ChartView, GUTTER_PX } from './chart-view.ts';
import type { Lane } from './lanes.ts';
import { ROLE_SHAPES } from './role.ts';
import type { ChartSettings } from './settings.ts';
import './lane-header.css';

/** Narrower lanes have room for their name only. */
/** Below it, buttons lie over the name, and only while they are wanted. */
const CLOSE_BELOW_PX = 104;
const BUTTONS_FROM_PX = 92;

export function LaneHeader({
  view,
  settings,
}: {
  readonly view: ChartView;
  readonly settings: ChartSettings;
}) {
  useSyncExternalStore(view.subscribe, view.snapshot);
  const shown = useInspector(({ actor }) => actor);
  const { order, model } = view.content;
  const first = Math.max(0, Math.floor(view.scrollX / view.laneWidth) - 1);
  const last = Math.min(order.length, Math.ceil((view.scrollX + view.width) / view.laneWidth) + 1);
  return (
    <div className="seq-header">
      <div className="seq-lanes" style={{ left: GUTTER_PX - 4 }}>
        {order.slice(first, last).map((id) => {
          const lane = model.lanes.all[id];
          if (lane === undefined) return null;
          const left = view.laneX(id) - view.laneWidth / 2 - GUTTER_PX + 4;
          const { addressCounts, memberCounts } = model.lanes;
          const counts = lane.kind === 'population' ? memberCounts : addressCounts;
          const count = counts[id] ?? 1;
          return (
            <LaneName
              key={lane.name}
              lane={lane}
              count={count}
              left={left}
              width={view.laneWidth}
              isShown={shown === lane.name}
              settings={settings}
            />
          );
        })}
      </div>
    </div>
  );
}

function LaneName({
  lane,
  count,
  left,
  width,
  isShown,
  settings,
}: {
  readonly lane: Lane;
  readonly count: number;
  readonly left: number;
  readonly width: number;
  readonly isShown: boolean;
  readonly settings: ChartSettings;
}) {
  const isOpen = settings.expanded.has(lane.name);
  const opens = isOpen || count > 1;
  const closes = isOpen ? lane.name : lane.kind === 'participant' ? lane.within : null;
  // Hubs say with their name what they are: it has both lines.
  const isLong = lane.kind === 'participant' && !lane.name.includes('/') && width < 190;
  const hasButtons = width >= BUTTONS_FROM_PX;
  const of = lane.kind === 'population' ? 'members' : 'processes';
  return (
    <div
      className={`seq-lane${isShown ? ' is-shown' : ''}${width < CLOSE_BELOW_PX ? ' is-close' : ''}`}
      style={{ left, width, ['--seq-role' as string]: roleVariable(lane) }}
    >
      <button
        type="button"
        className="seq-lane-name"
        title={`${lane.name}${count > 1 ? ` and ${count - 1} more` : ''}`}
        onClick={() => inspector().showActor(lane.kind === 'population' ? null : lane.name)}
      >
        <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
          <path d={ROLE_SHAPES[lane.role]} />
        </svg>
        <span className="seq-lane-text">
          <b className={isLong ? 'seq-lane-long' : ''}>{lane.label}</b>
          {hasButtons && !isLong && <small>{subtitle(lane, count)}</small>}
        </span>
      </button>
      {hasButtons && closes !== null && (
        <button
          type="button"
          className="seq-lane-button"
          aria-label={`Put the parts of ${closes} back into one lifeline`}
          title="Put back into one lifeline"
          onClick={() => settings.expand(closes, false)}
        >
          −
        </button>
      )}
      {hasButtons && opens && !isOpen && (
        <button
          type="button"
          className="seq-lane-button"
          aria-label={`Give the ${of} of ${lane.name} lifelines of their own`}
          title={`Give its ${of} lifelines of their own`}
          onClick={() => settings.expand(lane.name, true)}
        >
          +
        </button>
      )}
      {hasButtons && (
        <button
          type="button"
          className="seq-lane-button seq-lane-hide"
          aria-label={`Hide ${lane.name}`}
          title="Hide; messages through it are bridged"
          onClick={() => settings.hide(lane.name, true)}
        >
          ✕
        </button>
      )}
    </div>
  );
}

function subtitle(lane: Lane, count: number): string {
  if (lane.kind === 'population') return `× ${count.toLocaleString('en')}`;
  if (lane.kind === 'process') return 'process';
  if (count > 1) return `${count - 1} ${count === 2 ? 'process' : 'processes'}`;
  return lane.role === 'other' ? '' : lane.role;
}

function roleVariable(lane: Lane): string {
  return lane.role === 'other' ? 'var(--text-quiet)' : `var(--${lane.role})`;
}
