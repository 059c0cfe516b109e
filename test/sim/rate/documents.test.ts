/**
 * What scenarios/rating/README.md shows is a rate file, and rated as it says.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { caseLines } from '../../../src/cli/rate-case.ts';
import { rated, wrong } from './rate-text.ts';

const path = fileURLToPath(new URL('../../../scenarios/rating/README.md', import.meta.url));
const document = readFileSync(path, 'utf8');
const blocks = [...document.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = '']) => text);

test('it shows an example, timelines and tariffs', () => expect(blocks).toHaveLength(3));

test.each(blocks)('block %# can be used', (text) => expect(wrong(text)).toEqual([]));

test('the worked example is rated as shown', () => {
  const [example = ''] = blocks;
  const [one] = rated(example).cases;
  if (one === undefined) throw new Error('the example has no case');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are marked by one
  const plain = [...caseLines(one, 'USD')].map((line) => line.replace(/\u001b\[\d+m/g, ''));
  expect(document).toContain(plain.map((line) => `    ${line}\n`).join(''));
});
