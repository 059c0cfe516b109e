/** Why: what is told of an event is what the machine did about it. */
import { beforeAll, describe, expect, test } from 'vitest';
import { machineNamed } from '../../src/inspector/machine-shapes.ts';
import type { Session } from '../../src/inspector/session.ts';
import { acceptedIn, candidatesFor, type MachineShape } from '../../src/inspector/why.ts';
import type { Detail } from '../../src/inspector/wire-reply.ts';
import { sessionOf } from './rig.ts';

/** Every event of every machine in a whole run, with what is told of it. */
async function eventsOf(session: Session): Promise<readonly Detail[]> {
  await session.ask({ do: 'goto', seq: Number.MAX_SAFE_INTEGER });
  const details: Detail[] = [];
  for (let seq = 1; seq <= session.position().head; seq += 1) {
    const detail = await session.ask({ do: 'detail', seq });
    if (detail.record.kind === 'transition') details.push(detail);
  }
  return details;
}

/** A machine of two regions, each of which and the whole can take `go`. */
const regions = machineFrom({
  type: 'parallel',
  on: { go: [{ target: [], actions: ['whole'] }], stop: [{ actions: ['all'] }] },
  states: {
    left: {
      states: {
        idle: { on: { go: [{ guard: 'isLeft', target: ['left.busy'] }] } },
        busy: {},
      },
    },
    right: {
      states: { idle: { on: { go: [{ guard: 'isRight', target: ['right.busy'] }] } }, busy: {} },
    },
  },
});

// Orders and accounts; viewing sessions with regions inside a state; requests that nobody answers.
const SCENARIOS = ['flagship', 'student', 'no-receipt', 'bad-network'];

describe.each(SCENARIOS)('in %s', (scenario) => {
  let events: readonly Detail[] = [];
  beforeAll(async () => {
    events = await eventsOf(sessionOf(`scenarios/${scenario}.yaml`));
  });
  const known = () =>
    events.filter(({ before, candidates }) => before !== null || candidates.length === 0);

  test('a machine that went elsewhere took a transition that leads there', () => {
    const moved = known().filter(({ record, candidates }) => {
      return record.was !== record.state && candidates.length > 0;
    });
    expect(moved.length).toBeGreaterThan(10);
    for (const { record, candidates } of moved) {
      const targets = candidates.flatMap(({ taken, target }) => (taken && target ? [target] : []));
      const went = String(record.state).split(' & ');
      const isAt = (target: string) => went.some((state) => `${state}.`.startsWith(`${target}.`));
      // What a machine does of its own accord (always) may come after.
      const isThere = targets.some(isAt) || goesOn(record, targets);
      expect(isThere, `record ${record.seq}: ${record.type}`).toBe(true);
    }
  });

  test('an event without a candidate was ignored', () => {
    const unasked = events.filter(({ candidates, record }) => {
      return candidates.length === 0 && !String(record.actor).endsWith('/line');
    });
    for (const { record } of unasked) expect(record.ignored, `record ${record.seq}`).toBe(true);
  });

  test('in each state at most one of the transitions for an event is taken', () => {
    for (const { candidates } of events) {
      const states = candidates.filter(({ taken }) => taken).map(({ state }) => state);
      expect(new Set(states).size).toBe(states.length);
    }
  });
});

describe('the states of a machine', () => {
  test('are asked region by region, and the whole only where no region took the event', () => {
    const both = candidatesFor(
      regions,
      'left.idle & right.idle',
      { type: 'go' },
      { left: true, right: false },
    );
    // left took it, right's guard is false, and so the whole is not asked.
    expect(both.map(({ state, guardHolds, taken }) => [state, guardHolds, taken])).toEqual([
      ['left.idle', true, true],
      ['right.idle', false, false],
      ['', null, false],
    ]);
    const none = candidatesFor(
      regions,
      'left.idle & right.idle',
      { type: 'go' },
      { left: false, right: false },
    );
    expect(none.map(({ taken }) => taken)).toEqual([false, false, true]);
  });

  test('are unsure where a guard cannot be asked, and then nothing is called taken', () => {
    const unknown = candidatesFor(regions, 'left.idle & right.idle', { type: 'go' }, undefined);
    expect(unknown.map(({ guardHolds, taken }) => [guardHolds, taken])).toEqual([
      [null, false],
      [null, false],
      [null, false],
    ]);
  });

  test('accept what the innermost and those around them have transitions for', () => {
    expect(acceptedIn(regions, 'left.idle & right.busy')).toEqual(['go', 'stop']);
    // A client that is switched off waits for nothing but being switched on, and what must end.
    const off = acceptedIn(machineNamed('client'), 'off');
    expect(off).toContain('user.switch-on');
    expect(off).not.toContain('user.select');
  });
});

/** True where the machine can leave again at once what it was led to, or where it was. */
function goesOn(record: Detail['record'], targets: readonly string[]): boolean {
  const [first = ''] = String(record.was).split(' & ');
  const places = targets.length === 0 ? [first] : targets;
  const machine = machineNamed(machineOf(String(record.actor)));
  return places.some((place) => hasAlways(machine, place));
}
function hasAlways({ root }: MachineShape, place: string): boolean {
  let node: MachineShape['root'] | undefined = root;
  const entered = [root];
  for (const key of place.split('.')) {
    node = node?.states[key];
    if (node !== undefined) entered.push(node);
  }
  // Entering a state enters the one it begins with.
  for (; node !== undefined; node = node.initial?.target[0]) entered.push(node);
  return entered.some(({ always = [] }) => always.length > 0);
}
/** Which machine runs where, as the table in ARCHITECTURE.md has it. */
function machineOf(actor: string): string {
  const [host = '', name, process] = actor.split('/');
  if (name === undefined) return host;
  if (host === 'client') return process === undefined ? 'client' : 'viewing';
  if (host === 'source') return 'source';
  const [kind = ''] = name.split('-');
  if (host === 'credit-issuer') return 'credit-account';
  return kind === 'session' ? 'metering' : kind;
}

interface Plan {
  readonly type?: string;
  readonly on?: Readonly<
    Record<
      string,
      readonly {
        readonly guard?: string;
        readonly target?: readonly string[];
        readonly actions?: readonly string[];
      }[]
    >
  >;
  readonly states?: Readonly<Record<string, Plan>>;
}

/** A machine as `why.ts` reads one; targets are only named. */
function machineFrom(plan: Plan): MachineShape {
  const nodeOf = (
    { type = 'compound', on = {}, states = {} }: Plan,
    path: readonly string[],
  ): MachineShape['root'] => {
    const node = {
      id: path.join('.'),
      key: path.at(-1) ?? '',
      path,
      type,
      tags: [],
      states: Object.fromEntries(
        Object.entries(states).map(([key, inner]) => [key, nodeOf(inner, [...path, key])]),
      ),
      transitions: new Map<
        string,
        MachineShape['root']['transitions'] extends ReadonlyMap<string, infer T> ? T : never
      >(),
    };
    for (const [eventType, transitions] of Object.entries(on)) {
      node.transitions.set(
        eventType,
        transitions.map(({ guard, target, actions = [] }) => ({
          eventType,
          source: node,
          target: target?.map((name) => ({ ...node, path: name.split('.') })),
          actions,
          ...(guard === undefined ? {} : { guard }),
        })),
      );
    }
    return node;
  };
  const isOn = (side: 'left' | 'right') => (args: { context: Readonly<Record<string, boolean>> }) =>
    args.context[side];
  const guards = { isLeft: isOn('left'), isRight: isOn('right') };
  return { id: 'regions', root: nodeOf(plan, []), implementations: { guards } };
}
