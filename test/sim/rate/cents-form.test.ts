import { describe, expect, test } from 'vitest';
import cases from '../../billing/rating/flexible-billing.json' with { type: 'json' };
import { rated, wrong } from './rate-text.ts';

/** Cases whose inputs leave out what was played. */
const INCOMPLETE = ['W10a', 'W10c', 'W11a', 'W12'];
const file = rated(JSON.stringify(cases));

interface ExpectedLine {
  readonly id: string;
  readonly kind: string;
  readonly quantity: string;
  readonly unit: string;
  readonly rateCents: string;
  readonly exactCents: string;
  readonly cents: number;
}

/** A line of a case as ours are: a review has its element's name and a mode of its own. */
function ours({ id, kind, quantity, unit, rateCents, exactCents, cents }: ExpectedLine) {
  const element = id.replace(/:review$/, '');
  return {
    element,
    mode: kind,
    quantity,
    unit,
    rate: rateCents,
    exact: exactCents,
    amountMinor: cents,
    label: '',
  };
}

describe('cases in cents form', () => {
  const complete = cases.cases.filter(({ id }) => !INCOMPLETE.includes(id));

  test('are most of them complete', () => expect(complete).toHaveLength(14));

  test.each(complete)('$id: $title', ({ id, lines, totals, royalties }) => {
    const found = file.cases.find((one) => one.id === id);
    expect(found?.lines).toEqual(lines.map(ours));
    expect(found?.totals).toEqual({
      chargesMinor: totals.charges,
      creditsMinor: totals.credits,
      discountsMinor: totals.discounts,
      netMinor: totals.net,
    });
    expect(
      found?.royalties.map(({ holder, exact, amountMinor }) => [holder, exact, amountMinor]),
    ).toEqual(royalties.map(({ party, exactCents, cents }) => [party, exactCents, cents]));
  });

  test.each(['S01', 'S03'])('%s is shared out', (id) => {
    const split = file.cases.find((one) => one.id === id)?.split ?? [];
    const expected = cases.settlement.find((one) => one.id === id)?.expected;
    expect(Object.fromEntries(split.map((one) => [one.party, one.amountMinor]))).toEqual(expected);
  });

  test('say what is missing of the others, where they are written', () => {
    const told = file.problems.map(({ path, found, expected }) => `${path} ${found}: ${expected}`);
    // Four cases, a net that nothing can be made of, and a settlement (S05) without weights.
    expect(told).toHaveLength(6);
    const at = (id: string) => `cases.${cases.cases.findIndex((one) => one.id === id)}`;
    for (const id of INCOMPLETE) {
      expect(told).toContainEqual(
        expect.stringContaining(
          `${at(id)} too little to rate: also "timeline" (its elements), "events"`,
        ),
      );
    }
    expect(told).toContainEqual(expect.stringContaining(`${at('W12')}.inputs.cycle2NetCents`));
  });
});

describe('a mistake in cents form', () => {
  const tariff = { initialCents: 100, programmingCentsPerMin: 6, subsidyCentsPerMin: -15 };
  const timeline = [{ id: 'one', kind: 'program', start: 0, end: 60, unit: 's' }];
  const events = [{ t: 0, type: 'PLAY' }];
  const inputs = { tariff, timeline, events };
  const told = (changes: object) => wrong(JSON.stringify({ inputs: { ...inputs, ...changes } }));

  test('there is none in the case that the others change', () => expect(told({})).toEqual([]));

  test.each([
    [
      { tariff: { ...tariff, subsidyCentsPerMin: 15 } },
      'inputs.subsidyCentsPerMin: found 15, expected a number of cents, zero or less, because it is earned',
    ],
    [
      { tariff: { ...tariff, initialCents: -1 } },
      'inputs.initialCents: found -1, expected a number of cents, zero or more',
    ],
    [{ tariff: { ...tariff, initialCent: 1 } }, 'inputs.initialCent: found the key "initialCent"'],
    [{ reviewCentsPerMinute: 3 }, 'did you mean "reviewCentsPerMin"?'],
    [{ tariff: { ...tariff, programmingCentsPerFrame: '1/200' } }, 'found two units in one fee'],
    [
      { discounts: ['senior'] },
      'inputs.discounts.0: found "senior", expected a name and a percentage',
    ],
    [{ ffDuringSubsidy: 'maybe' }, 'expected "reject" or "allow"'],
    [{ composer: 'fixed' }, 'expected "fixed-10" or "per-segment-10" (cents)'],
    [{ titles: 0 }, 'expected a whole number from 1 to 1000'],
    [{ responseWindow: 'soon' }, 'expected text with "30 s" in it'],
    [{ timeline: [] }, 'timeline'],
  ])('%j', (changes, says) => {
    expect(told(changes)).toContainEqual(expect.stringContaining(says));
  });

  test('beside the inputs', () => {
    expect(wrong(JSON.stringify({ titel: 'x', inputs }))).toEqual([
      expect.stringContaining('did you mean "title"?'),
    ]);
  });
});
