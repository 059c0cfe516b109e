/**
 * Trace notes: what the commands of `headend trace` say about a file itself.
 */
import { formatCivil } from '../billing/cycle.ts';
import type { RecordHeader } from '../sim/record.ts';
import type { RecordFile } from '../sim/record-file.ts';

/** What was recorded: `flagship, seed 39, starts 2026-06-06T19:30:00`. */
export function headline({ scenario, seed, epochUs }: RecordHeader): string {
  return `${scenario}, seed ${seed}, starts ${formatCivil(epochUs)}`;
}

/**
 * What is wrong with how a file ends, or null when it is whole and as it was written.
 *
 * @throws {UnreadableRecord} when a line cannot be used
 */
export function endingNote(path: string, file: RecordFile): string | null {
  const { complete, cutLine, changed, records } = file.report();
  if (!complete) {
    const where = cutLine === null ? `after record ${records}` : `in line ${cutLine}`;
    return `${path} was cut short ${where}: its run did not come to its end. Run the scenario again for the rest.`;
  }
  if (!changed) return null;
  return `${path} was changed after it was written: its records are not those of its fingerprint. Run the scenario again for the true ones.`;
}
