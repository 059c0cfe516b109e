/**
 * Schema adjustment: premiums and discounts of a tariff, and when they apply.
 */
import { NAME_PATTERN } from './names.ts';
import { fee, nameList } from './schema-fee.ts';
import { exactlyOne, flag, list, mapping, type Schema, text, whole } from './schema-part.ts';

/** The hours of the day in which something holds. */
export const DAY_SPAN: Schema = {
  type: 'string',
  title: 'hours of the day such as 00:00-06:00',
  description: 'From when until when; it may pass midnight. Of usage, the part that falls in it.',
  examples: ['00:00-06:00', '22:00-06:00'],
};

/** When something applies. */
export const TARIFF_CONDITION: Schema = mapping(
  {
    between: DAY_SPAN,
    groups: nameList('a group such as senior', {
      description: 'Subscribers of any of these groups.',
      examples: [['senior']],
    }),
    packages: nameList('a package such as gold', {
      description: 'Subscribers with any of these packages.',
      examples: [['gold']],
    }),
    kinds: nameList('a kind such as movie', {
      description: 'Transmissions of any of these kinds.',
      examples: [['movie']],
    }),
    transmissions: nameList('a transmission', {
      description: 'Any of these transmissions.',
      examples: [['night-train']],
    }),
    'before-release': flag({
      description: 'Selected before the public release (true), or not before it (false).',
      examples: [true],
    }),
    'committed-early': flag({
      description: 'Committed to before it could be played.',
      examples: [true],
    }),
    'released-within': {
      type: 'string',
      pattern: '^[1-9][0-9]{0,3}d$',
      title: 'whole days such as 30d',
      description: 'Selected so soon after the public release.',
      examples: ['30d'],
    },
    'views-before': whole(1, 1_000_000, {
      description: 'The same was viewed at least so often before.',
      examples: [1],
    }),
    'every-nth-title': whole(2, 1_000_000, {
      description: 'Each so many-th title of a subscriber: 2 is buy one, get one free.',
      examples: [2],
    }),
  },
  [],
  {
    description: 'When it applies: everything that is said here must hold; always when absent.',
    examples: [{ groups: ['senior'] }, { between: '00:00-06:00' }],
  },
);

const common = {
  name: {
    ...text('a name of lower-case letters, digits and dashes', {
      description: "Its name, which is its line's.",
      examples: ['senior'],
    }),
    pattern: NAME_PATTERN,
  },
  percent: {
    type: ['number', 'string'],
    pattern: '^[0-9]+(\\.[0-9]+)?%?$',
    minimum: 0,
    title: 'a percentage such as 15 or 12.5%',
    description: 'A share of the charges.',
    examples: [15, '12.5%'],
  },
  amount: fee({ description: 'A fixed amount.', examples: [0.5] }),
  for: TARIFF_CONDITION,
};
const premium = mapping(
  common,
  ['name'],
  {
    description: 'Something that adds to the charges.',
    examples: [{ name: 'pre-release', percent: 25, for: { 'before-release': true } }],
  },
  exactlyOne(['percent', 'amount']),
);
const discount = mapping(
  {
    ...common,
    price: fee({ description: 'What the title costs instead; 0 is free.', examples: [0] }),
  },
  ['name'],
  {
    description: 'Something that takes from the charges, never below zero.',
    examples: [{ name: 'bogo', price: 0, for: { 'every-nth-title': 2 } }],
  },
  exactlyOne(['percent', 'amount', 'price']),
);

/** The keys of a tariff that adjust its charges. */
export const PREMIUMS_AND_DISCOUNTS: Readonly<Record<string, Schema>> = {
  premiums: list(premium, 0, {
    description: 'What adds to the charges before discounts, in order.',
    examples: [[{ name: 'pre-release', percent: 25, for: { 'before-release': true } }]],
  }),
  discounts: list(discount, 0, {
    description: 'What takes from the charges, each from what the one before it left.',
    examples: [[{ name: 'senior', percent: 15, for: { groups: ['senior'] } }]],
  }),
};
