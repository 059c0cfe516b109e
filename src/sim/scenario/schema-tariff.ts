/**
 * Schema tariff: the part of a schema that says what playing costs and what commercials earn.
 */
import { NAME_PATTERN } from './names.ts';
import { DAY_SPAN, PREMIUMS_AND_DISCOUNTS, TARIFF_CONDITION } from './schema-adjustment.ts';
import { byPlainName, fee, feeRate } from './schema-fee.ts';
import { byName, exactlyOne, list, mapping, type Schema, span, text, word } from './schema-part.ts';

const rates = (description: string, example: string): Schema =>
  byPlainName(feeRate({ description: 'A rate.', examples: ['3 cents per minute'] }), {
    description,
    examples: [{ [example]: '3 cents per minute' }],
  });

/** A rate that is fixed, or one that varies with the content. */
const usageFee = (description: string, examples: readonly unknown[]): Schema => ({
  type: ['string', 'number', 'object'],
  minLength: 1,
  maxLength: 80,
  properties: {
    base: feeRate({
      description: 'What every element costs, before what is added for its content.',
      examples: ['2 cents per minute'],
    }),
    people: rates('What each person adds where he or she performs.', 'Actor A'),
    works: rates('What each work adds where it is heard or seen.', 'Soundtrack A'),
    scenes: rates('The rates of single elements, which replace everything else.', 'scene-2'),
    royalties: {
      type: ['number', 'string'],
      title: 'a factor such as 3/2 or 1.5',
      description: 'Adds so many times the royalties that accrue by time.',
      examples: ['3/2', 1.5],
    },
  },
  additionalProperties: false,
  minProperties: 1,
  title:
    'a rate such as 6 cents per minute, or a mapping of base, people, works, scenes, royalties',
  description,
  examples,
});

const initial = fee({
  description: 'Charged once, at selection; 0 when absent.',
  examples: [1, '100 cents'],
});
const programming = usageFee('What a second or a frame of programme costs.', [
  '6 cents per minute',
  { royalties: '3/2' },
]);
const subsidy = usageFee('What a second or a frame of a commercial earns, written without minus.', [
  '15 cents per minute',
  { base: '6 cents per minute', people: { 'Actor D': '6 cents per minute' } },
]);

const performer = (what: string, example: string): Schema =>
  text('a name such as Composer A', { description: `The ${what}.`, examples: [example] });

const performanceFee = mapping(
  {
    composer: performer('composer', 'Composer A'),
    actor: performer('actor', 'Actor A'),
    song: performer('song', 'Song A'),
    of: text('a name such as Soundtrack A', {
      description: 'Who or what must be begun for it; the one named when absent.',
      examples: ['Soundtrack A'],
    }),
    fee: fee({ description: 'What each performance or segment costs.', examples: ['10 cents'] }),
    per: word(['performance', 'segment'], {
      description: 'Once a session, or for each element begun; performance when absent.',
      examples: ['segment'],
    }),
  },
  ['fee'],
  {
    description: 'A fee for a person or a work, whatever is played of it.',
    examples: [{ composer: 'Composer A', of: 'Soundtrack A', fee: '10 cents' }],
  },
  exactlyOne(['composer', 'actor', 'song']),
);

const band = mapping({ between: DAY_SPAN, initial, programming, subsidy }, ['between'], {
  description: 'Fees that replace the others at a time of day.',
  examples: [{ between: '00:00-06:00', programming: '3 cents per minute' }],
});

const initialFee = mapping({ fee: initial, for: TARIFF_CONDITION }, ['fee', 'for'], {
  description: 'An initial fee for some content.',
  examples: [{ fee: 4, for: { kinds: ['movie'] } }],
});

/** The keys of a tariff. */
const TARIFF_PROPERTIES: Readonly<Record<string, Schema>> = {
  title: text('a title', {
    description: 'As people say it; the name when absent.',
    examples: ['Many commercials'],
  }),
  units: byPlainName(fee({ description: 'What one is worth.', examples: ['1 cent'] }), {
    description: 'Fee units other than the currency, and what one of each is worth.',
    examples: [{ points: '1 cent' }],
  }),
  initial,
  'initial-fees': list(initialFee, 0, {
    description: 'Initial fees for some content; the first that applies replaces "initial".',
    examples: [[{ fee: 4, for: { kinds: ['movie'] } }]],
  }),
  programming,
  subsidy,
  'first-credit': fee({
    description: 'The first negative fee: what each commercial begun earns, written without minus.',
    examples: ['5 cents'],
  }),
  review: feeRate({
    description: 'What playing something again costs.',
    examples: ['3 cents per minute'],
  }),
  pause: feeRate({ description: 'What standing still costs.', examples: ['1 cent per minute'] }),
  'performance-fees': list(performanceFee, 0, {
    description: 'Fees for people and works, whatever is played of them.',
    examples: [[{ composer: 'Composer A', of: 'Soundtrack A', fee: '10 cents' }]],
  }),
  bands: byName(band, NAME_PATTERN, {
    description: 'Fees by the time of day; usage is split where one begins or ends.',
    examples: [{ night: { between: '00:00-06:00', programming: '3 cents per minute' } }],
  }),
  ...PREMIUMS_AND_DISCOUNTS,
  surveys: byName(
    fee({ description: 'What taking part earns, written without minus.', examples: [0.5] }),
    NAME_PATTERN,
    {
      description: 'Surveys and promotions, and what taking part in each earns.',
      examples: [{ survey: 0.5 }],
    },
  ),
  cap: fee({ description: 'The most that playing costs, after discounts.', examples: [5] }),
  floor: fee({ description: 'The least that playing costs.', examples: [1] }),
  'response-window': span({
    description: 'How long after a commercial ends its response may come; 30s when absent.',
    examples: ['30s'],
  }),
  'fast-forward': word(['allowed', 'outside-commercials', 'never'], {
    description: 'Where one may go forward; allowed when absent.',
    examples: ['outside-commercials'],
  }),
  rewind: word(['allowed', 'never'], {
    description: 'Whether one may go back; allowed when absent.',
    examples: ['never'],
  }),
  pausing: word(['allowed', 'never'], {
    description: 'Whether one may stand still; allowed when absent.',
    examples: ['never'],
  }),
};

/** A tariff. */
export const TARIFF: Schema = mapping(TARIFF_PROPERTIES, [], {
  description: 'What playing costs and what watching commercials earns.',
  examples: [{ initial: 1, programming: '6 cents per minute', subsidy: '15 cents per minute' }],
});

/** The tariffs of a file, by name. */
export const TARIFFS: Schema = byName(TARIFF, NAME_PATTERN, {
  description: 'What playing costs, by name.',
  examples: [{ standard: { initial: 1, programming: '6 cents per minute' } }],
});
