/**
 * Semantics of course: how a machine goes on by itself, and how states and machines end.
 *
 * From SCXML: after every microstep transitions on nothing are taken until none is left; then what
 * was raised, oldest first; only then the next event. A compound state has ended when its final
 * child is entered, a parallel state when all its regions have.
 */
import { raise } from 'xstate';
import { add, below, type Story, say, telling } from './semantics-story.ts';

const final = { type: 'final' };
const ends = (key: string, words: string) => ({
  initial: `${key}1`,
  states: { [`${key}1`]: { on: { [key]: `${key}2`, both: `${key}2` } }, [`${key}2`]: final },
  onDone: { actions: say(words) },
});

export const COURSE_STORIES: readonly Story[] = [
  {
    claim: 'what comes of nothing goes before what was raised',
    machine: telling({
      initial: 'a',
      states: {
        a: { on: { go: { target: 'b', actions: raise({ type: 'r' }) } } },
        b: { always: 'c', on: { r: { target: 'a', actions: say('too early') } } },
        c: { on: { r: 'd' } },
        d: {},
      },
    }),
    tells: [
      ['start', '>a = a'],
      ['go', '<a >b <b >c <c >d = d'],
    ],
  },
  {
    claim: 'raised events are taken oldest first, those they raise after them',
    machine: telling({
      on: {
        go: { actions: [raise({ type: 'r1' }), raise({ type: 'r2' }), say('go')] },
        r1: { actions: [say('r1'), raise({ type: 'r3' })] },
        r2: { actions: say('r2') },
        r3: { actions: say('r3') },
      },
      initial: 'a',
      states: { a: {} },
    }),
    tells: [
      ['start', '>a = a'],
      ['go', 'go r1 r2 r3 = a'],
    ],
  },
  {
    claim: 'transitions on nothing go round until no guard passes',
    machine: telling({
      initial: 'a',
      states: {
        a: { on: { go: 'b' } },
        b: { always: { guard: below(3), target: 'c', actions: [add(1), 'tellN'] } },
        c: { always: 'b' },
      },
    }),
    tells: [
      ['start', '>a = a'],
      ['go', '<a >b <b n1 >c <c >b <b n2 >c <c >b <b n3 >c <c >b = b'],
    ],
  },
  {
    claim: 'a transition on nothing that only counts goes on while it changes something',
    machine: telling({
      initial: 'a',
      states: { a: { always: { guard: below(3), actions: [add(1), 'tellN'] } } },
    }),
    tells: [
      ['start', '>a n1 n2 n3 = a'],
      ['go', '= a (ignored)'],
    ],
  },
  {
    claim: 'of the transitions on nothing of one state the first is taken alone',
    machine: telling({
      initial: 'a',
      states: {
        a: { on: { go: 'b' } },
        b: {
          always: [
            { guard: below(1), actions: [say('first'), add(1)] },
            { guard: below(1), actions: say('second') },
          ],
        },
      },
    }),
    tells: [
      ['start', '>a = a'],
      ['go', '<a >b first = b'],
    ],
  },
  {
    claim: 'a transition on nothing that changes nothing is taken once an event, known or not',
    machine: telling({ initial: 'a', states: { a: { always: { actions: say('once') } } } }),
    tells: [
      ['start', '>a once = a'],
      ['unheard-of', 'once = a'],
    ],
  },
  {
    claim: 'guards on nothing see the event that led there',
    machine: telling({
      initial: 'a',
      states: {
        a: { on: { go: 'b', other: 'b' } },
        b: {
          always: { guard: { type: 'on', params: { type: 'other' } }, target: 'c' },
          on: { go: 'a' },
        },
        c: {},
      },
    }),
    tells: [
      ['start', '>a = a'],
      ['go', '<a >b = b'],
      ['go', '<b >a = a'],
      ['other', '<a >b <b >c = c'],
    ],
  },
  {
    claim: 'a state ends with its final child, which is entered before anybody hears of it',
    machine: telling({
      initial: 'a',
      states: {
        a: {
          initial: 'a1',
          states: { a1: { on: { go: 'end' } }, end: final },
          onDone: { target: 'b', actions: say('done') },
        },
        b: {},
      },
    }),
    tells: [
      ['start', '>a >a1 = a.a1'],
      ['go', '<a1 >end <end <a done >b = b'],
    ],
  },
  {
    claim: 'a parent does not end because a child has, unless that child is final',
    machine: telling({
      initial: 'a',
      states: {
        a: {
          initial: 'a1',
          states: { a1: ends('in', 'inner done') },
          onDone: { actions: say('outer done') },
        },
      },
    }),
    tells: [
      ['start', '>a >a1 >in1 = a.a1.in1'],
      ['in', '<in1 >in2 inner done = a.a1.in2'],
    ],
  },
  {
    claim: 'a parallel state ends with its last region, and says so after that region',
    machine: telling({
      initial: 'p',
      states: {
        p: {
          type: 'parallel',
          states: { x: ends('x', 'x done'), y: ends('y', 'y done') },
          onDone: { target: 'q', actions: say('p done') },
        },
        q: { on: { again: 'p' } },
      },
    }),
    tells: [
      ['start', '>p >x >x1 >y >y1 = p.x.x1 & y.y1'],
      ['y', '<y1 >y2 y done = p.x.x1 & y.y2'],
      ['x', '<x1 >x2 x done <y2 <y <x2 <x <p p done >q = q'],
      ['again', '<q >p >x >x1 >y >y1 = p.x.x1 & y.y1'],
      ['both', '<y1 <x1 >x2 >y2 x done y done <y2 <y <x2 <x <p p done >q = q'],
    ],
  },
  {
    claim: 'a wildcard takes also the end of a state, where nothing else does',
    machine: telling({
      on: { '*': { actions: say('any') } },
      initial: 'a',
      states: { a: { initial: 'end', states: { end: final } } },
    }),
    tells: [['start', '>a >end any = a.end']],
  },
  {
    claim:
      'a machine in its final state leaves everything, drops what was raised, and hears no more',
    machine: telling({
      on: { r: { actions: say('too late') }, go: { actions: say('too late') } },
      initial: 'a',
      states: {
        a: {
          initial: 'a1',
          states: { a1: { on: { go: { target: '#m.end', actions: raise({ type: 'r' }) } } } },
        },
        end: { ...final, entry: say('last') },
      },
    }),
    tells: [
      ['start', '>a >a1 = a.a1'],
      ['go', '<a1 <a >end last <end = end done'],
      ['go', '= end (ignored) done'],
    ],
  },
  {
    claim: 'a machine of regions is done when all of them have ended',
    machine: telling({
      type: 'parallel',
      states: { x: ends('x', 'x done'), y: ends('y', 'y done') },
    }),
    tells: [
      ['start', '>x >x1 >y >y1 = x.x1 & y.y1'],
      ['x', '<x1 >x2 x done = x.x2 & y.y1'],
      // It is over with the entry of y2: nobody hears of the end of y. XState keeps the states of a
      // machine that is done in the order in which they were left, and its text follows.
      ['y', '<y1 >y2 <y2 <y <x2 <x = y.y2 & x.x2 done'],
    ],
  },
  {
    claim: 'a machine may be done as soon as it starts',
    machine: telling({ initial: 'end', states: { end: final } }),
    tells: [
      ['start', '>end <end = end done'],
      ['go', '= end (ignored) done'],
    ],
  },
  {
    claim: 'tags hold wherever in the state they are',
    machine: telling({
      initial: 'p',
      states: {
        p: {
          type: 'parallel',
          states: {
            x: {
              initial: 'x1',
              states: { x1: { on: { go: 'x2' } }, x2: { tags: 'deaf', on: { go: 'x1' } } },
            },
            y: {},
          },
        },
      },
    }),
    tells: [
      ['start', '>p >x >x1 >y = p.x.x1 & y'],
      ['go', '<x1 >x2 = p.x.x2 & y deaf'],
      ['go', '<x2 >x1 = p.x.x1 & y'],
    ],
  },
];
