/**
 * Save: a run that was changed by hand, as a scenario file or as a test that plays it.
 *
 * What was done becomes lines of the script at the same microsecond. A message put on the wire is not
 * something a script can say, so a run with one is kept as a trace instead.
 */
import type { Branch } from './branch.ts';
import type { Subject } from './session.ts';
import { Refused } from './stop.ts';

/** The text of a file, and a name for it. */
export function saved(
  as: 'scenario' | 'test',
  { source, file, name: scenario }: Subject,
  branch: Branch,
): { readonly name: string; readonly text: string } {
  const { interventions } = branch;
  if (interventions.some(({ deed }) => deed.is === 'message')) {
    throw new Refused(
      'a message that was put on the wire by hand cannot be said in a scenario; export the records instead',
    );
  }
  const steps = interventions.map(
    ({ atUs, text }) => `  - { after: ${atUs}us, do: ${JSON.stringify(text)} }`,
  );
  const changed = withSteps(source, steps);
  const name = `${scenario}-changed`;
  if (as === 'scenario') return { name: `${name}.yaml`, text: changed };
  return { name: `${name}.test.ts`, text: testOf(file, name, interventions) };
}

/** The source with lines added to its script, which it gets where it has none. */
function withSteps(source: string, steps: readonly string[]): string {
  if (steps.length === 0) return source;
  const lines = source.split('\n');
  const script = lines.findIndex((line) => /^script:/.test(line));
  if (script < 0) return `${source.trimEnd()}\n\nscript:\n${steps.join('\n')}\n`;
  if (!/^script:\s*(#.*)?$/.test(lines[script] ?? '')) {
    throw new Refused(
      'the script of this scenario is written on one line; put each step on its own',
    );
  }
  let end = script + 1;
  while (end < lines.length && !/^\S/.test(lines[end] ?? '')) end += 1;
  while (end > script + 1 && (lines[end - 1] ?? '').trim() === '') end -= 1;
  return [...lines.slice(0, end), ...steps, ...lines.slice(end)].join('\n');
}

function testOf(file: string, name: string, interventions: Branch['interventions']): string {
  const done = interventions.map(({ text }) => text).join(', then ') || 'nothing was changed';
  return `import { expect, test } from 'vitest';
import { extendExpect, play } from 'headend/testing';

extendExpect(expect);

test(${JSON.stringify(`${file}: ${done}`)}, () => {
  const { result } = play(${JSON.stringify(`${name}.yaml`)});
  expect(result.failure).toBeNull();
  expect(result.invariants.filter(({ holds }) => !holds)).toEqual([]);
});
`;
}
