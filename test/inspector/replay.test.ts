/** Going to any record of a run, in both directions, from keyframes. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Branch } from '../../src/inspector/branch.ts';
import { Keyframes } from '../../src/inspector/keyframes.ts';
import { Replay } from '../../src/inspector/replay.ts';
import { ViewAt } from '../../src/inspector/view-at.ts';
import { loadScenario } from '../../src/sim/scenario/load.ts';

const branch = new Branch(loadScenario('scenarios/flagship.yaml'), undefined);
while (branch.advance());
const { history, head } = branch;
const replay = (distance: number) => new Replay(history, () => new ViewAt(), distance);

function readAfresh(seq: number): ViewAt {
  const view = new ViewAt();
  for (const record of history.records.slice(0, seq)) view.read(record);
  return view;
}

describe('a replay', () => {
  test('says at any record what a fresh reader says, wherever it was before', () => {
    const seqs = fc.array(fc.integer({ min: 0, max: head }), { maxLength: 8 });
    fc.assert(
      fc.property(seqs, fc.integer({ min: 1, max: 200 }), (places, distance) => {
        const views = replay(distance);
        for (const seq of places) {
          expect(views.at(seq).save()).toEqual(readAfresh(seq).save());
        }
      }),
      { seed: 29, numRuns: 100 },
    );
  });

  test('finds the latest record that passes before another, with the reader as it was there', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: head }),
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 200 }),
        (seq, modulus, distance) => {
          // Passes at every so many records with something under way, as a fresh reader sees it.
          const passes = (at: number, view: ViewAt) =>
            at % modulus === 0 && view.messagesInFlight() > 0;
          let latest = 0;
          const view = new ViewAt();
          for (const record of history.records.slice(0, Math.max(0, seq - 1))) {
            view.read(record);
            if (passes(record.seq, view)) latest = record.seq;
          }
          const views = replay(distance);
          views.at(head);
          expect(views.lastBefore(seq, ({ seq: at }, reader) => passes(at, reader))).toBe(latest);
        },
      ),
      { seed: 31, numRuns: 200 },
    );
  });
});

describe('keyframes', () => {
  test('stay few however long the run is, and none is far from the record asked for', () => {
    const frames = new Keyframes<number>(10);
    let kept = 0;
    for (let seq = 1; seq <= 100_000; seq += 1) {
      if (!frames.isDue(seq)) continue;
      frames.add({ seq, state: seq });
      kept += 1;
    }
    // The distance doubles until 100,000 records have 32 or fewer: 10 x 2^9 = 5,120 gives 19.
    const found = new Set<number>();
    let farthest = 0;
    for (let seq = 1; seq <= 100_000; seq += 1) {
      const at = frames.before(seq)?.seq ?? 0;
      farthest = Math.max(farthest, seq - at);
      found.add(at);
      if (at > seq) throw new RangeError(`the keyframe before ${seq} is at ${at}`);
    }
    expect(farthest).toBeLessThan(2 * 5_120);
    expect(found.size).toBeLessThanOrEqual(33);
    expect(kept).toBeGreaterThan(32);
  });
});
