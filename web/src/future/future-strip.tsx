/**
 * Future strip: when things are due, on a logarithmic scale from 10 ms to 31 days.
 *
 * One lane for each kind of owner; events that would cover each other are one mark with their number.
 * The list below is the strip's twin for the keyboard and for screen readers.
 */
import { useMemo } from 'react';
import type { FutureEvent } from '../../../src/inspector/wire-reply.ts';
import { spanText } from '../store/clock.ts';
import { nameText } from '../store/names.ts';
import { useSize } from '../store/size.ts';
import { LANES_IN_ORDER, type Lane, laneOf } from './lane.ts';

const FROM_US = 10_000;
const UNTIL_US = 31 * 86_400_000_000;
const MARKS: readonly (readonly [us: number, label: string])[] = [
  [10_000, '10 ms'],
  [100_000, '0.1 s'],
  [1_000_000, '1 s'],
  [10_000_000, '10 s'],
  [60_000_000, '1 min'],
  [600_000_000, '10 min'],
  [3_600_000_000, '1 h'],
  [86_400_000_000, '1 d'],
  [7 * 86_400_000_000, '7 d'],
  [UNTIL_US, '31 d'],
];
const LEFT = 62;
const RIGHT = 22;
const NOW_WIDTH = 22;
const LANE_HEIGHT = 24;
const HEAD = 20;
const BIN = 18;

interface StripProps {
  readonly events: readonly FutureEvent[];
  readonly cursorUs: number;
  readonly chosen: number;
  readonly onChoose: (index: number) => void;
}
interface Mark {
  readonly lane: Lane;
  readonly x: number;
  readonly indexes: readonly number[];
}

export function FutureStrip({ events, cursorUs, chosen, onChoose }: StripProps) {
  const [ref, { width }] = useSize<HTMLDivElement>();
  const xOf = (us: number) => placeOf(us, width);
  const marks = useMemo(() => marksOf(events, cursorUs, width), [events, cursorUs, width]);
  const lanes = LANES_IN_ORDER.filter((lane) => marks.some((mark) => mark.lane === lane));
  const height = HEAD + Math.max(1, lanes.length) * LANE_HEIGHT + 4;
  const labels = labelsThatFit(width);
  return (
    <div ref={ref} className="future-strip">
      <svg width={width} height={height} aria-hidden="true">
        <text x={LEFT} y={13} className="future-scale">
          now
        </text>
        {MARKS.map(([us, label]) => (
          <g key={label}>
            <line className="future-line" x1={xOf(us)} x2={xOf(us)} y1={HEAD - 2} y2={height} />
            {labels.has(label) && (
              <text x={xOf(us)} y={13} textAnchor="middle" className="future-scale">
                {label}
              </text>
            )}
          </g>
        ))}
        {lanes.map((lane, row) => (
          <g key={lane.name} transform={`translate(0 ${HEAD + row * LANE_HEIGHT})`}>
            <line className="future-lane" x1={LEFT} x2={width} y1={12} y2={12} />
            <text x={8} y={16} className="future-owner">
              {lane.name}
            </text>
            {marks
              .filter((mark) => mark.lane === lane)
              .map((mark) => (
                <StripMark
                  key={mark.x}
                  mark={mark}
                  events={events}
                  cursorUs={cursorUs}
                  isChosen={mark.indexes.includes(chosen)}
                  onChoose={onChoose}
                />
              ))}
          </g>
        ))}
      </svg>
    </div>
  );
}

interface MarkProps {
  readonly mark: Mark;
  readonly events: readonly FutureEvent[];
  readonly cursorUs: number;
  readonly isChosen: boolean;
  readonly onChoose: (index: number) => void;
}

function StripMark({ mark, events, cursorUs, isChosen, onChoose }: MarkProps) {
  const { lane, x, indexes } = mark;
  const first = indexes[0] ?? 0;
  const event = events[first];
  if (event === undefined) return null;
  const more = indexes.length > 1 ? `, and ${indexes.length - 1} more` : '';
  const when = spanText(event.atUs - cursorUs);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the list below is walked by keyboard
    <g
      className={`future-mark${isChosen ? ' is-chosen' : ''}`}
      style={{ color: `var(${lane.colour})` }}
      transform={`translate(${x} 12)`}
      onClick={() => onChoose(first)}
    >
      <title>{`in ${when}: ${event.what}, ${nameText(event.owner)}${more}`}</title>
      <rect className="future-target" x={-12} y={-12} width={24} height={24} />
      {indexes.length > 1 ? (
        <>
          <rect x={-9} y={-8} width={18} height={16} rx={8} />
          <text y={4} textAnchor="middle">
            {indexes.length > 99 ? '99+' : indexes.length}
          </text>
        </>
      ) : (
        <circle r={5} />
      )}
    </g>
  );
}

function placeOf(us: number, width: number): number {
  const from = LEFT + NOW_WIDTH + 14;
  if (us < FROM_US) return LEFT + 10;
  const share = Math.log(Math.min(us, UNTIL_US) / FROM_US) / Math.log(UNTIL_US / FROM_US);
  return from + share * Math.max(0, width - RIGHT - from);
}

function marksOf(events: readonly FutureEvent[], cursorUs: number, width: number): readonly Mark[] {
  const marks = new Map<string, { lane: Lane; x: number; indexes: number[] }>();
  events.forEach(({ atUs, owner }, index) => {
    const lane = laneOf(owner);
    const x = Math.round(placeOf(atUs - cursorUs, width) / BIN) * BIN;
    const mark = marks.get(`${lane.name} ${x}`);
    if (mark === undefined) marks.set(`${lane.name} ${x}`, { lane, x, indexes: [index] });
    else mark.indexes.push(index);
  });
  return [...marks.values()];
}

/** The labels that do not run into each other, the ends first. */
function labelsThatFit(width: number): ReadonlySet<string> {
  const fitting = new Set<string>();
  const taken: number[] = [LEFT + 10];
  for (const [us, label] of [...MARKS].reverse()) {
    const x = placeOf(us, width);
    if (taken.some((other) => Math.abs(other - x) < 42)) continue;
    taken.push(x);
    fitting.add(label);
  }
  return fitting;
}
