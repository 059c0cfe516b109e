/**
 * Closed words: what a scenario refuses as impossible must never be what a run records.
 *
 * Every state, conversation and field of the records of real runs is asked for with a pattern.
 */
import { describe, expect, test } from 'vitest';
import { isInState, statesAt, statesUnder } from '../../../src/sim/expect/machine-states.ts';
import { parsePattern, patternText } from '../../../src/sim/expect/pattern.ts';
import { fieldsIn } from '../../../src/sim/expect/record-fields.ts';
import type { RunRecord } from '../../../src/sim/record.ts';
import { isConversation } from '../../../src/sim/scenario/conversation.ts';
import { loadScenario } from '../../../src/sim/scenario/load.ts';
import type { Scenario } from '../../../src/sim/scenario/model.ts';
import { Names } from '../../../src/sim/scenario/names.ts';
import { World } from '../../../src/sim/world.ts';

/** Between them: every medium but the dish, both modes, both settlements, faults, tampering. */
const STORIES = [
  'eight-ways',
  'medium-dial-up',
  'nobody-sells-it',
  'one-bill',
  'same-screen',
  'source-out-of-order',
  'switched-off',
  'token-tampering',
];

function namesOf(scenario: Scenario): Names {
  return new Names({
    subscribers: [...scenario.subscribers.keys()],
    populations: new Map(scenario.populations.map(({ id, count }) => [id, count])),
    sources: [...scenario.sources.keys()],
    withoutControl: new Set(),
    features: [...scenario.features.keys()],
    transmissions: [...scenario.transmissions.keys()],
    viewing: { auctions: [], deliveries: [], surveys: [], parts: [] },
  });
}

/** Every dotted path of a body with the value it has, as text. */
function leavesOf(body: unknown, path: readonly string[] = []): readonly [string, string][] {
  if (typeof body !== 'object' || body === null) return [[path.join('.'), String(body)]];
  return Object.entries(body).flatMap(([name, inner]) => leavesOf(inner, [...path, name]));
}

describe.each(STORIES)('of the run of %s', (story) => {
  const scenario = loadScenario(`scenarios/${story}.yaml`);
  const names = namesOf(scenario);
  const records: RunRecord[] = [];
  const world = new World(scenario, { readers: [{ read: (record) => void records.push(record) }] });
  world.run();

  test('every state is one of the machine it is told of', () => {
    const moves = records.filter((record) => record.kind === 'transition');
    expect(moves.length).toBeGreaterThan(0);
    const strange = moves.filter(({ actor, was, state }) => {
      const states = statesAt(actor);
      return was !== '' && !(states.includes(was) && states.includes(state));
    });
    expect(strange).toEqual([]);
  });

  test('every conversation is one that its people can have', () => {
    const known = new Set(records.flatMap(({ conversation }) => conversation ?? []));
    expect([...known].filter((id) => !isConversation(id, names))).toEqual([]);
  });

  test('every field can be asked for with its value', () => {
    const asked = new Set(
      records.flatMap((record) => {
        const { kind, type } = record;
        if (kind === 'started' || kind === 'stopped' || kind === 'failure') return [];
        if (type.startsWith('after ')) return [];
        const leaves = fieldsIn(record, () => null).flatMap((fields) => leavesOf(fields));
        const head = { kind, type, typePrefix: null, from: null, to: null, of: null };
        const by = kind === 'transition' ? record.actor : null;
        return leaves
          .filter(([, value]) => value !== '' && by?.endsWith('/line') !== true)
          .map(([path, value]) => patternText({ ...head, by, fields: [{ path, value }] }));
      }),
    );
    expect(asked.size).toBeGreaterThan(50);
    const refused = [...asked].filter((text) => !parsePattern(text, names).ok);
    expect(refused).toEqual([]);
  });
});

describe('a state', () => {
  test('is looked for in the regions of a machine, one or several', () => {
    const state = 'billing.quiet & handover.accruing';
    for (const wanted of [
      state,
      'billing',
      'billing.quiet',
      'handover.accruing',
      'handover & billing.quiet',
    ]) {
      expect(isInState(state, wanted), wanted).toBe(true);
    }
    for (const wanted of ['quiet', 'billing.quiet & handover.quiet', 'bill', 'handover.accruing &'])
      expect(isInState(state, wanted), wanted).toBe(false);
  });

  test('is known for participants, processes and what is under a client', () => {
    expect(statesAt('client/alice')).toContain('on.watching');
    expect(statesAt('processing-server/order-alice-1')).toContain('completed');
    // Two regions of two states each.
    expect(statesAt('billing-processor/account-alice')).toHaveLength(4);
    expect(statesAt('billing-processor/account-alice')).toContain('billing.quiet & handover.quiet');
    expect(statesAt('script')).toEqual([]);
    expect(statesAt('processing-server/something')).toEqual([]);
    expect(statesUnder('client/alice')).toEqual(expect.arrayContaining(['off', 'onHook']));
    expect(statesUnder('processing-server')).not.toContain('onHook');
  });
});
