/**
 * State box: one state of a chart: its look says what it is, its label for a screen reader says it again.
 */
import type { KeyboardEvent } from 'react';
import type { ChartNode } from '../../../src/inspector/wire-reply.ts';

export interface StateBoxProps {
  readonly node: ChartNode;
  readonly isActive: boolean;
  readonly wasActive: boolean;
  readonly isChosen: boolean;
  readonly isStop: boolean;
  readonly onChoose: () => void;
  readonly onEnter: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

export function StateBox(props: StateBoxProps) {
  const { node, isActive, wasActive, isChosen, isStop, onChoose, onEnter, onKeyDown } = props;
  const { x, y, width, height, type, id } = node;
  const isLeaf = type === 'atomic' || type === 'final';
  const look = [
    'chart-state',
    isLeaf ? 'chart-leaf' : 'chart-compound',
    type === 'parallel' ? 'chart-parallel' : '',
    isActive ? 'chart-active' : '',
    !isActive && wasActive ? 'chart-before' : '',
    isChosen ? 'chart-chosen' : '',
    id === '' ? 'chart-machine' : '',
  ].join(' ');
  const said = [
    id,
    type === 'final' ? 'final' : '',
    isActive ? 'active now' : '',
    !isActive && wasActive ? 'active before' : '',
  ];
  const shape = (
    <>
      <rect
        className="chart-shape"
        x={x}
        y={y}
        width={width}
        height={height}
        rx={isLeaf ? 8 : 10}
      />
      {type === 'final' ? (
        <rect
          className="chart-inner"
          x={x + 3}
          y={y + 3}
          width={width - 6}
          height={height - 6}
          rx={6}
        />
      ) : null}
      {isLeaf ? (
        <text className="chart-name" x={x + width / 2} y={y + height / 2 + 4} textAnchor="middle">
          {node.label}
        </text>
      ) : (
        <text className="chart-name" x={x + 12} y={y + 20}>
          {node.label}
          {type === 'parallel' ? ' (all at once)' : ''}
        </text>
      )}
      {isActive && isLeaf ? (
        <circle className="chart-lamp" cx={x + 10} cy={y + 10} r={3.5} />
      ) : null}
    </>
  );
  if (id === '') return <g className={look}>{shape}</g>;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a part of a drawing
    <g
      className={look}
      data-state={id}
      role="button"
      tabIndex={isStop ? 0 : -1}
      aria-label={said.filter((word) => word !== '').join(', ')}
      aria-pressed={isChosen}
      onClick={onChoose}
      onDoubleClick={onEnter}
      onKeyDown={onKeyDown}
    >
      {shape}
    </g>
  );
}
