/**
 * Schema story: the part of the scenario schema that says what happens and what must come of it.
 *
 * Conditions of channels, the script, expectations.
 */
import { EXPECTATION } from './schema-expectation.ts';
import {
  exactlyOne,
  instant,
  list,
  mapping,
  percent,
  type Schema,
  span,
  text,
} from './schema-part.ts';

const condition = mapping(
  {
    on: text('a channel such as "metro-cable downlink"', {
      description: '"SOURCE downlink", "SOURCE uplink", "SOURCE control" or "SERVER to SERVER".',
      examples: ['metro-cable downlink', 'processing-server to billing-processor'],
    }),
    loss: percent({ description: 'How many messages are lost.', examples: ['5%'] }),
    duplicates: percent({ description: 'How many messages arrive twice.', examples: ['2%'] }),
    reorders: percent({ description: 'How many messages are overtaken.', examples: ['10%'] }),
    delay: span({
      description: 'Duplicates and overtaken messages come up to this much later; 1s when absent.',
      examples: ['2s'],
    }),
  },
  ['on'],
  {
    description: 'What a channel does beyond its medium, from the start.',
    examples: [{ on: 'metro-cable downlink', loss: '5%' }],
  },
);

const step = mapping(
  {
    at: instant(false, {
      description: "A clock time of the start's day, or a date with one.",
      examples: ['19:30'],
    }),
    after: span({
      description: 'Time since the start of the run, or since what "since" names.',
      examples: ['90s'],
    }),
    since: text('an outcome such as "viewing.started by alice"', {
      description:
        'The first such outcome starts the time of "after": NAME [by WHO] [of ORDER or SESSION].',
      examples: ['viewing.started by alice', 'feature.displayed by bob', 'order.voided of bob-1'],
    }),
    do: text('a sentence such as "alice selects surround on cup-final"', {
      description:
        'WHO selects FEATURE on TRANSMISSION | WHO browses TRANSMISSION | WHO interacts with TRANSMISSION | ' +
        'WHO cancels | WHO switches off | WHO switches on | SOURCE fails | SOURCE recovers | ' +
        'cut CHANNEL | mend CHANNEL | calm CHANNEL | lose 20% on CHANNEL | ' +
        'duplicate 10% on CHANNEL within 2s | reorder 10% on CHANNEL within 2s | ' +
        'forge the token of WHO (or alter, expire, replay, swap) | ' +
        'WHO plays TRANSMISSION with DELIVERY (or at the lowest price) | ' +
        'WHO pauses | WHO resumes | WHO stops | WHO seeks to 22:00 (or to frame 31680) | ' +
        'WHO answers COMMERCIAL | WHO takes part in SURVEY | WHO commits to TRANSMISSION | ' +
        'WHO bids 4.25 in AUCTION.',
      examples: [
        'alice selects surround on cup-final',
        'cut metro-cable downlink',
        'forge the token of alice',
      ],
    }),
  },
  ['do'],
  { description: 'One thing that happens.', examples: [{ at: '19:30', do: 'alice cancels' }] },
  { ...exactlyOne(['at', 'after']), dependencies: { since: ['after'] } },
);

/** The properties of a scenario that tell its story. */
export const STORY_PROPERTIES: Readonly<Record<string, Schema>> = {
  conditions: list(condition, 0, {
    description: 'What channels do beyond their media.',
    examples: [[{ on: 'metro-cable downlink', loss: '5%' }]],
  }),
  script: list(step, 0, {
    description: 'What happens, and when.',
    examples: [[{ at: '19:30', do: 'alice selects surround on cup-final' }]],
  }),
  expect: list(EXPECTATION, 0, {
    description: 'What the run must show.',
    examples: [[{ message: 'bill.issue to alice', times: 1 }]],
  }),
};
