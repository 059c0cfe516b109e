/** Definition shape: a machine read from its definition has the arrows that the machine has. */
import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import { layOut } from '../../src/inspector/chart.ts';
import { arrowsOf } from '../../src/inspector/chart-arrow.ts';
import { shapeOfDefinition } from '../../src/inspector/definition-shape.ts';
import type { MachineShape } from '../../src/inspector/why.ts';
import { PARTICIPANT_MACHINES, PROCESS_MACHINES } from '../../src/sim/machinery.ts';

interface FourMachine {
  readonly definition: unknown;
}
const { createMachine } = createRequire(new URL('../../web/package.json', import.meta.url))(
  'xstate',
) as { readonly createMachine: (config: unknown, options?: unknown) => FourMachine };

const ours = [...Object.values(PARTICIPANT_MACHINES), ...Object.values(PROCESS_MACHINES)];

/** The arrows in an order of their own. */
function arrows(shape: MachineShape): readonly string[] {
  return arrowsOf(shape.root)
    .map(({ source, target, event, guard }) => `${source} -${event} [${guard}]-> ${target}`)
    .sort();
}

describe('the definition of a machine of XState 5', () => {
  test.each(ours.map((machine) => [machine.id, machine] as const))('%s', (_, machine) => {
    const shape = machine as unknown as MachineShape;
    const read = shapeOfDefinition(JSON.stringify(machine.config));
    const isDone = (arrow: string) => / -done /.test(arrow);
    expect(arrows(shape).length).toBeGreaterThan(0);
    expect(arrows(read).filter((arrow) => !isDone(arrow))).toEqual(
      arrows(shape).filter((arrow) => !isDone(arrow)),
    );
    expect(arrows(read).filter(isDone)).toHaveLength(arrows(shape).filter(isDone).length);
  });
});

const LIGHT = {
  id: 'light',
  initial: 'green',
  states: {
    green: {
      after: { 1000: 'yellow' },
      on: { NEXT: { target: 'yellow', cond: 'isOpen', actions: ['log'] } },
    },
    yellow: { on: { NEXT: 'red' } },
    red: {
      initial: 'walk',
      states: {
        walk: { on: { WAIT: 'wait' }, always: { target: 'wait', cond: 'isNight' } },
        wait: { type: 'final' },
      },
      onDone: 'green',
    },
  },
  on: { OFF: '.red.wait' },
};
// Read off the machine above, by hand.
const LIGHT_ARROWS = [
  '(machine) -OFF [null]-> red.wait',
  'green -NEXT [isOpen]-> yellow',
  'green -after 1000 [null]-> yellow',
  'red -done light.red [null]-> green',
  'red.walk -WAIT [null]-> red.wait',
  'red.walk -always [isNight]-> red.wait',
  'yellow -NEXT [null]-> red',
];

test('the definition of a machine of XState 4, as it says it, has the arrows of its text', () => {
  const guards = { isOpen: () => true, isNight: () => false };
  const options = { guards, actions: { log: () => undefined } };
  const machine = createMachine({ ...LIGHT, predictableActionArguments: true }, options);
  const shape = shapeOfDefinition(JSON.stringify(machine.definition));
  expect(arrows(shape)).toEqual([...LIGHT_ARROWS].sort());
  const { id, root } = shape;
  expect([id, root.initial?.target[0]?.path, root.states.red?.initial?.target[0]?.path]).toEqual([
    'light',
    ['green'],
    ['red', 'walk'],
  ]);
});

test('a definition is laid out like a machine of ours', async () => {
  const chart = await layOut(shapeOfDefinition(JSON.stringify(LIGHT)));
  const states = chart.nodes.filter(({ type }) => type !== 'initial').map(({ id }) => id);
  expect(states.sort()).toEqual(['', 'green', 'red', 'red.wait', 'red.walk', 'yellow']);
  expect(chart.edges.find(({ event }) => event === 'WAIT')).toMatchObject({
    source: 'red.walk',
    target: 'red.wait',
  });
});

test('targets of children, of siblings, by id and by nothing known are told apart', () => {
  const shape = shapeOfDefinition(
    JSON.stringify({
      id: 'm',
      initial: 'a',
      states: {
        a: {
          initial: 'x',
          on: {
            INTO: '.y',
            OVER: 'b.z',
            NAMED: '#far',
            FULL: '#m.b.z',
            GONE: '#nowhere',
            OUT: 'no',
          },
          states: { x: {}, y: {} },
        },
        b: { initial: 'z', states: { z: { id: 'far' } } },
      },
    }),
  );
  expect(arrows(shape)).toEqual([
    'a -FULL [null]-> b.z',
    'a -INTO [null]-> a.y',
    'a -NAMED [null]-> b.z',
    'a -OVER [null]-> b.z',
  ]);
});

test.each([
  ['no JSON', '{'],
  ['a list', '[]'],
  ['a text', '"light"'],
])('%s is refused', (_, text) => {
  expect(() => shapeOfDefinition(text)).toThrow('JSON object');
});

test('a machine too large to be laid out is refused', () => {
  const states = Object.fromEntries(Array.from({ length: 700 }, (_, index) => [`s${index}`, {}]));
  expect(() => shapeOfDefinition(JSON.stringify({ states }))).toThrow('600 states');
  let deep: unknown = {};
  for (let level = 0; level < 50; level += 1) deep = { states: { a: deep } };
  expect(() => shapeOfDefinition(JSON.stringify(deep))).toThrow('not laid out');
});
