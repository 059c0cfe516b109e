/**
 * ASCII diagram: a few records as a sequence diagram that fits a test failure.
 *
 *        seq        at  alice     order-alice-1
 *          1        0s  *         |              alice selects surround sound
 *          4      12ms  |-------->|              order.place
 *          9      40ms  |< - - - -|              order.accepted
 *         12      52ms  |----x    |              feature.received (lost: cut)
 *
 * `>` a request or notice, `- -` a reply, `x` lost, `?` not arrived among these records, `*` something
 * else. A participant is named by the last part of its address where that is clear.
 */
import { elapsedClock } from '../clock-text.ts';
import type { RecordKind, RunRecord } from '../record.ts';
import { type Arrow, type Note, sequenceOf } from './sequence.ts';

const NOTE_KINDS: ReadonlySet<RecordKind> = new Set([
  'stimulus',
  'transition',
  'started',
  'stopped',
  'posting',
  'document',
  'outcome',
  'failure',
]);
const LANE_WIDTH_MIN = 10;
const MARGIN = 2;

/**
 * Draws the records; none give an empty text.
 *
 * @param markedSeq a record to point at, with `>>` before its line
 * @throws {DiagramTooLarge} beyond 400 messages or notes
 */
export function asciiDiagram(
  records: Iterable<RunRecord>,
  markedSeq: number | null = null,
): string {
  const { participants, steps } = sequenceOf(records, NOTE_KINDS);
  if (steps.length === 0) return '';
  const lanes = lanesOf(participants);
  const head = lanes.map(({ name, width }) => name.padEnd(width)).join('');
  const rows = steps.map((step) => {
    const mark = step.record.seq === markedSeq ? '>>' : '  ';
    const when = `${mark}${String(step.record.seq).padStart(6)} ${elapsedClock(step.record.atUs).padStart(12)}`;
    return `${when}  ${drawn(step, lanes)}${oneLine(step.text)}`;
  });
  return [`${'seq'.padStart(8)} ${'at'.padStart(12)}  ${head}`.trimEnd(), ...rows].join('\n');
}

interface Lane {
  readonly address: string;
  readonly name: string;
  readonly start: number;
  readonly width: number;
}

function lanesOf(participants: readonly string[]): readonly Lane[] {
  const short = participants.map((address) => address.slice(address.lastIndexOf('/') + 1));
  let start = 0;
  return participants.map((address, index) => {
    const part = short[index] ?? address;
    const isClear = part !== '' && short.indexOf(part) === short.lastIndexOf(part);
    const name = oneLine(isClear ? part : address);
    const width = Math.max(LANE_WIDTH_MIN, name.length + MARGIN);
    const lane = { address, name, start, width };
    start += width;
    return lane;
  });
}

function drawn(step: Arrow | Note, lanes: readonly Lane[]): string {
  const row = lanes
    .map(({ width }) => '|'.padEnd(width))
    .join('')
    .split('');
  const at = (address: string) => lanes.find((lane) => lane.address === address)?.start ?? 0;
  if (step.draw === 'note' || step.from === step.to) {
    row[at(step.draw === 'note' ? step.at : step.from)] = '*';
    return row.join('');
  }
  drawLine(row, at(step.from), at(step.to), step);
  return row.join('');
}

/** Draws from one lane to another; a lost message stops half way. */
function drawLine(row: string[], from: number, to: number, { fate, isReply }: Arrow): void {
  const direction = to > from ? 1 : -1;
  const length = Math.abs(to - from) - 1;
  const reach = fate === 'lost' ? Math.ceil(length / 2) : length;
  for (let step = 1; step <= reach; step += 1) {
    row[from + direction * step] = isReply && step % 2 === 0 ? ' ' : '-';
  }
  const head = { delivered: direction > 0 ? '>' : '<', lost: 'x', 'in-flight': '?' }[fate];
  row[from + direction * reach] = head;
}

function oneLine(text: string): string {
  const line = text.replace(/\p{C}/gu, ' ');
  return line.length > 100 ? `${line.slice(0, 99)}…` : line;
}
