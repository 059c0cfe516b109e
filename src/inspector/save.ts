/**
 * Save: a run that was changed by hand, as a scenario file or as a test that plays it.
 *
 *     deed at 3 600 000 000 us  ─▶  - { after: 3600000000us, do: "alice cancels" }
 *
 * What was done becomes lines of the script. What people do comes after the deliveries of the same
 * microsecond, as it did; what is done to the network would come before them (src/sim/script.ts), so
 * where something had arrived already it is put one microsecond later. A message put on the wire is not
 * something a script can say: a run with one is kept as a trace instead.
 * Law (test/inspector/save.test.ts): the file, played, ends as the changed run did.
 */
import { dirname, join } from 'node:path';
import type { Occasion, Scenario, ScriptStep } from '../sim/scenario/model.ts';
import type { Branch, Intervention } from './branch.ts';
import type { History } from './history.ts';
import { Refused } from './stop.ts';
import type { Subject } from './subject.ts';

/** Outcomes that a saved test names at most. */
const OUTCOMES_MAX = 20;
/** What a saved test imports, quoted: written out below, it would read as an import of this file. */
const TESTING = "'headend/testing'";
const VITEST = "'vitest'";

/**
 * The text of a file, and a name for it.
 *
 * @throws {Refused} when the run cannot be said in a scenario
 */
export function saved(
  as: 'scenario' | 'test',
  { source, file, name: scenario, seed, scenario: played }: Subject,
  branch: Branch,
): { readonly name: string; readonly text: string } {
  const { interventions, history } = branch;
  if (interventions.some(({ deed }) => deed.is === 'message')) {
    throw new Refused(
      'a message that was put on the wire by hand cannot be said in a scenario; export the records instead',
    );
  }
  const name = `${scenario}-changed`;
  if (as === 'test') {
    const path = join(dirname(file), `${name}.yaml`);
    return { name: `${name}.test.ts`, text: testOf(path, interventions, outcomesAfter(branch)) };
  }
  const steps = interventions.map((deed) => stepOf(deed, history));
  return { name: `${name}.yaml`, text: withSeed(withSteps(source, steps, played), seed, played) };
}

function stepOf({ atUs, text, deed }: Intervention, history: History): string {
  const isPersons = deed.is === 'action' && 'who' in deed.action && deed.action.do !== 'tamper';
  const later = isPersons || !hasArrivalBefore(history, atUs, text) ? 0 : 1;
  return `  - { after: ${atUs + later}us, do: ${JSON.stringify(text)} }`;
}

/** True when something arrived in the microsecond of a deed, before it. */
function hasArrivalBefore({ records }: History, atUs: number, text: string): boolean {
  const deed = records.findIndex(
    (record) => record.kind === 'stimulus' && record.atUs === atUs && record.text === text,
  );
  for (let index = deed - 1; index >= 0 && records[index]?.atUs === atUs; index -= 1) {
    const kind = records[index]?.kind;
    if (kind === 'delivered' || kind === 'lost') return true;
  }
  return false;
}

/** The source with lines added to its script, which it gets where it has none of its own. */
function withSteps(source: string, steps: readonly string[], played: Scenario | null): string {
  if (steps.length === 0) return source;
  const lines = source.split('\n');
  const script = lines.findIndex((line) => /^script:/.test(line));
  if (script < 0) {
    // A script of its own replaces the one of the file it extends, so that is repeated here.
    const inherited = (played?.script ?? []).map(lineOf);
    return `${source.trimEnd()}\n\nscript:\n${[...inherited, ...steps].join('\n')}\n`;
  }
  if (!/^script:\s*(#.*)?$/.test(lines[script] ?? '')) {
    throw new Refused(
      'the script of this scenario is written on one line; put each step on its own',
    );
  }
  let end = script + 1;
  while (end < lines.length && !/^[^\s#-]/.test(lines[end] ?? '')) end += 1;
  while (end > script + 1 && /^\s*(#.*)?$/.test(lines[end - 1] ?? '')) end -= 1;
  const indent = /^( *)- /.exec(lines.slice(script + 1, end).join('\n'))?.[1] ?? '  ';
  const added = steps.map((step) => step.replace(/^ {2}/, indent));
  return [...lines.slice(0, end), ...added, ...lines.slice(end)].join('\n');
}

function lineOf({ atUs, since, text }: ScriptStep): string {
  const occasion = since === null ? '' : `since: ${JSON.stringify(occasionText(since))}, `;
  return `  - { ${occasion}after: ${atUs}us, do: ${JSON.stringify(text)} }`;
}
function occasionText({ name, by, of }: Occasion): string {
  return [name, by === null ? '' : ` by ${by}`, of === null ? '' : ` of ${of}`].join('');
}

/** The source with the seed that was run with, where that was another. */
function withSeed(source: string, seed: number, played: Scenario | null): string {
  const said = /^seed:[ \t]*(\d+)/m.exec(source)?.[1];
  if (said !== undefined) return source.replace(/^seed:[ \t]*\d+/m, `seed: ${seed}`);
  // Without one it is the seed of the file it extends, or 1.
  const mayDiffer = played !== null && (seed !== 1 || /^extends:/m.test(source));
  return mayDiffer ? source.replace(/^(?=scenario:)/m, `seed: ${seed}\n`) : source;
}

/** What ended since the first deed, as patterns. */
function outcomesAfter({ history, interventions }: Branch): readonly string[] {
  const sinceUs = interventions[0]?.atUs ?? 0;
  const patterns = new Set<string>();
  for (const { kind, atUs, type, conversation } of history.records) {
    if (kind !== 'outcome' || atUs < sinceUs || conversation === null) continue;
    patterns.add(`outcome ${type} of ${conversation}`);
    if (patterns.size >= OUTCOMES_MAX) break;
  }
  return [...patterns];
}

function testOf(
  path: string,
  interventions: readonly Intervention[],
  outcomes: readonly string[],
): string {
  const done = interventions.map(({ text }) => text).join(', then ') || 'nothing was changed';
  const listed = outcomes.map((pattern) => `\n    ${JSON.stringify(pattern)},`).join('');
  const shown = outcomes.length === 0 ? '' : `\n  expect(trace).toShowAllOf([${listed}\n  ]);`;
  return `import { expect, test } from ${VITEST};
import { extendExpect, play } from ${TESTING};

extendExpect(expect);

test(${JSON.stringify(`${done}, and every invariant holds`)}, () => {
  // The same run, saved as a scenario file.
  const { result, trace } = play(${JSON.stringify(path)});
  expect(result.invariants.filter(({ holds }) => !holds)).toEqual([]);${shown}
});
`;
}
