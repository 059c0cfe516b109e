/**
 * Chart text: the state chart as a list of states and their transitions, for who reads rather than looks.
 */
import type { Chart } from '../../../src/inspector/wire-reply.ts';
import { type ChartNow, wasTaken } from './chart-now.ts';

export interface ChartTextProps {
  readonly chart: Chart;
  readonly now: ChartNow;
  readonly onEnter: (id: string) => void;
}

export function ChartText({ chart, now, onEnter }: ChartTextProps) {
  const states = chart.nodes.filter(({ type }) => type !== 'initial');
  return (
    <div className="chart-text">
      {states.map((state) => {
        const edges = chart.edges.filter(
          ({ source, event }) => source === state.id && event !== '',
        );
        const depth = state.id === '' ? 0 : state.id.split('.').length;
        const words = [
          state.type === 'final' ? 'final' : '',
          state.type === 'parallel' ? 'all of its regions at once' : '',
          now.active.has(state.id) ? 'active now' : '',
        ].filter((word) => word !== '');
        return (
          <section key={state.id} style={{ marginInlineStart: depth * 14 }}>
            <h4 className={now.active.has(state.id) ? 'chart-active-name' : ''}>
              {state.id === '' ? (
                chart.machine
              ) : (
                <button type="button" className="chart-link" onClick={() => onEnter(state.id)}>
                  {state.label}
                </button>
              )}
              <span className="chart-quiet"> {words.join(', ')}</span>
            </h4>
            <ul>
              {edges.map((edge) => (
                <li
                  key={`${edge.event} ${edge.guard} ${edge.target} ${edge.actions.join()}`}
                  className={wasTaken(edge, now) ? 'chart-taken-item' : ''}
                >
                  {wasTaken(edge, now) ? '▸ ' : ''}on{' '}
                  <span className="chart-event">{edge.event}</span>
                  {edge.guard === null ? '' : ` if ${edge.guard}`}
                  {edge.points.length > 0 || edge.target !== edge.source
                    ? ` to ${edge.target}`
                    : ' it stays'}
                  {edge.actions.length === 0 ? '' : `, and does ${edge.actions.join(', ')}`}
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}
