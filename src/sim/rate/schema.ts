/**
 * Rate schema: what a rate file may say, as JSON Schema draft 7, for editors and for shape.ts.
 *
 *     # yaml-language-server: $schema=../rate.schema.json
 *
 * It is published as scenarios/rate.schema.json, which a test compares with this
 * (test/sim/rate/schema.test.ts).
 */
import { fee } from '../scenario/schema-fee.ts';
import {
  exactlyOne,
  list,
  mapping,
  prose,
  type Schema,
  text,
  use,
  whole,
  word,
} from '../scenario/schema-part.ts';
import { TARIFFS } from '../scenario/schema-tariff.ts';
import { TIMELINES } from '../scenario/schema-timeline.ts';
import { NEGATIVE_NET } from './model.ts';
import { EXPECT } from './schema-expect.ts';
import { SESSION_DEFINITIONS, SESSION_PROPERTIES } from './schema-session.ts';

const SESSION_ABOUT = {
  description: 'One session; what it does not say is as in the case.',
  examples: [{ id: 't1', events: [{ t: 0, type: 'PLAY' }] }],
};
const session = mapping(
  {
    id: text('a name', {
      description: 'Stands before the names of its lines; s1, s2 and so on when absent.',
      examples: ['t1'],
    }),
    ...SESSION_PROPERTIES,
  },
  [],
  SESSION_ABOUT,
);
const sessions = list(use('session', SESSION_ABOUT), 1, {
  description: 'Sessions of one subscriber, one after another.',
  examples: [[{ id: 't1', events: [{ t: 0, type: 'PLAY' }] }]],
});

const bid = mapping(
  {
    bidder: text('a name', { description: 'Who bids.', examples: ['S1'] }),
    amount: fee({ description: 'What is bid.', examples: [3.1] }),
    sequence: whole(0, 1_000_000_000, {
      description: 'The order in which bids came; that of the list when absent.',
      examples: [1],
    }),
  },
  ['bidder', 'amount'],
  { description: 'A sealed bid.', examples: [{ bidder: 'S1', amount: 3.1 }] },
);
const auction = mapping(
  {
    rule: word(['first-price', 'second-price'], {
      description: "What the winner pays: the winner's own bid, or the next best.",
      examples: ['first-price'],
    }),
    direction: word(['forward', 'reverse'], {
      description: 'The highest price wins, or the lowest credit; forward when absent.',
      examples: ['forward'],
    }),
    of: text('an interval or a commercial', {
      description:
        'What is sold: an interval (forward) or a commercial (reverse); all when absent.',
      examples: ['commercial-1'],
    }),
    reserve: fee({ description: 'Forward: the least price.', examples: [3] }),
    ceiling: fee({ description: 'Reverse: the most credit.', examples: [0.4] }),
    bids: list(bid, 0, { description: 'The bids.', examples: [[{ bidder: 'S1', amount: 3.1 }]] }),
  },
  ['rule', 'bids'],
  {
    description: 'An auction; its price is the price of the block, or of what is sold.',
    examples: [{ rule: 'first-price', reserve: 3, bids: [{ bidder: 'S1', amount: 3.1 }] }],
  },
  exactlyOne(['reserve', 'ceiling']),
);
const split = mapping(
  {
    total: fee({ description: 'What is shared out.', examples: [2.02] }),
    weights: {
      type: 'object',
      additionalProperties: {
        type: ['number', 'string'],
        title: 'a weight such as 650, 65% or 13/20',
        description: 'In proportion to the others.',
        examples: [650],
      },
      minProperties: 1,
      maxProperties: 10_000,
      title: 'a mapping from parties to weights',
      description: 'Who gets how much of it.',
      examples: [{ 'Actor A': 650, 'Actor B': 820 }],
    },
  },
  ['total', 'weights'],
  {
    description: 'An amount shared out to the last cent, by largest remainder.',
    examples: [{ total: 3.99, weights: { source: 65, server: 35 } }],
  },
);

/** What a case says. */
const CASE_PROPERTIES: Readonly<Record<string, Schema>> = {
  id: text('a name', { description: 'Its name; its number when absent.', examples: ['W01'] }),
  title: text('a title', { description: 'What it is about.', examples: ['Played to the end'] }),
  ...SESSION_PROPERTIES,
  sessions,
  cycles: list(sessions, 1, {
    description: 'Billing cycles, each a list of sessions.',
    examples: [[[{ events: [{ t: 0, type: 'PLAY' }] }]]],
  }),
  'negative-net': word(NEGATIVE_NET, {
    description:
      'What becomes of a cycle whose credits exceed its charges; carry-forward if absent.',
    examples: ['carry-forward'],
  }),
  auction,
  split,
};
const rateCase = mapping(CASE_PROPERTIES, [], {
  description: 'Something to be rated.',
  examples: [
    { id: 'W01', tariff: 'standard', timeline: 'figure-1a', events: [{ t: 0, type: 'PLAY' }] },
  ],
});

const path = text('the path of a rate file', {
  description: 'Relative to this file.',
  examples: ['../media/figures.yaml'],
});
const rateFile = mapping(
  {
    about: prose({ description: 'What it is about, in prose.', examples: ['Twenty cases.'] }),
    extends: {
      ...list(path, 1, {
        description:
          'Files this one is laid over: mappings merge by key, everything else replaces.',
        examples: ['../media/figures.yaml'],
      }),
      type: ['string', 'array'],
      title: 'the path of a rate file, or a list of paths',
    },
    currency: {
      type: 'string',
      pattern: '^[A-Za-z]{1,12}$',
      title: 'a currency such as USD',
      description: 'What amounts are in; USD when absent.',
      examples: ['USD'],
    },
    timelines: TIMELINES,
    tariffs: TARIFFS,
    cases: list(rateCase, 1, {
      description: 'What is to be rated; a file with one case may have its keys itself.',
      examples: [
        [
          {
            id: 'W01',
            tariff: 'standard',
            timeline: 'figure-1a',
            events: [{ t: 0, type: 'PLAY' }],
          },
        ],
      ],
    }),
    expect: EXPECT,
    ...CASE_PROPERTIES,
  },
  [],
  {
    description: 'Tariffs, timelines, and sessions to be rated.',
    examples: [{ tariffs: {}, timelines: {}, cases: [] }],
  },
);

/** The keys of a case, which a file with one case has itself. */
export const CASE_KEYS: readonly string[] = Object.keys(CASE_PROPERTIES);

/** The JSON Schema of a rate file with everything it extends. */
export const RATE_SCHEMA: Schema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  ...rateFile,
  definitions: { session, ...SESSION_DEFINITIONS },
};

/** The schema as the text of scenarios/rate.schema.json. */
export function renderRateSchema(): string {
  return `${JSON.stringify(RATE_SCHEMA, null, 2)}\n`;
}
