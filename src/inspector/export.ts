/**
 * Export: a selection of records for other tools: diagrams as text, or the records themselves.
 */
import { civilClock } from '../sim/clock-text.ts';
import { FORMAT, type RunRecord } from '../sim/record.ts';
import { recordLine } from '../sim/record-text.ts';
import { DiagramTooLarge, mermaidDiagram, plantUmlDiagram } from '../sim/trace/diagram.ts';
import { sequenceSvg } from './sequence-svg.ts';
import { Refused } from './stop.ts';
import type { Subject } from './subject.ts';

/**
 * The selection in a format, with the name of a file to keep it in.
 *
 * @param causeOf the cause of any record of the run, by its number; null for none
 */
export function exported(
  as: 'mermaid' | 'plantuml' | 'ndjson' | 'svg',
  records: readonly RunRecord[],
  { name, seed, epochUs, currency }: Subject,
  causeOf: (seq: number) => number | null,
): { readonly name: string; readonly text: string } {
  const clock = civilClock(epochUs);
  try {
    switch (as) {
      case 'mermaid':
        return { name: `${name}.mmd`, text: mermaidDiagram(records, clock) };
      case 'plantuml':
        return { name: `${name}.puml`, text: plantUmlDiagram(records, clock) };
      case 'svg':
        return { name: `${name}.svg`, text: sequenceSvg(records, clock) };
      case 'ndjson': {
        const header = JSON.stringify({ ...FORMAT, scenario: name, seed, epochUs, currency });
        return {
          name: `${name}.ndjson`,
          text: `${[header, ...countedAnew(records, causeOf).map(recordLine)].join('\n')}\n`,
        };
      }
    }
  } catch (error) {
    if (error instanceof DiagramTooLarge) throw new Refused(error.message);
    throw error;
  }
}

/** A selection as a trace of its own: counted from 1, the cause of each the nearest that was selected. */
function countedAnew(
  records: readonly RunRecord[],
  causeOf: (seq: number) => number | null,
): readonly RunRecord[] {
  const numbers = new Map(records.map(({ seq }, index) => [seq, index + 1]));
  return records.map((record, index) => {
    let { cause } = record;
    while (cause !== null && !numbers.has(cause)) cause = causeOf(cause);
    return {
      ...record,
      seq: index + 1,
      cause: cause === null ? null : (numbers.get(cause) ?? null),
    };
  });
}
