import { describe, expect, test } from 'vitest';
import type { Action } from '../../../src/sim/scenario/model.ts';
import { Names } from '../../../src/sim/scenario/names.ts';
import { parseChannel, parseSelection, parseSentence } from '../../../src/sim/scenario/sentence.ts';

const names = new Names({
  subscribers: ['alice', 'bob'],
  populations: new Map([['suburb', 20]]),
  sources: ['metro-cable', 'sky-dish'],
  withoutControl: new Set(['metro-cable']),
  features: ['surround', 'picture'],
  transmissions: ['cup-final', 'evening-news'],
  viewing: {
    auctions: ['film-night'],
    deliveries: ['few-commercials'],
    surveys: ['nielsen'],
    parts: ['commercial-1'],
  },
});
const selection = { feature: 'surround', transmission: 'cup-final' };
const calm = { lossPpm: 0, duplicatePpm: 0, reorderPpm: 0, delayUsMax: 0 };
const channel = 'metro-cable.downlink';

const SENTENCES: readonly (readonly [string, Action])[] = [
  ['alice selects surround on cup-final', { do: 'select', who: 'alice', selection }],
  ['suburb-20 selects surround on cup-final', { do: 'select', who: 'suburb-20', selection }],
  ['  bob   cancels ', { do: 'cancel', who: 'bob' }],
  ['alice browses evening-news', { do: 'browse', who: 'alice', transmission: 'evening-news' }],
  ['alice interacts with cup-final', { do: 'interact', who: 'alice', transmission: 'cup-final' }],
  ['alice switches off', { do: 'switch-off', who: 'alice' }],
  ['alice switches on', { do: 'switch-on', who: 'alice' }],
  ['metro-cable fails', { do: 'fail', source: 'metro-cable' }],
  ['metro-cable recovers', { do: 'recover', source: 'metro-cable' }],
  ['cut metro-cable downlink', { do: 'cut', channel }],
  ['mend metro-cable downlink', { do: 'mend', channel }],
  ['calm metro-cable downlink', { do: 'condition', channel, condition: calm }],
  [
    'lose 20% on metro-cable downlink',
    { do: 'condition', channel, condition: { ...calm, lossPpm: 200_000 } },
  ],
  [
    'duplicate 10% on metro-cable downlink',
    {
      do: 'condition',
      channel,
      condition: { ...calm, duplicatePpm: 100_000, delayUsMax: 1_000_000 },
    },
  ],
  [
    'reorder 10% on metro-cable downlink within 2s',
    {
      do: 'condition',
      channel,
      condition: { ...calm, reorderPpm: 100_000, delayUsMax: 2_000_000 },
    },
  ],
  ['forge the token of alice', { do: 'tamper', who: 'alice', how: 'forged' }],
  ['alter the token of alice', { do: 'tamper', who: 'alice', how: 'altered' }],
  ['expire the token of alice', { do: 'tamper', who: 'alice', how: 'expired' }],
  ['replay the token of alice', { do: 'tamper', who: 'alice', how: 'replayed' }],
  ['swap the token of suburb-1', { do: 'tamper', who: 'suburb-1', how: 'swapped' }],
];

describe('a sentence', () => {
  test.each(SENTENCES)('"%s" is an action', (text, action) => {
    expect(parseSentence(text, names)).toEqual({ ok: true, value: action });
  });

  // Columns: the text, the offset of the wrong word, what was found, the nearest valid word.
  test.each([
    ['alise selects surround on cup-final', 0, '"alise"', 'alice'],
    ['suburp-7 cancels', 0, '"suburp-7"', 'suburb-7'],
    ['suburb-21 cancels', 0, '"suburb-21"', 'suburb-1'],
    ['alice select surround on cup-final', 6, '"select"', 'selects'],
    ['alice selects suround on cup-final', 14, '"suround"', 'surround'],
    ['alice selects surround at cup-final', 23, '"at"', null],
    ['alice selects surround on cup-finale', 26, '"cup-finale"', 'cup-final'],
    ['alice selects surround on', 25, 'the end of the line', null],
    ['alice switches of', 15, '"of"', 'off'],
    ['alice cancels now', 14, '"now"', null],
    ['metro-cable fail', 12, '"fail"', 'fails'],
    ['metro-cabel fails', 0, '"metro-cabel"', 'metro-cable'],
    ['cutt metro-cable downlink', 0, '"cutt"', 'cut'],
    ['cut metro-cable downlnk', 16, '"downlnk"', 'downlink'],
    ['cut metro-cable control', 16, '"control"', null],
    ['lose 120% on metro-cable downlink', 5, '"120%"', null],
    ['reorder 10% on sky-dish control within 2', 39, '"2"', null],
    ['forge a token of alice', 6, '"a"', null],
    ['', 0, 'the end of the line', null],
  ])('"%s" has its mistake at %i: %s', (text, offset, found, nearest) => {
    const parsed = parseSentence(text, names);
    expect(parsed.ok).toBe(false);
    if (!parsed.ok) expect(parsed.problem).toMatchObject({ offset, found, nearest });
  });

  test('says which words fit', () => {
    const parsed = parseSentence('alice selects sound on cup-final', names);
    expect(parsed).toMatchObject({
      problem: { expected: 'a feature (one of surround, picture)' },
    });
  });

  test('may begin with a name that is also a command', () => {
    const odd = new Names({ ...names.declared, subscribers: ['cut'] });
    expect(parseSentence('cut cancels', odd)).toEqual({
      ok: true,
      value: { do: 'cancel', who: 'cut' },
    });
    expect(parseSentence('cut sky-dish uplink', odd)).toEqual({
      ok: true,
      value: { do: 'cut', channel: 'sky-dish.uplink' },
    });
  });
});

describe('a channel', () => {
  test.each([
    ['metro-cable downlink', 'metro-cable.downlink'],
    ['metro-cable uplink', 'metro-cable.uplink'],
    ['sky-dish control', 'sky-dish.control'],
    ['processing-server to billing-processor', 'processing-server>billing-processor'],
    ['processing-server to metro-cable', 'processing-server>source/metro-cable'],
    ['metro-cable to processing-server', 'source/metro-cable>processing-server'],
  ])('"%s" is %s', (text, id) => {
    expect(parseChannel(text, names)).toEqual({ ok: true, value: id });
  });

  test.each([
    ['processing-server to processing-server', 21],
    ['metro-cable to sky-dish', 15],
    ['processing-server downlink', 18],
    ['alice downlink', 0],
  ])('"%s" does not exist', (text, offset) => {
    expect(parseChannel(text, names)).toMatchObject({ ok: false, problem: { offset } });
  });
});

test('a selection is a feature on a transmission', () => {
  expect(parseSelection('surround on cup-final', names)).toEqual({ ok: true, value: selection });
  expect(parseSelection('cup-final', names)).toMatchObject({ ok: false, problem: { offset: 0 } });
});
