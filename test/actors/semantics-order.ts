/**
 * Semantics of order: in which order states are left and entered, and what actions see on the way.
 *
 * From SCXML: exit from the inside out and last first, then the transitions' own actions, then entry
 * from the outside in and first first. The domain of a transition, the innermost state it does not
 * leave, is its source when it stays inside without `reenter`, else the innermost common ancestor.
 */
import { add, type Story, say, telling } from './semantics-story.ts';

const go = (target: unknown, ...actions: readonly unknown[]) => ({
  on: { go: { target, actions } },
});
const two = { initial: 'x1', states: { x1: {}, x2: {} } };
/** Regions x and y, of two states each. */
const regions = {
  type: 'parallel',
  states: { x: two, y: { initial: 'y1', states: { y1: {}, y2: {} } } },
};

export const ORDER_STORIES: readonly Story[] = [
  {
    claim: 'states are left from the inside out, then the transition acts, then states are entered',
    machine: telling({
      initial: 'a',
      states: {
        a: {
          ...go('b', say('go')),
          initial: 'a1',
          states: { a1: { initial: 'a2', states: { a2: {} } } },
        },
        b: { initial: 'b1', states: { b1: {} } },
      },
    }),
    tells: [
      ['start', '>a >a1 >a2 = a.a1.a2'],
      ['go', '<a2 <a1 <a go >b >b1 = b.b1'],
    ],
  },
  {
    claim: 'regions are entered in document order and left in the opposite order',
    machine: telling({ initial: 'p', states: { p: { ...regions, ...go('off') }, off: {} } }),
    tells: [
      ['start', '>p >x >x1 >y >y1 = p.x.x1 & y.y1'],
      ['go', '<y1 <y <x1 <x <p >off = off'],
    ],
  },
  {
    claim: 'a transition without a target acts in the order of its actions and leaves nothing',
    machine: telling({ initial: 'a', states: { a: go(undefined, say('one'), say('two')) } }),
    tells: [
      ['start', '>a = a'],
      ['go', 'one two = a'],
    ],
  },
  {
    claim: 'a transition between siblings does not leave their parent',
    machine: telling({
      initial: 'a',
      states: { a: { initial: 'a1', states: { a1: go('a2'), a2: {} } } },
    }),
    tells: [
      ['start', '>a >a1 = a.a1'],
      ['go', '<a1 >a2 = a.a2'],
    ],
  },
  {
    claim: 'a parent that goes to its child, or to itself, is left only with reenter',
    machine: telling({
      initial: 'a',
      states: {
        a: {
          initial: 'a1',
          states: { a1: {}, a2: {} },
          on: {
            in: '.a2',
            inAnew: { target: '.a2', reenter: true },
            self: { target: 'a', actions: say('self') },
            selfAnew: { target: 'a', reenter: true, actions: say('anew') },
          },
        },
      },
    }),
    tells: [
      ['start', '>a >a1 = a.a1'],
      ['in', '<a1 >a2 = a.a2'],
      ['self', '<a2 self >a1 = a.a1'],
      ['inAnew', '<a1 <a >a >a2 = a.a2'],
      ['selfAnew', '<a2 <a anew >a >a1 = a.a1'],
    ],
  },
  {
    claim: 'a state without children that goes to itself is left only with reenter',
    machine: telling({
      initial: 'a',
      states: {
        a: {
          on: { go: { target: 'a', actions: say('go') }, anew: { target: 'a', reenter: true } },
        },
      },
    }),
    tells: [
      ['start', '>a = a'],
      ['go', 'go = a'],
      ['anew', '<a >a = a'],
    ],
  },
  {
    claim: 'a deep target is entered with all around it and nothing beside it',
    machine: telling({
      initial: 'off',
      states: {
        off: go('#m.b.b2.deep'),
        b: {
          initial: 'b1',
          states: { b1: {}, b2: { initial: 'first', states: { first: {}, deep: {} } } },
        },
      },
    }),
    tells: [
      ['start', '>off = off'],
      ['go', '<off >b >b2 >deep = b.b2.deep'],
    ],
  },
  {
    claim: 'a target in one region brings the others in by default; several targets, each its own',
    machine: telling({
      initial: 'off',
      states: {
        off: { on: { one: '#m.p.y.y2', both: { target: ['#m.p.y.y2', '#m.p.x.x2'] } } },
        p: { ...regions, on: { back: 'off' } },
      },
    }),
    tells: [
      ['start', '>off = off'],
      ['one', '<off >p >x >x1 >y >y2 = p.x.x1 & y.y2'],
      ['back', '<y2 <y <x1 <x <p >off = off'],
      ['both', '<off >p >x >x2 >y >y2 = p.x.x2 & y.y2'],
    ],
  },
  {
    claim: 'a parallel state that goes into one of its regions begins all of them anew',
    machine: telling({
      initial: 'p',
      states: { p: { ...regions, on: { go: '.x.x2', back: '.y.y2' } } },
    }),
    tells: [
      ['start', '>p >x >x1 >y >y1 = p.x.x1 & y.y1'],
      ['go', '<y1 <y <x1 <x >x >x2 >y >y1 = p.x.x2 & y.y1'],
      ['back', '<y1 <y <x2 <x >x >x1 >y >y2 = p.x.x1 & y.y2'],
    ],
  },
  {
    claim: 'a region that is entered again brings its neighbours with it',
    machine: telling({
      initial: 'p',
      states: {
        p: {
          type: 'parallel',
          states: { x: { ...two, on: { anew: { target: 'x', reenter: true } } }, y: {} },
        },
      },
    }),
    tells: [
      ['start', '>p >x >x1 >y = p.x.x1 & y'],
      ['anew', '<y <x1 <x >x >x1 >y = p.x.x1 & y'],
    ],
  },
  {
    claim:
      'initial actions come after the entry of the parent, and only when the child is the default',
    machine: telling({
      initial: 'a',
      states: {
        a: {
          ...go('off'),
          initial: { target: 'a1', actions: say('initial') },
          states: { a1: {}, a2: {} },
        },
        off: { on: { go: 'a', deep: '#m.a.a2' } },
      },
    }),
    tells: [
      ['start', '>a initial >a1 = a.a1'],
      ['go', '<a1 <a >off = off'],
      ['deep', '<off >a >a2 = a.a2'],
      ['go', '<a2 <a >off = off'],
      ['go', '<off >a initial >a1 = a.a1'],
    ],
  },
  {
    claim: 'every action sees what those before it assigned, and says it at its place',
    machine: telling({
      initial: 'a',
      states: {
        a: { ...go('b', 'tellN', add(2), 'tellN', 'double'), exit: [add(1), 'tellN'] },
        b: { entry: ['tellN', add(1), 'tellN'] },
      },
    }),
    tells: [
      ['start', '>a = a'],
      ['go', '<a n1 n1 n3 >b n6 n7 = b'],
    ],
  },
  {
    claim: 'params are computed from the event and from the context at the place of the action',
    machine: telling({
      initial: 'a',
      states: {
        a: go(
          undefined,
          { type: 'add', params: ({ event }: { event: { k: number } }) => ({ n: event.k }) },
          { type: 'add', params: ({ context }: { context: { n: number } }) => ({ n: context.n }) },
          'tellN',
        ),
      },
    }),
    tells: [
      ['start', '>a = a'],
      ['go 3', 'n6 = a'],
      ['go 1', 'n14 = a'],
    ],
  },
];
