/**
 * Schema expect: the part of a rate file that says what its cases, and usage records, must come to.
 *
 *     expect:
 *       - { that: figure 1A comes to 5.04, shows: [Bx], case: W01, net: 5.04 }
 *       - { that: so does this, shows: [Bx], usage: another-system.ndjson, session: a1, net: 1.96 }
 */
import { SHOWS } from '../scenario/schema-expectation.ts';
import { amount, exactlyOne, list, mapping, type Schema, text } from '../scenario/schema-part.ts';

const total = (description: string, example: number): Schema =>
  amount({ description, examples: [example] });

/** What a rate file expects of itself. */
export const EXPECT: Schema = list(
  mapping(
    {
      that: text('words', {
        description: 'What is expected, in words.',
        examples: ['figure 1A comes to 5.04 without a network'],
      }),
      shows: SHOWS,
      case: text('a case', { description: 'One of "cases".', examples: ['W01'] }),
      usage: text('the path of a file of usage records', {
        description: "Another system's usage (NDJSON), relative to this file.",
        examples: ['another-system.ndjson'],
      }),
      session: text('a session', {
        description: 'A session of the usage records.',
        examples: ['a1'],
      }),
      charges: total('What is charged, before discounts.', 6.01),
      credits: total('What is credited, zero or less.', -0.97),
      discounts: total('What is taken off, zero or less.', -1.41),
      net: total('What is to be paid.', 5.04),
    },
    ['net'],
    {
      description: 'What a case or a session of usage records must come to.',
      examples: [{ that: 'figure 1A comes to 5.04', shows: ['Bx'], case: 'W01', net: 5.04 }],
    },
    {
      ...exactlyOne(['case', 'session']),
      dependencies: { session: ['usage'], usage: ['session'] },
    },
  ),
  0,
  {
    description: 'What the cases, and usage records, must come to.',
    examples: [[{ case: 'W01', net: 5.04 }]],
  },
);
