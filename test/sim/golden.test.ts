import { expect, test } from 'vitest';
import { goldenText } from '../../src/sim/golden.ts';
import { runScenario } from '../../src/sim/run.ts';
import { loadScenario } from '../../src/sim/scenario/load.ts';
import { SMALL, smallWith } from './scenario/small-network.ts';

function scenarioOf(text: string) {
  return loadScenario('small.yaml', { readFile: () => Buffer.from(text) });
}
/** Without the population, alice alone is told of. */
const quiet = SMALL.split('\n')
  .filter((line) => !/^populations:|^ {2}suburb:/.test(line))
  .join('\n');

test('the first line names the run, the others tell it with ids', () => {
  const scenario = scenarioOf(quiet);
  const { fingerprint, records, messages } = runScenario(scenario);
  const [head, first, ...rest] = goldenText(scenario).split('\n');
  expect(head).toBe(`fingerprint ${fingerprint}  records ${records}  messages ${messages}`);
  expect(first).toBe('19:30:00.000  alice selects surround on cup-final');
  expect(rest.at(-1)).toBe('');
  expect(rest.join('\n')).toContain('alice displays surround on cup-final');
});

test('a story over 200 lines is cut after them, and says how many more there are', () => {
  // Each of 40 members alone makes more than 5 lines: selecting, an order, a payment, a bill, ...
  const crowded = smallWith('receives: [sky-dish], chooses', 'receives: [metro-cable], chooses');
  const lines = goldenText(scenarioOf(crowded.replace('count: 20', 'count: 40'))).split('\n');
  // The head, 200 lines, the count, and nothing after the last line feed.
  expect(lines).toHaveLength(1 + 200 + 1 + 1);
  expect(lines[201]).toMatch(/^… and \d+ more lines$/);
});

test('the text is the same each time', () => {
  expect(goldenText(scenarioOf(SMALL))).toBe(goldenText(scenarioOf(SMALL)));
});
