/**
 * Slice: the few records of a trace that a failed test should show.
 *
 * At most `SLICE_RECORDS_MAX`: those around the record the failure is about, or else the last that
 * the patterns could have meant, or else the last of all. Sendings are left out where the arrival
 * tells the same.
 */
import { isAt, meansType, type Pattern } from '../sim/expect/pattern.ts';
import type { RunRecord } from '../sim/record.ts';
import { asciiDiagram } from '../sim/trace/ascii-diagram.ts';

const SLICE_RECORDS_MAX = 15;

/** The slice as a sequence diagram, with what it is a part of. */
export function sliceOf(
  records: readonly RunRecord[],
  patterns: readonly Pattern[],
  markedSeq: number | null,
): string {
  if (records.length === 0) return 'the trace has no records';
  const shown = chosen(records, patterns, markedSeq);
  const part = `${shown.length} of ${records.length} records`;
  return `${part}:\n\n${asciiDiagram(shown, markedSeq)}`;
}

function chosen(
  records: readonly RunRecord[],
  patterns: readonly Pattern[],
  markedSeq: number | null,
): readonly RunRecord[] {
  const telling = records.filter(
    ({ kind, seq }) =>
      TELLING.has(kind) || seq === markedSeq || patterns.some((p) => p.kind === kind),
  );
  const marked = telling.findIndex(({ seq }) => seq === markedSeq);
  if (marked >= 0) {
    const start = Math.max(0, marked - Math.floor(SLICE_RECORDS_MAX / 2));
    return telling.slice(start, start + SLICE_RECORDS_MAX);
  }
  const near = telling.filter((record) => patterns.some((pattern) => isNear(pattern, record)));
  return (near.length > 0 ? near : telling).slice(-SLICE_RECORDS_MAX);
}

const TELLING: ReadonlySet<RunRecord['kind']> = new Set([
  'stimulus',
  'delivered',
  'lost',
  'outcome',
  'failure',
]);

/** Whether the pattern means records of this type, or speaks of somebody who is in this one. */
function isNear(pattern: Pattern, record: RunRecord): boolean {
  if (meansType(pattern, record.type)) return true;
  const places = [pattern.from, pattern.to, pattern.by].filter((place) => place !== null);
  const present = 'from' in record ? [record.from, record.to, record.actor] : [record.actor];
  return places.some((place) => present.some((address) => isAt(address, place)));
}
