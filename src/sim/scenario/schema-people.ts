/**
 * Schema people: the part of the scenario schema that says who watches and how they pay.
 */
import { NEGATIVE_NETS } from '../../billing/bill.ts';
import { NAME_PATTERN } from './names.ts';
import {
  amount,
  byName,
  list,
  mapping,
  percent,
  type Schema,
  span,
  text,
  use,
  weighted,
  whole,
  word,
} from './schema-part.ts';
import { MEMBERSHIP_PROPERTIES } from './schema-viewing.ts';

const billing = mapping(
  {
    per: word(['transaction', 'cycle'], {
      description: 'A bill for each order, or one for all orders of a cycle.',
      examples: ['cycle'],
    }),
    'anchor-day': whole(1, 31, {
      description: "The day of the month on which a cycle begins; the start's day when absent.",
      examples: [31],
    }),
    every: {
      type: 'string',
      pattern: '^[1-9][0-9]{0,3}d$',
      title: 'whole days such as 7d',
      description: 'Cycles of so many days from the start, instead of months.',
      examples: ['7d'],
    },
    'negative-net': word(NEGATIVE_NETS, {
      description:
        'What becomes of a bill whose credits exceed its charges; carry-forward when absent.',
      examples: ['pay-out'],
    }),
  },
  [],
  {
    description: 'When bills are made; what is absent is as in the scenario\'s own "billing".',
    examples: [{ per: 'cycle', 'anchor-day': 31 }, { per: 'transaction' }],
  },
);

const credit = amount({
  description: 'The limit of the credit account; 50.00 when absent.',
  examples: [50],
});

const receives = list(
  text('a source', { description: 'The id of a source.', examples: ['metro-cable'] }),
  1,
  {
    description: 'The sources that can be received, the preferred one first.',
    examples: [['metro-cable']],
  },
);

const subscriber = mapping(
  {
    receives,
    credit,
    billing,
    patience: span({
      description: 'How long the person waits for the feature before cancelling; 2m when absent.',
      examples: ['2m'],
    }),
    ...MEMBERSHIP_PROPERTIES,
  },
  ['receives'],
  { description: 'A subscriber the script can name.', examples: [{ receives: ['metro-cable'] }] },
);

const plantsOf = mapping(
  {
    value: receives,
    weight: whole(1, 1_000_000, { description: 'How many, beside the others.', examples: [3] }),
  },
  ['value', 'weight'],
  {
    description: 'Sources and how many receive them.',
    examples: [{ value: ['metro-cable'], weight: 3 }],
  },
);

const population = mapping(
  {
    count: whole(1, 2_000_000, {
      description: 'How many members; they are ID-1, ID-2 ...',
      examples: [10_000],
    }),
    receives: list(
      {
        ...plantsOf,
        type: ['object', 'string'],
        minLength: 1,
        title: 'a source, or { value: [sources], weight: 3 }',
      },
      1,
      {
        description: 'The sources all members receive, or a choice of such lists with weights.',
        examples: [['metro-cable'], [{ value: ['metro-cable'], weight: 3 }]],
      },
    ),
    credit,
    billing,
    ...MEMBERSHIP_PROPERTIES,
    arrives: use('spans', {
      description: 'When the first order is made, since the start; at the start when absent.',
      examples: [{ uniform: ['0s', '2h'] }],
    }),
    orders: use('counts', {
      description: 'How many orders each makes; 1 when absent.',
      examples: [{ uniform: [1, 3] }],
    }),
    pauses: use('spans', {
      description: 'From the end of one order to the next; 5m when absent.',
      examples: [{ exponential: '5m' }],
    }),
    patience: use('spans', {
      description: 'How long members wait for a feature before cancelling; 2m when absent.',
      examples: [{ lognormal: { median: '60s', sigma: 0.5 } }],
    }),
    chooses: list(
      weighted(
        text('FEATURE on TRANSMISSION, such as "surround on cup-final"', {
          description: 'What is ordered.',
          examples: ['surround on cup-final'],
        }),
        'surround on cup-final',
        'select',
      ),
      1,
      {
        description: 'What members order.',
        examples: [[{ select: 'surround on cup-final', weight: 3 }]],
      },
    ),
    'switches-off': percent({
      description: 'Chance that a member switches off within a second of choosing; 0% when absent.',
      examples: ['1%'],
    }),
  },
  ['count', 'receives', 'chooses'],
  {
    description: 'Many subscribers whose behaviour is drawn.',
    examples: [
      {
        count: 100,
        receives: ['metro-cable'],
        chooses: [{ select: 'surround on cup-final', weight: 1 }],
      },
    ],
  },
);

/** The properties of a scenario that say who takes part. */
export const PEOPLE_PROPERTIES: Readonly<Record<string, Schema>> = {
  billing,
  subscribers: byName(subscriber, NAME_PATTERN, {
    description: 'Subscribers by id.',
    examples: [{ alice: { receives: ['metro-cable'] } }],
  }),
  populations: byName(population, NAME_PATTERN, {
    description: 'Populations by id.',
    examples: [
      {
        suburb: {
          count: 100,
          receives: ['metro-cable'],
          chooses: [{ select: 'surround on cup-final', weight: 1 }],
        },
      },
    ],
  }),
};
