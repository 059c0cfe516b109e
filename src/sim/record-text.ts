/**
 * Record text: what a record is as text, wherever somebody reads or compares it.
 *
 * The same line as bytes, which is what files and fingerprints are made of: json-bytes.ts.
 */
import type { RunRecord } from './record.ts';

/** The line a record takes in a file and in the fingerprint, without its line feed. */
export function recordLine(record: RunRecord): string {
  return JSON.stringify(record);
}
