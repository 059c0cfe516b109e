/** Person fields: the sentence of a stimulus gives back what the machine was told. */
import { describe, expect, test } from 'vitest';
import { eventOf } from '../../src/inspector/detail.ts';
import { sentenceFor } from '../../src/inspector/person-event.ts';
import { fieldsOf } from '../../src/inspector/person-fields.ts';
import type { TransitionRecord } from '../../src/sim/record.ts';
import { loadScenario } from '../../src/sim/scenario/load.ts';
import { historyOf } from './rig.ts';

const flagship = loadScenario('scenarios/flagship.yaml');
const student = loadScenario('scenarios/student.yaml');

describe('a sentence', () => {
  test.each([
    ['alice selects surround on cup-final', { feature: 'surround', transmission: 'cup-final' }],
    ['ivan interacts with quiz-night', { transmission: 'quiz-night' }],
    ['alice cancels', {}],
    // No sentence of the script: nothing is known, and nothing is made up.
    ['alice selects nonsense', {}],
    ['cut metro-cable uplink', {}],
  ])('says %s', (sentence, fields) => {
    expect(fieldsOf(sentence, flagship)).toEqual(fields);
  });

  test('of a viewer carries the delivery that was chosen, and back again', () => {
    const plays = student.script.find(({ action }) => action.do === 'play');
    if (plays?.action.do !== 'play') throw new Error('nobody plays anything');
    const { who, choice } = plays.action;
    const fields = fieldsOf(plays.text, student);
    expect(fields).toMatchObject({ choice });
    expect(sentenceFor(`client/${who}`, { type: 'user.play', ...fields })).toBe(plays.text);
  });
});

test('what a person did is told with its fields to the machines it reaches, whoever passed it on', async () => {
  const history = await historyOf('scenarios/student.yaml');
  const told = history.records.filter(
    (record): record is TransitionRecord =>
      record.kind === 'transition' && record.type.startsWith('user.'),
  );
  const plays = told.filter(({ type }) => type === 'user.play');
  expect(plays.length).toBeGreaterThan(0);
  const clients = plays.filter(({ actor }) => actor.split('/').length === 2);
  for (const record of clients) {
    expect(eventOf(history, record, student)).toMatchObject({
      type: 'user.play',
      atUs: record.atUs,
      transmission: expect.any(String),
      choice: expect.anything(),
    });
  }
  // Without the scenario the words of a sentence mean nothing.
  const [first] = clients;
  if (first === undefined) throw new Error('nobody played anything');
  expect(eventOf(history, first, null)).toEqual({ type: 'user.play', atUs: first.atUs });
});
