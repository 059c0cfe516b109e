/**
 * Chart picture: a machine as nested boxes and arrows, with what is active at the cursor lit.
 *
 *     ● begins    ▭ state    ▣ final (double border)    ┄ the state before    ━ active
 *
 * Each state is an item of one list for the keyboard: arrows walk to the nearest, Enter moves the cursor
 * to when it was last entered.
 */
import { type KeyboardEvent, useEffect, useRef } from 'react';
import type { Chart, ChartEdge, ChartNode } from '../../../src/inspector/wire-reply.ts';
import type { FrameControl } from './chart-frame.ts';
import { ChartLabel, ChartLine } from './chart-line.tsx';
import { activeIn, type ChartNow, pathsIn, wasTaken } from './chart-now.ts';
import { StateBox } from './state-box.tsx';

export interface ChartPictureProps {
  readonly chart: Chart;
  readonly now: ChartNow;
  readonly control: FrameControl;
  /** The state whose transitions are listed. */
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
  readonly onEnter: (id: string) => void;
}

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

export function ChartPicture({
  chart,
  now,
  control,
  chosen,
  onChoose,
  onEnter,
}: ChartPictureProps) {
  const { frame, boxRef, onPointerDown } = control;
  const svgRef = useRef<SVGSVGElement>(null);
  const before = activeIn(chart, now.was);
  const states = chart.nodes.filter(({ type, id }) => type !== 'initial' && id !== '');
  const stop = states.find(({ id }) => id === chosen) ?? states[0];
  const leaf = states.find(({ id }) => id === pathsIn(chart, now.state)[0]);
  const { show } = control;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when another state becomes active
  useEffect(() => {
    if (leaf !== undefined) show(leaf);
  }, [leaf?.id, chart]);

  const onKeyDown = (event: KeyboardEvent, node: ChartNode) => {
    const direction = ARROWS[event.key];
    if (direction !== undefined) {
      event.preventDefault();
      const next = nearest(states, node, direction);
      if (next === null) return;
      onChoose(next.id);
      show(next);
      svgRef.current?.querySelector<SVGGElement>(`[data-state="${next.id}"]`)?.focus();
    } else if (event.key === 'Enter') {
      event.preventDefault();
      onEnter(node.id);
    } else if (event.key === ' ') {
      event.preventDefault();
      onChoose(node.id);
    } else if (event.key === '+' || event.key === '-') control.zoom(event.key === '+' ? 1.25 : 0.8);
    else if (event.key === '0') control.fit();
  };
  return (
    <div className="chart-box" ref={boxRef} onPointerDown={onPointerDown}>
      {/* biome-ignore lint/a11y/useSemanticElements: a group of buttons in a drawing */}
      <svg
        ref={svgRef}
        className="chart-svg"
        role="group"
        aria-label={`States of ${chart.machine}; arrow keys walk them, Enter moves the cursor`}
      >
        <Heads />
        <g transform={`translate(${frame.x} ${frame.y}) scale(${frame.scale})`}>
          {chart.nodes.map((node) =>
            node.type === 'initial' ? (
              <circle key={node.id} className="chart-dot" cx={node.x + 5} cy={node.y + 5} r={5} />
            ) : (
              <StateBox
                key={node.id}
                node={node}
                isActive={now.active.has(node.id)}
                wasActive={now.was !== now.state && before.has(node.id)}
                isChosen={node.id === chosen}
                isStop={node === stop}
                onChoose={() => onChoose(node.id)}
                onEnter={() => onEnter(node.id)}
                onKeyDown={(event) => onKeyDown(event, node)}
              />
            ),
          )}
          {linesIn(chart.edges).map((edges) => (
            <ChartLine
              key={lineKey(edges[0])}
              edges={edges}
              isTaken={edges.some((edge) => wasTaken(edge, now))}
              isLeaving={edges.some(({ source }) => source === chosen)}
            />
          ))}
          {chart.edges.map((edge) =>
            edge.labelAt === null ? null : (
              <ChartLabel
                key={`${lineKey(edge)} ${edge.event} ${edge.guard}`}
                edge={edge}
                at={edge.labelAt}
                isTaken={wasTaken(edge, now)}
                isOpen={now.active.has(edge.source)}
              />
            ),
          )}
        </g>
      </svg>
    </div>
  );
}

function Heads() {
  return (
    <defs>
      {['', '-taken', '-leaving'].map((kind) => (
        <marker
          key={kind}
          id={`chart-head${kind}`}
          viewBox="0 0 8 8"
          refX="7"
          refY="4"
          markerWidth="8"
          markerHeight="8"
          markerUnits="userSpaceOnUse"
          orient="auto"
        >
          <path className={`chart-head${kind}`} d="M0 0.5 L8 4 L0 7.5 Z" />
        </marker>
      ))}
    </defs>
  );
}

/** The edges of each line, which share their points. */
function linesIn(edges: readonly ChartEdge[]): readonly (readonly [ChartEdge, ...ChartEdge[]])[] {
  const lines = new Map<string, [ChartEdge, ...ChartEdge[]]>();
  for (const edge of edges) {
    if (edge.points.length === 0) continue;
    const line = lines.get(lineKey(edge));
    if (line === undefined) lines.set(lineKey(edge), [edge]);
    else line.push(edge);
  }
  return [...lines.values()];
}
function lineKey({ source, target, event }: ChartEdge): string {
  return event === '' ? `begins ${target}` : `${source}>${target}`;
}

/** The state nearest to another in a direction; null where none is. */
function nearest(
  states: readonly ChartNode[],
  from: ChartNode,
  [dx, dy]: readonly [number, number],
): ChartNode | null {
  let best: ChartNode | null = null;
  let bestCost = Number.POSITIVE_INFINITY;
  for (const node of states) {
    const x = node.x + node.width / 2 - (from.x + from.width / 2);
    const y = node.y + node.height / 2 - (from.y + from.height / 2);
    const along = x * dx + y * dy;
    if (node === from || along <= 1) continue;
    const cost = along + 2 * Math.abs(x * dy + y * dx);
    if (cost < bestCost) [best, bestCost] = [node, cost];
  }
  return best;
}
