/** Save: what is saved of a changed run is that run. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Session } from '../../src/inspector/session.ts';
import { Refused } from '../../src/inspector/stop.ts';
import { runScenario } from '../../src/sim/run.ts';
import { loadScenario } from '../../src/sim/scenario/load.ts';
import { sessionOf } from './rig.ts';

const FLAGSHIP = 'scenarios/flagship.yaml';
const TO_THE_END = { do: 'goto', seq: Number.MAX_SAFE_INTEGER } as const;

/** The outcomes of a run, in order. */
async function outcomesOf(session: Session): Promise<readonly string[]> {
  await session.ask(TO_THE_END);
  const outcomes: string[] = [];
  for (let seq = 1; seq <= session.position().head; seq += 1) {
    const { record } = await session.ask({ do: 'detail', seq });
    if (record.kind === 'outcome') outcomes.push(`${record.type} of ${record.conversation}`);
  }
  return outcomes;
}

/** The outcomes of a saved text, played beside the file it was made of. */
function outcomesIn(text: string, file: string): readonly string[] {
  const readFile = (path: string) => (path === file ? Buffer.from(text) : readFileSync(path));
  const outcomes: string[] = [];
  runScenario(loadScenario(file, { readFile }), {
    readers: [
      {
        read: ({ kind, type, conversation }) => {
          if (kind === 'outcome') outcomes.push(`${type} of ${conversation}`);
        },
      },
    ],
  });
  return outcomes;
}

async function changedAt(file: string, deeds: readonly (readonly [number, string])[]) {
  const session = sessionOf(file);
  for (const [seq, sentence] of deeds) {
    await session.ask({ do: 'goto', seq });
    await session.ask({ do: 'act', sentence });
  }
  return session;
}

test.each([
  // Alice's set is still looking at the options at record 263: she gives her order up.
  ['a person cancels', FLAGSHIP, [[263, 'alice cancels']]],
  // Something has just arrived at record 269, in the microsecond in which the line is cut.
  [
    'a channel is cut and mended',
    FLAGSHIP,
    [
      [269, 'cut metro-cable uplink'],
      [400, 'mend metro-cable uplink'],
    ],
  ],
  ['a source fails before anything happens', FLAGSHIP, [[17, 'metro-cable fails']]],
] as const)('%s: the saved scenario ends as the changed run', async (_, file, deeds) => {
  const session = await changedAt(file, deeds);
  const outcomes = await outcomesOf(session);
  const { name, text } = await session.ask({ do: 'save', as: 'scenario' });
  expect(name).toBe('flagship-changed.yaml');
  expect(outcomes).not.toEqual(await outcomesOf(sessionOf(file)));
  expect(outcomesIn(text, file)).toEqual(outcomes);
});

test('a script that comes from a file below is kept, as a script of its own replaces it', async () => {
  const above = 'scenarios/above-flagship.yaml';
  const source = 'extends: flagship.yaml\nscenario: The same again\n';
  const readFile = (path: string) => (path === above ? Buffer.from(source) : readFileSync(path));
  const scenario = loadScenario(above, { readFile });
  const { name, seed, epochUs, currency } = scenario;
  const session = new Session({ scenario, name, seed, epochUs, currency, source, file: above });
  await session.ask({ do: 'goto', seq: 263 });
  await session.ask({ do: 'act', sentence: 'alice cancels' });
  const { text } = await session.ask({ do: 'save', as: 'scenario' });
  expect(text.match(/^ {2}- /gm)).toHaveLength(scenario.script.length + 1);
  expect(outcomesIn(text, above)).toEqual(await outcomesOf(session));
});

test('a run with another seed is saved with that seed', async () => {
  const scenario = loadScenario(FLAGSHIP, { seed: 4711 });
  const { name, seed, epochUs, currency } = scenario;
  const source = readFileSync(FLAGSHIP, 'utf8');
  const session = new Session({ scenario, name, seed, epochUs, currency, source, file: FLAGSHIP });
  const { text } = await session.ask({ do: 'save', as: 'scenario' });
  expect(text).toContain('\nseed: 4711\n');
  expect(text).not.toContain('seed: 39');
});

test('a test plays the saved scenario and names what came of it', async () => {
  const session = await changedAt(FLAGSHIP, [[263, 'alice cancels']]);
  await session.ask(TO_THE_END);
  const { name, text } = await session.ask({ do: 'save', as: 'test' });
  expect(name).toBe('flagship-changed.test.ts');
  expect(text).toContain('play("scenarios/flagship-changed.yaml")');
  expect(text).toContain('"outcome order.given-up of alice-1"');
});

test('a message put on the wire is refused, with what to do instead', async () => {
  const session = sessionOf(FLAGSHIP);
  await session.ask({ do: 'goto', seq: 100 });
  const message = {
    from: 'client/alice',
    to: 'processing-server',
    type: 'order.cancel',
    conversation: 'alice-1',
    body: {},
  };
  await session.ask({ do: 'send', message });
  await expect(session.ask({ do: 'save', as: 'scenario' })).rejects.toThrow(Refused);
  await expect(session.ask({ do: 'save', as: 'test' })).rejects.toThrow(
    'export the records instead',
  );
});
