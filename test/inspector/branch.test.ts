/** Forks: taken up at a keyframe, and the same run to where they begin. */
import { describe, expect, test } from 'vitest';
import { xstateEngine } from '../../src/actors/xstate-engine.ts';
import { Branch } from '../../src/inspector/branch.ts';
import { recordLine } from '../../src/sim/record-text.ts';
import { loadScenario } from '../../src/sim/scenario/load.ts';

const scenario = loadScenario('scenarios/premiere.yaml');
const ended = (branch: Branch): Branch => {
  while (branch.advance());
  return branch;
};
const linesOf = ({ history }: Branch) => history.records.map(recordLine);
const cut = (branch: Branch, text: string) =>
  branch.intervene(
    { is: 'action', action: { do: 'cut', channel: 'processing-server>billing-processor' } },
    text,
  );

describe('a fork', () => {
  test('of a run too short for keyframes is the same run', () => {
    const run = ended(new Branch(loadScenario('scenarios/one-selection.yaml')));
    expect(run.head).toBeLessThan(2_048);
    expect(linesOf(ended(run.forkAt(20, 0)))).toEqual(linesOf(run));
  });

  test('left alone, it ends as the run it was made of, wherever it begins', () => {
    const run = ended(new Branch(scenario));
    // Two keyframes and more, so that forks begin before, between and after them.
    expect(run.head).toBeGreaterThan(2 * 2_048);
    const lines = linesOf(run);
    for (const seq of [1, 2_047, 2_100, 3_000, run.head - 1, run.head]) {
      const fork = run.forkAt(seq, 0);
      expect(fork.head).toBeGreaterThanOrEqual(seq);
      expect(linesOf(ended(fork))).toEqual(lines);
    }
  });

  test('knows of every machine what the run it was made of knew', () => {
    const run = ended(new Branch(scenario));
    const fork = ended(run.forkAt(3_000, 0));
    for (const { kind, seq, actor } of run.history.records) {
      if (kind !== 'transition' && kind !== 'started') continue;
      expect(fork.history.contextAfter(seq)).toEqual(run.history.contextAfter(seq));
      expect(fork.history.eventAt(actor, seq)).toBe(seq);
      expect(fork.history.machineAt(actor)).toBe(run.history.machineAt(actor));
    }
  });

  test('of a changed run repeats what was done before its beginning, and nothing that came after', () => {
    const changed = new Branch(scenario);
    while (changed.head < 2_500 && changed.advance());
    cut(changed, 'the first cut');
    while (changed.head < 4_000 && changed.advance());
    const secondAt = changed.head;
    cut(changed, 'the second cut');
    ended(changed);
    const fork = changed.forkAt(secondAt, 0);
    expect(fork.interventions.map(({ text }) => text)).toEqual(['the first cut']);
    const later = changed.forkAt(changed.head, 0);
    expect(later.interventions.map(({ text }) => text)).toEqual([
      'the first cut',
      'the second cut',
    ]);
    expect(linesOf(later)).toEqual(linesOf(changed));
  });

  test('on XState, without keyframes, is executed again from the start', () => {
    const run = ended(new Branch(scenario, xstateEngine));
    expect(linesOf(ended(run.forkAt(3_000, 0)))).toEqual(linesOf(run));
  });
});
