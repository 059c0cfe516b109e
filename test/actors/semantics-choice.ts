/**
 * Semantics of choice: which transition an event takes.
 *
 * From SCXML: the innermost state that has one whose guard passes, of its candidates the first; each
 * region takes its own; of two that would leave the same state the one whose source is further
 * inside goes, else the first in document order. XState adds wildcards: exact types come first, then
 * the longest descriptor.
 */
import { add, below, is, type Story, say, telling } from './semantics-story.ts';

const on = (event: string, words: string, guard?: unknown) => ({
  on: { [event]: { actions: say(words), ...(guard === undefined ? {} : { guard }) } },
});
type State = Readonly<Record<string, unknown>>;
/** A parallel state with regions x and y. */
const split = (x: State, y: State, own: State = {}) =>
  telling({
    initial: 'p',
    states: { p: { ...own, type: 'parallel', states: { x, y } }, one: {}, other: {} },
  });
const moving = (key: string) => ({
  initial: `${key}1`,
  states: { [`${key}1`]: { on: { go: `${key}2` } }, [`${key}2`]: {} },
});

export const CHOICE_STORIES: readonly Story[] = [
  {
    claim: 'the innermost state that has a transition takes it',
    machine: telling({
      ...on('go', 'outermost'),
      initial: 'a',
      states: { a: { ...on('go', 'outer'), initial: 'a1', states: { a1: on('go', 'inner') } } },
    }),
    tells: [
      ['start', '>a >a1 = a.a1'],
      ['go', 'inner = a.a1'],
    ],
  },
  {
    claim: 'where no guard passes inside, the parent has its turn',
    machine: telling({
      initial: 'a',
      states: {
        a: { ...on('go', 'outer'), initial: 'a1', states: { a1: on('go', 'inner', is(false)) } },
      },
    }),
    tells: [
      ['start', '>a >a1 = a.a1'],
      ['go', 'outer = a.a1'],
    ],
  },
  {
    claim: 'of several candidates the first whose guard passes is taken',
    machine: telling({
      initial: 'a',
      states: {
        a: {
          on: {
            go: [
              { guard: is(false), actions: say('first') },
              { guard: below(1), actions: [say('second'), add(1)] },
              { actions: say('third') },
            ],
          },
        },
      },
    }),
    tells: [
      ['start', '>a = a'],
      ['go', 'second = a'],
      ['go', 'third = a'],
    ],
  },
  {
    claim: 'a guard computes its params from the event and the context',
    machine: telling({
      initial: 'a',
      states: {
        a: {
          on: {
            go: {
              guard: {
                type: 'is',
                params: ({ context, event }: { context: { n: number }; event: { k: number } }) => ({
                  yes: event.k > context.n,
                }),
              },
              actions: [say('yes'), add(2)],
            },
          },
        },
      },
    }),
    tells: [
      ['start', '>a = a'],
      ['go 1', 'yes = a'],
      ['go 2', '= a (ignored)'],
      ['go 3', 'yes = a'],
    ],
  },
  {
    claim: 'an event that a state forbids does not reach its parent',
    machine: telling({
      on: { go: { actions: say('parent') }, other: { actions: say('other') } },
      initial: 'a',
      states: { a: { on: { go: {}, other: undefined } } },
    }),
    tells: [
      ['start', '>a = a'],
      ['go', '= a (ignored)'],
      ['other', '= a (ignored)'],
    ],
  },
  {
    claim: 'every region takes the event, in document order, and the parallel state then does not',
    machine: split(on('go', 'x'), on('go', 'y'), on('go', 'p')),
    tells: [
      ['start', '>p >x >y = p.x & y'],
      ['go', 'x y = p.x & y'],
    ],
  },
  {
    claim: 'one region that takes the event is enough to keep it from the parallel state',
    machine: split({}, on('go', 'y'), on('go', 'p')),
    tells: [
      ['start', '>p >x >y = p.x & y'],
      ['go', 'y = p.x & y'],
    ],
  },
  {
    claim: 'the parallel state takes what no region does',
    machine: split({}, on('go', 'y', is(false)), on('go', 'p')),
    tells: [
      ['start', '>p >x >y = p.x & y'],
      ['go', 'p = p.x & y'],
    ],
  },
  {
    claim: 'two regions move together: both are left, last first, before one is entered',
    machine: split(moving('x'), moving('y')),
    tells: [
      ['start', '>p >x >x1 >y >y1 = p.x.x1 & y.y1'],
      ['go', '<y1 <x1 >x2 >y2 = p.x.x2 & y.y2'],
    ],
  },
  {
    claim: 'of two regions that would both leave the parallel state the first does',
    machine: split({ on: { go: '#m.one' } }, { on: { go: '#m.other' } }),
    tells: [
      ['start', '>p >x >y = p.x & y'],
      ['go', '<y <x <p >one = one'],
    ],
  },
  {
    claim: 'a first region that leaves the parallel state keeps the second from moving',
    machine: split({ on: { go: '#m.one' } }, moving('y')),
    tells: [
      ['start', '>p >x >y >y1 = p.x & y.y1'],
      ['go', '<y1 <y <x <p >one = one'],
    ],
  },
  {
    claim: 'a first region that moves keeps the second from leaving the parallel state',
    machine: split(moving('x'), { on: { go: '#m.one' } }),
    tells: [
      ['start', '>p >x >x1 >y = p.x.x1 & y'],
      ['go', '<x1 >x2 = p.x.x2 & y'],
      ['go', '<y <x2 <x <p >one = one'],
    ],
  },
  {
    claim: 'a region that only acts hinders nobody from leaving',
    machine: split(on('go', 'x'), { on: { go: { target: '#m.one', actions: say('y') } } }),
    tells: [
      ['start', '>p >x >y = p.x & y'],
      ['go', '<y <x <p x y >one = one'],
    ],
  },
  ...(['x', 'y'] as const).map((inner): Story => {
    const quick = {
      initial: 'wait',
      states: { wait: { always: { target: 'went', actions: add(1) } }, went: {} },
    };
    const [x, y] = inner === 'x' ? [quick, {}] : [{}, quick];
    return {
      claim: `on nothing, the inner transition goes before that of the parallel state (inside ${inner})`,
      machine: split(x, y, { always: { guard: below(1), target: 'one' } }),
      tells: [
        inner === 'x'
          ? ['start', '>p >x >wait >y <wait >went = p.x.went & y']
          : ['start', '>p >x >y >wait <wait >went = p.x & y.went'],
      ],
    };
  }),
  {
    claim: 'wildcards come after the exact type, the longest first, and fit whole words only',
    machine: telling({
      initial: 'a',
      states: {
        a: {
          on: {
            '*': { actions: say('any') },
            'a.*': { actions: say('a') },
            'a.b.*': { actions: say('ab') },
            'a.b.c': { guard: below(1), actions: [say('abc'), add(1)] },
          },
        },
      },
    }),
    tells: [
      ['start', '>a = a'],
      ['a.b.c', 'abc = a'],
      ['a.b.c', 'ab = a'],
      ['a.b.x.y', 'ab = a'],
      ['a.b', 'ab = a'],
      ['a.bc', 'a = a'],
      ['a', 'a = a'],
      ['ab.c', 'any = a'],
    ],
  },
  {
    claim: 'a wildcard inside goes before the exact type outside',
    machine: telling({
      ...on('go', 'outer'),
      initial: 'a',
      states: { a: on('*', 'inner') },
    }),
    tells: [
      ['start', '>a = a'],
      ['go', 'inner = a'],
    ],
  },
  {
    claim: 'a state is reached by its key from beside, by .key from above, by #id from anywhere',
    machine: telling({
      on: { down: '.b.b2' },
      initial: 'a',
      states: {
        a: { on: { beside: 'b' } },
        b: { initial: 'b1', states: { b1: {}, b2: { on: { home: '#hearth' } } } },
        c: { initial: 'c1', states: { c1: {}, c2: { id: 'hearth' } } },
      },
    }),
    tells: [
      ['start', '>a = a'],
      ['beside', '<a >b >b1 = b.b1'],
      ['down', '<b1 <b >b >b2 = b.b2'],
      ['home', '<b2 <b >c >c2 = c.c2'],
    ],
  },
];
