/**
 * Run catalogue: which runs a data directory knows, with what result, and where their traces are.
 */
import type { FileShape } from './data-file.ts';

/** One run in the catalogue. */
export interface CataloguedRun {
  readonly run: string;
  readonly scenario: string;
  readonly title: string;
  readonly seed: number;
  readonly fingerprint: string;
  readonly holds: boolean;
  readonly messages: number;
  readonly virtualTimeUs: number;
  readonly trace: string | null;
}

export const RUNS: FileShape<{ runs: CataloguedRun[] }> = {
  name: 'runs.json',
  start: () => ({ runs: [] }),
  faultIn(content) {
    const runs =
      typeof content === 'object' && content !== null && 'runs' in content ? content.runs : null;
    if (!Array.isArray(runs)) return 'it has no list of runs';
    const bad = runs.findIndex((one) => typeof one?.run !== 'string');
    return bad < 0 ? null : `runs[${bad}] names no run`;
  },
};
