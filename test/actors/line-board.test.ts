/** Line board: nothing passes without a standing call, and nothing waits for ever. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LineBoard } from '../../src/actors/line-board.ts';
import type { CallLaw } from '../../src/actors/media.ts';
import { PRIORITY } from '../../src/actors/timeline.ts';
import { xstateEngine } from '../../src/actors/xstate-engine.ts';
import { RandomStreams } from '../../src/sim/random.ts';
import { Scheduler } from '../../src/sim/scheduler.ts';
import { envelope, NotingJournal } from './wire.ts';

const LAW: CallLaw = {
  setUpUs: { constant: 12_000_000 },
  lastsUs: null,
  idleHangUpUs: 60_000_000,
  failsPpm: 0,
};
const SECOND_US = 1_000_000;

function board(changes: Partial<CallLaw> = {}, seed = 1) {
  const timeline = new Scheduler();
  const journal = new NotingJournal();
  journal.lost = ({ message }, reason) => note(`${message.requestId} lost: ${reason}`);
  const log: string[] = [];
  const note = (word: string) => log.push(`${timeline.nowUs / SECOND_US} ${word}`);
  const made = new LineBoard({
    law: { ...LAW, ...changes },
    timeline,
    engine: xstateEngine,
    journal,
    random: new RandomStreams(seed),
    purpose: 'line',
    pass: ({ message }) => void note(message.requestId),
  });
  const speak = (key: string, atS: number, client = 'client/alice'): void => {
    const handler = { owner: 'test', fire: () => made.use(client, envelope(key)) };
    timeline.at(atS * SECOND_US, PRIORITY.user, handler, null);
  };
  const run = () => timeline.runUntil(Number.POSITIVE_INFINITY);
  return { made, journal, log, speak, run };
}

describe('who speaks', () => {
  test('waits for the call to stand, and so does whoever speaks meanwhile, in their order', () => {
    const { log, speak, run } = board();
    speak('a', 0);
    speak('b', 3);
    speak('c', 20);
    run();
    expect(log).toEqual(['12 a', '12 b', '20 c']);
  });

  test('keeps the call up: it is hung up a minute after the last word, and placed anew then', () => {
    const { log, speak, run } = board();
    speak('a', 0);
    speak('b', 71);
    // The call stands at 12, is used at 71, and would have been hung up at 72; it is at 131.
    speak('c', 130.5);
    speak('d', 200);
    run();
    expect(log).toEqual(['12 a', '71 b', '130.5 c', '212 d']);
  });

  test('loses a copy of what is waiting already', () => {
    const { log, speak, run } = board();
    speak('a', 0);
    speak('a', 5);
    run();
    expect(log).toEqual(['5 a lost: a copy of it waits for the call', '12 a']);
  });

  test('has a line of its own', () => {
    const { log, speak, run, made } = board();
    speak('a', 0, 'client/alice');
    speak('b', 5, 'client/bob');
    run();
    expect(log).toEqual(['12 a', '17 b']);
    expect([...made.machines()].map(({ address }) => address)).toEqual([
      'client/alice/line',
      'client/bob/line',
    ]);
  });
});

describe('a call that fails', () => {
  test('is placed three times, and then whatever waits is lost', () => {
    const { log, speak, run, journal } = board({ failsPpm: 1_000_000 });
    speak('a', 0);
    speak('b', 30);
    run();
    expect(log).toEqual(['36 a lost: no carrier', '36 b lost: no carrier']);
    expect(journal.lines.filter((line) => line.includes('line.lift'))).toHaveLength(3);
  });

  test('does not count against the next message', () => {
    const { log, speak, run } = board({ failsPpm: 1_000_000 });
    speak('a', 0);
    speak('b', 40);
    run();
    expect(log).toEqual(['36 a lost: no carrier', '76 b lost: no carrier']);
  });
});

test('a call that drops is placed anew by whoever speaks next', () => {
  const { log, speak, run } = board({ lastsUs: { constant: 10 * SECOND_US } });
  speak('a', 0);
  speak('b', 21);
  speak('c', 23);
  run();
  // The call stands from 12 to 22; the next one from 35.
  expect(log).toEqual(['12 a', '21 b', '35 c']);
});

test('whatever the calls are like, every word passes while a call stands, or is lost, once', () => {
  const law = fc.record({
    setUpUs: fc.constantFrom({ constant: 0 }, { uniform: [1, 20_000_000] as [number, number] }),
    lastsUs: fc.constantFrom(null, { exponential: 9_000_000 }, { constant: 1 }),
    idleHangUpUs: fc.integer({ min: 1, max: 30_000_000 }),
    failsPpm: fc.integer({ min: 0, max: 1_000_000 }),
  });
  const words = fc.array(fc.nat({ max: 200 }), { maxLength: 15 });
  fc.assert(
    fc.property(law, words, fc.nat(), (changes, secondsS, seed) => {
      const { log, speak, run, made } = board(changes, seed);
      for (const [n, atS] of secondsS.entries()) speak(`w${n}`, atS);
      expect(run()).toBe('quiet');
      const words_ = log.map((line) => line.split(' ')[1]);
      expect([...words_].sort()).toEqual(secondsS.map((_, n) => `w${n}`).sort());
      for (const { state } of made.machines()) expect(state).toBe('onHook');
    }),
    { seed: 43, numRuns: 1_000 },
  );
});
