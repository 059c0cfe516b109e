/**
 * Semantics of timers: when `after` is set, cancelled and fired, and in which order.
 *
 * A timer begins when its state has been entered and ends when it is left; its delay, in
 * milliseconds, is computed from the context of then. What is due at one instant fires in the order
 * in which it was set.
 */
import { add, below, is, type Story, say, telling } from './semantics-story.ts';

const final = { type: 'final' };
/** States a, b and c, of which a goes over to b after ten milliseconds. */
const ticking = (a: Readonly<Record<string, unknown>>) =>
  telling({
    initial: 'a',
    states: { a: { after: { 10: 'b' }, ...a }, b: {}, c: { on: { back: 'a' } } },
  });

export const TIMER_STORIES: readonly Story[] = [
  {
    claim: 'a timer begins with its state and ends with it',
    machine: ticking({ on: { leave: 'c' } }),
    tells: [
      ['start', '>a = a'],
      ['wait 6', '= a'],
      ['leave', '<a >c = c'],
      ['wait 20', '= c'],
      ['back', '<c >a = a'],
      ['wait 9', '= a'],
      ['wait 1', '<a >b = b'],
    ],
  },
  {
    claim: 'a timer begins anew when its state is entered again, and only then',
    machine: ticking({
      on: { stay: { actions: say('stay') }, anew: { target: 'a', reenter: true } },
    }),
    tells: [
      ['start', '>a = a'],
      ['wait 6', '= a'],
      ['stay', 'stay = a'],
      ['wait 3', '= a'],
      ['anew', '<a >a = a'],
      ['wait 9', '= a'],
      ['wait 1', '<a >b = b'],
    ],
  },
  {
    claim: 'a timer outside runs on while the states inside change',
    machine: ticking({ initial: 'a1', states: { a1: { on: { go: 'a2' } }, a2: {} } }),
    tells: [
      ['start', '>a >a1 = a.a1'],
      ['wait 6', '= a.a1'],
      ['go', '<a1 >a2 = a.a2'],
      ['wait 4', '<a2 <a >b = b'],
    ],
  },
  {
    claim: 'timers of one instant fire in the order in which they were set',
    machine: telling({
      type: 'parallel',
      states: {
        x: {
          initial: 'x1',
          states: {
            x1: {
              after: { 10: { actions: say('x') } },
              on: { anew: { target: 'x1', reenter: true } },
            },
          },
        },
        y: { after: { 10: { actions: say('y') } } },
      },
    }),
    tells: [
      ['start', '>x >x1 >y = x.x1 & y'],
      ['anew', '<x1 >x1 = x.x1 & y'],
      ['wait 10', 'y x = x.x1 & y'],
    ],
  },
  {
    claim: 'of one state, delays in numbers are set before delays with names',
    machine: telling({
      initial: 'a',
      states: { a: { after: { ten: { actions: say('ten') }, 10: { actions: say('10') } } } },
    }),
    tells: [
      ['start', '>a = a'],
      ['wait 10', '10 ten = a'],
    ],
  },
  {
    claim: 'a delay is computed when the state has been entered, from what its entry left behind',
    machine: telling({
      initial: 'a',
      states: { a: { entry: add(2), after: { tenTimesN: 'b' } }, b: {} },
    }),
    tells: [
      ['start', '>a = a'],
      ['wait 19', '= a'],
      ['wait 1', '<a >b = b'],
    ],
  },
  {
    claim: 'a timer takes the first candidate whose guard passes, and is spent when none does',
    machine: telling({
      initial: 'a',
      states: {
        a: {
          after: {
            10: [
              { guard: is(false), target: 'b' },
              { guard: below(1), actions: [say('tick'), add(1)] },
            ],
            20: { guard: below(1), target: 'b' },
          },
        },
        b: {},
      },
    }),
    tells: [
      ['start', '>a = a'],
      ['wait 10', 'tick = a'],
      ['wait 10', '= a (ignored)'],
      ['wait 100', '= a'],
    ],
  },
  {
    claim:
      'timers of a state that is only passed through never fire, and those of a machine that is done',
    machine: telling({
      initial: 'a',
      after: { 50: { actions: say('too late') } },
      states: {
        a: { after: { 10: { actions: say('too late') } }, always: 'b' },
        b: { after: { 20: 'end' } },
        end: final,
      },
    }),
    tells: [
      ['start', '>a <a >b = b'],
      ['wait 20', '<b >end <end = end done'],
      ['wait 100', '= end done'],
    ],
  },
  {
    claim: 'a delay is rounded to the nearest whole microsecond',
    machine: telling({ initial: 'a', states: { a: { after: { fraction: 'b' } }, b: {} } }),
    tells: [
      ['start', '>a = a'],
      ['wait 0.001', '= a'],
      ['wait 0.001', '<a >b = b'],
    ],
  },
  {
    claim: 'a delay that is none fails the machine',
    machine: telling({
      initial: 'a',
      states: { a: { on: { go: 'b' } }, b: { after: { never: 'a' } } },
    }),
    tells: [
      ['start', '>a = a'],
      [
        'go',
        'hall/machine failed on "go": a timer is due at a whole microsecond from now, 0, to 2**53 - 1, not at -1000 (hall/machine)',
      ],
    ],
  },
];
