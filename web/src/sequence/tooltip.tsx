/**
 * Tooltip: what is under the pointer in words, and how long before or after the selected record it is.
 */
import { clockText, spanText } from '../store/clock.ts';
import { FATE, KIND } from '../store/records.ts';
import type { ChartContent } from './chart-view.ts';
import { stateText } from './draw-lane.ts';
import type { Hit } from './hit.ts';

export interface Hovered {
  readonly hit: Hit;
  readonly x: number;
  readonly y: number;
}

const WIDTH_PX = 300;
const FATES = ['under way', 'arrived', 'lost', 'arrived again (a duplicate)'];

/** A box beside the pointer, within a drawing of a size. */
export function Tooltip({
  hovered: { hit, x, y },
  content,
  width,
  height,
}: {
  readonly hovered: Hovered;
  readonly content: ChartContent;
  readonly width: number;
  readonly height: number;
}) {
  const lines = linesOf(hit, content);
  const left = Math.max(4, Math.min(x + 14, width - WIDTH_PX - 4));
  const isLow = y > height * 0.6;
  const place = isLow ? { left, bottom: height - y + 12 } : { left, top: y + 16 };
  return (
    <div className="seq-tooltip" style={place} role="tooltip">
      <strong>{lines.title}</strong>
      <dl>
        {lines.rows.map(([name, text]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      {lines.elapsed !== null && <p className="seq-elapsed">{lines.elapsed}</p>}
    </div>
  );
}

interface Lines {
  readonly title: string;
  readonly rows: readonly (readonly [string, string])[];
  readonly elapsed: string | null;
}

function linesOf(hit: Hit, content: ChartContent): Lines {
  const { model, epochUs } = content;
  const { records } = model;
  const clock = (seq: number) => clockText(epochUs, records.atUs.at(seq - 1));
  const elapsed = elapsedText(hit.seq, content);
  if (hit.on === 'arrow') return { ...messageLines(hit.arrow, content), elapsed };
  if (hit.on === 'mark') {
    const isSaid = records.kind.at(hit.seq - 1) === KIND.stimulus;
    const conversation = records.text(records.conversation.at(hit.seq - 1));
    return {
      title: isSaid ? records.text(records.a.at(hit.seq - 1)) : records.typeText(hit.seq),
      rows: [
        ['what', records.kindName(hit.seq)],
        ['at', `${clock(hit.seq)}, record ${hit.seq}`],
        ['by', records.actorText(hit.seq)],
        ...(conversation === '' ? [] : [['of', conversation] as const]),
      ],
      elapsed,
    };
  }
  const strip = model.strips[hit.lane];
  const state = records.text(strip?.states.at(hit.index) ?? 0);
  const isLast = strip === undefined || hit.index + 1 >= strip.length;
  const untilSeq = isLast ? records.length : strip.seqs.at(hit.index + 1);
  const lasted = records.atUs.at(untilSeq - 1) - records.atUs.at(hit.seq - 1);
  return {
    title: model.lanes.all[hit.lane]?.name ?? '',
    rows: [
      ['state', stateText(state, strip?.opens.at(hit.index) ?? 0)],
      ['in full', state === '' ? 'a host of processes' : state],
      ['since', clock(hit.seq)],
      ['for', `${spanText(lasted)}${isLast ? ' so far' : ''}`],
    ],
    elapsed,
  };
}

function messageLines(arrow: number, { model, epochUs }: ChartContent): Omit<Lines, 'elapsed'> {
  const { records } = model;
  const row = model.row.at(arrow);
  const sent = records.sentSeq.at(row);
  const end = records.endSeq.at(row);
  const text = (column: { at(index: number): number }) => records.text(column.at(sent - 1));
  const sentUs = records.atUs.at(sent - 1);
  const fate = records.fate.at(row);
  const attempt = records.b.at(sent - 1);
  const how = end === 0 ? '' : records.text(records.a.at(end - 1));
  const said =
    fate === FATE.lost
      ? `lost: ${how}`
      : `${FATES[fate] ?? ''}${how === '' || how === 'new' ? '' : `, ${how}`}`;
  const latency = end === 0 ? 'under way' : spanText(records.atUs.at(end - 1) - sentUs);
  return {
    title: records.typeText(sent),
    rows: [
      ['from', text(records.from)],
      ['to', text(records.to)],
      ['sent', `${clockText(epochUs, sentUs)}, record ${sent}`],
      [fate === FATE.lost ? 'lost after' : 'latency', latency],
      ['over', text(records.channel)],
      ['fate', said],
      ...(attempt > 1 ? [['attempt', String(attempt)] as const] : []),
      ...(text(records.conversation) === '' ? [] : [['of', text(records.conversation)] as const]),
      ...(model.isBridge.at(arrow) === 1
        ? [['bridged', 'what led to it went through hidden lifelines'] as const]
        : []),
    ],
  };
}

/** How long before or after the selected record. */
function elapsedText(seq: number, { model, selected, isChosen }: ChartContent): string | null {
  if (seq === selected || selected === 0) return null;
  const us = model.records.atUs.at(seq - 1) - model.records.atUs.at(selected - 1);
  const from = isChosen ? `the selected record ${selected}` : `the cursor`;
  if (us === 0) return `at the same instant as ${from}`;
  return `${spanText(Math.abs(us))} ${us > 0 ? 'after' : 'before'} ${from}`;
}
