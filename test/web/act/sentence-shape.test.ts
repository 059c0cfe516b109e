/** Sentence shapes: the menus say only what the language can read, and all of its verbs. */
import { describe, expect, test } from 'vitest';
import { loadScenario } from '../../../src/sim/scenario/load.ts';
import { namesOf } from '../../../src/sim/scenario/names.ts';
import { parseSentence } from '../../../src/sim/scenario/sentence.ts';
import { VIEWING_VERBS } from '../../../src/sim/scenario/sentence-viewing.ts';
import { refusalIn } from '../../../web/src/act/attempt.ts';
import { parsedObject } from '../../../web/src/act/json-mistake.ts';
import {
  NETWORK_SHAPES,
  PERSON_SHAPES,
  personOf,
  sentenceOf,
  verbsFor,
} from '../../../web/src/act/sentence-shape.ts';

const SHAPES = [...PERSON_SHAPES, ...NETWORK_SHAPES];
const names = namesOf(loadScenario('scenarios/auction-night.yaml'));
const [survey = 'poll', part = 'commercial-1'] = [
  names.declared.viewing.surveys[0],
  names.declared.viewing.parts[0],
];
const values = {
  person: names.persons()[0] ?? '',
  source: 'metro-cable',
  feature: names.declared.features[0] ?? 'surround',
  transmission: 'night-film',
  delivery: 'few',
  auction: 'first-film',
  survey,
  part,
  place: '22:00',
  amount: '4.25',
  percent: '20%',
  span: '1s',
  channel: 'metro-cable downlink',
};

describe('a sentence made of menus', () => {
  test.each(SHAPES.map(({ template }) => template))('can be read: %s', (template) => {
    const read = parseSentence(sentenceOf(template, values), names);
    // Where a scenario has no such thing, the first misfit is that thing and not a verb.
    const missing = { feature: names.declared.features, survey: names.declared.viewing.surveys };
    const isMissing = Object.entries(missing).some(
      ([slot, words]) => template.includes(`{${slot}}`) && words.length === 0,
    );
    if (isMissing)
      expect(read).toMatchObject({
        ok: false,
        problem: { expected: expect.stringContaining('none is defined') },
      });
    else expect(read).toMatchObject({ ok: true });
  });

  test('is open where a word is missing, and short where it may be', () => {
    expect(sentenceOf('{person} bids {amount} in {auction}', { person: 'ann' })).toBe(
      'ann bids … in …',
    );
    expect(sentenceOf('{person} answers {part?}', { person: 'ann' })).toBe('ann answers');
  });

  test('there is one for every verb of viewing but those that mean the same as another', () => {
    const verbs = PERSON_SHAPES.map(({ template }) => template.split(' ')[1]);
    const same = ['rewinds', 'fast-forwards'];
    expect(VIEWING_VERBS.filter((verb) => !verbs.includes(verb))).toEqual(same);
  });

  test('is offered for what a client system takes, also by what it plays', () => {
    expect(personOf('client/ann/viewing-1')).toBe('ann');
    expect(verbsFor('client/ann/viewing-1', 'user.pause').map(({ template }) => template)).toEqual([
      '{person} pauses',
    ]);
    expect(verbsFor('client/ann', 'order.accepted')).toEqual([]);
    expect(verbsFor('processing-server', 'user.pause')).toEqual([]);
  });
});

test('a refusal is taken apart into the word that does not fit and those that do', () => {
  expect(
    refusalIn(
      'found "suround", expected a feature (one of picture, surround); did you mean "surround"?',
    ),
  ).toEqual({
    found: 'suround',
    fitting: ['picture', 'surround'],
  });
  expect(refusalIn('found "deep", expected a transmission (deep-blue)').fitting).toEqual([
    'deep-blue',
  ]);
  expect(refusalIn('nobody is at client/x here')).toEqual({ found: null, fitting: [] });
});

test('what is wrong with JSON is said with its line and column', () => {
  expect(parsedObject('{ "a": 1 }')).toEqual({ ok: true, value: { a: 1 } });
  expect(parsedObject('{\n  "a": 1,\n  b\n}')).toMatchObject({
    ok: false,
    mistake: { line: 3, column: 3 },
  });
  expect(parsedObject('{ "a": ')).toMatchObject({ ok: false, mistake: { line: 1 } });
  expect(parsedObject('[1]')).toMatchObject({ ok: false, mistake: { line: 1, column: 1 } });
});
