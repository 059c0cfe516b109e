import fc from 'fast-check';
import Fraction from 'fraction.js';
import { describe, expect, test } from 'vitest';
import { BrokenInvariant } from '../../../src/billing/invariant.ts';
import { accrueRoyalties, roundStatement } from '../../../src/billing/rating/royalty.ts';
import type { Right, Timeline } from '../../../src/billing/rating/timeline.ts';
import type { SessionUsage } from '../../../src/billing/rating/usage.ts';
import { cuttings, cutUp, RUNS, sessions } from './random-terms.ts';
import { FIG_2A, FIG_2B, FIG_2C } from './worked-cases.ts';
import { NO_USAGE, played, timeline, timeRight } from './worked-terms.ts';

function earned(shown: Timeline, usage: SessionUsage): readonly string[] {
  return accrueRoyalties(shown, usage).map(
    ({ holder, work, exact }) => `${holder} (${work}): ${exact}`,
  );
}
function composer(per: Right['per'], rate = '10'): Timeline {
  const right: Right = { holder: 'Composer A', work: 'Soundtrack A', per, rate, unit: 's' };
  return { ...FIG_2B, rights: [right] };
}

describe('royalties', () => {
  test('accrue to whoever is there, for what was played of it (Bs)', () => {
    expect(earned(FIG_2A, played(['scene-2', 60], ['scene-4', 30]))).toEqual([
      'Actor A (Film): 9/2',
      'Actor B (Film): 2',
      'Actor C (Film): 2',
    ]);
  });

  test('do not accrue for a segment that was not reached (Bt, I19)', () => {
    expect(earned(FIG_2B, played(['segment-1', 30]))).toEqual([
      'Singer A (Soundtrack A): 3',
      'Composer A (Soundtrack A): 10',
    ]);
    expect(earned(FIG_2B, NO_USAGE)).toEqual([]);
    expect(earned(FIG_2B, played(['segment-1', 0]))).toEqual([]);
  });

  test('accrue again for what is reviewed, and in commercials (A11, Bu)', () => {
    const usage = played(
      ['c-scene-2', 40],
      ['c-scene-2', 20, 'review'],
      ['c-scene-3', 30, 'review'],
    );
    expect(earned(FIG_2C, usage)).toEqual(['Actor D (Film): 3', 'Actor E (Film): 3']);
  });

  const threeBegun = played(
    ['segment-1', 45],
    ['segment-2', 30],
    ['segment-3', 1],
    ['segment-3', 1],
  );

  test.each<[Right['per'], string, readonly string[]]>([
    ['performance', '10', ['Composer A (Soundtrack A): 10']],
    ['segment', '3', ['Composer A (Soundtrack A): 9']],
    ['time', '1/7', ['Composer A (Soundtrack A): 11']],
    ['segment', '0', ['Composer A (Soundtrack A): 0']],
  ])('of a composer by the %s, at %s each', (per, rate, expected) => {
    expect(earned(composer(per, rate), threeBegun)).toEqual(expected);
  });

  test('of who performs in two works are for each work where it is heard', () => {
    const people = ['Singer A'];
    const shown = timeline(
      [
        ['song-1', 60, { people, works: ['Song 1'] }],
        ['song-2', 60, { people, works: ['Song 2'] }],
        ['song-3', 60, { works: ['Song 1'] }],
      ],
      [timeRight('Singer A', '6', 'Song 1'), timeRight('Singer A', '3', 'Song 2')],
    );
    expect(earned(shown, played(['song-1', 60], ['song-2', 60], ['song-3', 60]))).toEqual([
      'Singer A (Song 1): 6',
      'Singer A (Song 2): 3',
    ]);
  });

  test('by the frame need to know how long a frame is', () => {
    const right: Right = {
      holder: 'Actor B',
      work: 'Film',
      per: 'time',
      rate: '1/24',
      unit: 'frame',
    };
    const shown = { ...FIG_2A, rights: [right] };
    expect(() => earned(shown, played(['scene-3', 2]))).toThrow('charged by frames');
    expect(earned({ ...shown, framesPerSecond: '24' }, played(['scene-3', 2]))).toEqual([
      'Actor B (Film): 2',
    ]);
  });

  test('are what another implementation of exact numbers adds up record by record (I19)', () => {
    fc.assert(
      fc.property(sessions, cuttings, ({ timeline: shown, usage }, cutting) => {
        const performer = 'Actor A';
        const elements = shown.elements.map((each) => ({ ...each, works: [] }));
        const only = { ...shown, elements, rights: [timeRight(performer, '7')] };
        const records = cutUp(shown, usage.records, cutting);
        const perTick = new Fraction(1).div(
          shown.tick === 'us' ? 1_000_000 : new Fraction(shown.framesPerSecond ?? 1),
        );
        const expected = records.reduce((sum, { element, ticks }) => {
          const people = shown.elements.find(({ id }) => id === element)?.people ?? [];
          return people.includes(performer) ? sum.add(perTick.mul(ticks).mul('7/60')) : sum;
        }, new Fraction(0));
        const performs = shown.elements.some(({ people }) => people.includes(performer));
        const accrued = accrueRoyalties(only, { ...usage, records });
        const exact = accrued.reduce((sum, each) => sum.add(each.exact), new Fraction(0));
        expect(exact.equals(performs ? expected : 0)).toBe(true);
        expect(accrued).toEqual(accrueRoyalties(only, usage));
      }),
      RUNS,
    );
  });
});

describe('a statement', () => {
  test('rounds the sum for a holder and a work once, half to even (A11)', () => {
    const half = { holder: 'Actor A', work: 'Film', exact: '1/2' };
    const other = { ...half, work: 'Sequel', exact: '5/2' };
    // Three halves are 1.5, which is 2; each alone would be 0. Two and a half goes to the even 2.
    expect(roundStatement([half, other, half, half])).toEqual([
      { holder: 'Actor A', work: 'Film', exact: '3/2', amountMinor: 2 },
      { holder: 'Actor A', work: 'Sequel', exact: '5/2', amountMinor: 2 },
    ]);
    expect(roundStatement([])).toEqual([]);
  });

  test('is the rounding of the exact sum of any sessions, in whatever order (I19)', () => {
    fc.assert(
      fc.property(fc.array(sessions, { minLength: 1, maxLength: 4 }), (several) => {
        const accruals = several.flatMap(({ timeline: shown, usage }) =>
          accrueRoyalties(shown, usage),
        );
        const byName = (list: readonly { holder: string; work: string }[]) =>
          [...list].sort((a, b) => (a.holder + a.work < b.holder + b.work ? -1 : 1));
        const statement = roundStatement(accruals);
        expect(byName(roundStatement([...accruals].reverse()))).toEqual(byName(statement));
        for (const { holder, work, exact, amountMinor } of statement) {
          const sum = accruals
            .filter((each) => each.holder === holder && each.work === work)
            .reduce((so, each) => so.add(each.exact), new Fraction(0));
          expect(sum.equals(exact)).toBe(true);
          const away = sum.sub(amountMinor).abs().compare('1/2');
          expect(away < 0 || (away === 0 && amountMinor % 2 === 0)).toBe(true);
        }
      }),
      RUNS,
    );
  });

  test('takes exact sums longer than a rate may be written', () => {
    const exact = `1/${10n ** 50n}`;
    const [line] = roundStatement([
      { holder: 'A', work: 'W', exact },
      { holder: 'A', work: 'W', exact },
    ]);
    expect(line?.exact).toBe(`1/${5n * 10n ** 49n}`);
    expect(() => roundStatement([{ holder: 'A', work: 'W', exact: '0.5' }])).toThrow(
      BrokenInvariant,
    );
  });
});
