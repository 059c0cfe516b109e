/**
 * Schema expectation: the part of the scenario schema that says what a run must show.
 *
 * One mapping with every key; that it has exactly one check, and which keys go with which, is said
 * beside its properties.
 */
import {
  amount,
  exactlyOne,
  flag,
  instant,
  list,
  mapping,
  type Schema,
  span,
  text,
  whole,
  word,
} from './schema-part.ts';

/** The keys of an expectation that say what is checked; each has exactly one. */
export const CHECK_KEYS = [
  'message',
  'in-order',
  'all-of',
  'any-of',
  'never',
  'quiet',
  'leads-to',
  'state',
  'order',
  'bills',
  'settled',
  'balance',
  'always',
  'sometimes',
  'eventually',
] as const;
export type CheckKey = (typeof CHECK_KEYS)[number];

const pattern = (description: string): Schema =>
  text('a pattern such as "bill.issue to alice"', {
    description: `${description} A pattern is [KIND] TYPE [from A] [to B] [by A] [of ORDER] [with FIELD=VALUE].`,
    examples: ['order.place from alice', 'payment.*'],
  });
const patterns = (description: string): Schema =>
  list(pattern('One of the messages.'), 1, {
    description,
    examples: [['order.place from alice', 'order.accepted to alice']],
  });
const truth = (description: string): Schema =>
  text('a condition such as "state of alice is on.watching"', {
    description,
    examples: ['state of alice is on.watching', 'balance of alice:held >= 0'],
  });
const byWord = (value: Schema, title: string, description: string, example: unknown): Schema => ({
  type: 'object',
  additionalProperties: value,
  minProperties: 1,
  maxProperties: 10_000,
  title,
  description,
  examples: [example],
});
const within = span({ description: 'The longest time it may take.', examples: ['5s'] });
const count = (description: string): Schema =>
  whole(0, 1_000_000_000, { description, examples: [1] });

const quiet = mapping(
  {
    pattern: pattern('What must not be seen.'),
    after: pattern('What the quiet time begins with, each time.'),
    for: span({ description: 'How long it is quiet.', examples: ['10s'] }),
  },
  ['pattern', 'after', 'for'],
  {
    description: 'After each message of one kind, none of another for some time.',
    examples: [{ pattern: 'bill.issue', after: 'order.place', for: '10s' }],
  },
);
const leadsTo = mapping(
  {
    from: pattern('What comes first.'),
    to: pattern('What follows each of them.'),
    within,
    caused: flag({
      description: 'Whether the first must be the cause, not only earlier.',
      examples: [true],
    }),
  },
  ['from', 'to'],
  {
    description: 'Each message of one kind is followed by one of another.',
    examples: [{ from: 'order.place from alice', to: 'order.accepted to alice', within: '5s' }],
  },
);
const bills = mapping(
  {
    of: text('a subscriber', { description: 'Whose bills.', examples: ['alice'] }),
    from: text('a server or a source', {
      description: 'Who issued them; anyone when absent.',
      examples: ['billing-processor'],
    }),
    count: count('How many bills.'),
    lines: count('How many lines on all of them.'),
    due: amount({ description: 'What is due on all of them.', examples: [3.99] }),
  },
  ['of'],
  { description: 'The bills a subscriber got.', examples: [{ of: 'alice', count: 1, due: 3.99 }] },
);

const checks: Readonly<Record<CheckKey, Schema>> = {
  message: pattern('A message that is seen at least once, or as often as beside it.'),
  'in-order': patterns('Messages that are seen in this order.'),
  'all-of': patterns('Messages that are all seen.'),
  'any-of': patterns('Messages of which at least one is seen.'),
  never: pattern('A message that is not seen.'),
  quiet,
  'leads-to': leadsTo,
  state: byWord(
    text('a state such as on.watching', {
      description: 'The state at the end.',
      examples: ['on.watching'],
    }),
    'a mapping from participants to states',
    'The states of participants at the end.',
    { alice: 'on.watching' },
  ),
  order: text('an order such as alice-1', {
    description: 'An order: CLIENT-NUMBER.',
    examples: ['alice-1'],
  }),
  bills,
  settled: byWord(
    amount({ description: 'What the source was paid in all.', examples: [2.59] }),
    'a mapping from sources to amounts',
    'What each source was paid.',
    { 'metro-cable': 2.59 },
  ),
  balance: byWord(
    amount({ description: 'The balance at the end; may be negative.', examples: [1.4] }),
    'a mapping from accounts to amounts',
    'The balances of accounts at the end.',
    { 'processing-server:revenue': 1.4 },
  ),
  always: truth('What holds after every event.'),
  sometimes: truth('What holds after at least one event.'),
  eventually: truth('What is true at some instant, no later than `within` where that is given.'),
};

/** The claims of the source texts that something shows. */
export const SHOWS: Schema = list(
  {
    type: 'string',
    pattern: '^(U([1-9]|1[0-9]|2[0-6])|B([1-9]|1[0-9]|2[0-4])|B[a-x])$',
    title: 'a claim: U1 to U26, B1 to B24 or Ba to Bx',
    description: 'A claim of the source texts.',
    examples: ['U1'],
  },
  1,
  { description: 'The claims of the source texts that this shows.', examples: [['U1', 'U14']] },
);

/** One item of `expect`. */
export const EXPECTATION: Schema = mapping(
  {
    that: text('words', {
      description: 'What is expected, in words.',
      examples: ['alice hears surround sound'],
    }),
    shows: SHOWS,
    ...checks,
    times: count('How often the message is seen.'),
    'at-least': count('The least number of times.'),
    'at-most': count('The greatest number of times.'),
    between: {
      ...list(
        instant(true, { description: 'From when, then until when.', examples: ['19:30'] }),
        2,
        {
          description: 'Only messages between two times count.',
          examples: [['19:30', '20:00']],
        },
      ),
      maxItems: 2,
      title: 'two times, such as ["19:30", "20:00"]',
    },
    ends: word(['completed', 'voided'], {
      description: 'How the order ends.',
      examples: ['voided'],
    }),
    because: text('a reason such as declined', {
      description: 'Why it ends so.',
      examples: ['declined'],
    }),
    within,
  },
  [],
  {
    description: 'Something the run must show.',
    examples: [{ that: 'alice is billed', message: 'bill.issue to alice', times: 1 }],
  },
  {
    ...exactlyOne(CHECK_KEYS),
    dependencies: {
      times: ['message'],
      'at-least': ['message'],
      'at-most': ['message'],
      between: ['message'],
      order: ['ends'],
      ends: ['order'],
      because: ['order'],
      within: ['eventually'],
    },
  },
);
