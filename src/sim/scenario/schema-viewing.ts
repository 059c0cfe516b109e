/**
 * Schema viewing: the part of the scenario schema that says what can be played, and what is auctioned.
 */
import { NAME_PATTERN } from './names.ts';
import {
  amount,
  byName,
  instant,
  list,
  mapping,
  percent,
  type Schema,
  text,
  word,
} from './schema-part.ts';

const delivery = mapping(
  {
    title: text('a title', {
      description: 'As viewers are shown it; the id when absent.',
      examples: ['with a few commercials'],
    }),
    timeline: text('a timeline', {
      description: 'One of "timelines": what is played.',
      examples: ['figure-1a'],
    }),
    tariff: text('a tariff', {
      description: 'One of "tariffs": what it costs and earns.',
      examples: ['standard'],
    }),
  },
  ['timeline', 'tariff'],
  {
    description: 'One way to play a transmission.',
    examples: [{ timeline: 'figure-1a', tariff: 'standard' }],
  },
);

/** What a transmission says about being played. */
export const VIEWING: Schema = mapping(
  {
    source: text('a source', {
      description: 'Whose transmission it is: it gets the share.',
      examples: ['metro-cable'],
    }),
    share: percent({
      description: "The source's share of the charges less discounts; 0% when absent.",
      examples: ['60%'],
    }),
    deliveries: byName(delivery, NAME_PATTERN, {
      description: 'The ways to play it, of which a viewer chooses one by the fee schedule.',
      examples: [{ 'with-commercials': { timeline: 'figure-1a', tariff: 'standard' } }],
    }),
  },
  ['source', 'deliveries'],
  {
    description: 'How the transmission can be played, and what playing costs.',
    examples: [
      {
        source: 'metro-cable',
        share: '60%',
        deliveries: { 'with-commercials': { timeline: 'figure-1a', tariff: 'standard' } },
      },
    ],
  },
);

const words = (title: string, description: string, example: string): Schema =>
  list(text(title, { description, examples: [example] }), 1, {
    description,
    examples: [[example]],
  });

/** What a subscriber says about discounts. */
export const MEMBERSHIP_PROPERTIES: Readonly<Record<string, Schema>> = {
  groups: words('a group', 'The groups discounts are for.', 'senior'),
  packages: words('a package', 'The packages subscribed to.', 'film-club'),
};

const auction = mapping(
  {
    of: text('a transmission', {
      description: 'What is auctioned: a transmission, as a block.',
      examples: ['night-film'],
    }),
    part: text('a part of its timeline', {
      description: 'Only this part of it: a commercial is auctioned for the credit it earns.',
      examples: ['commercial-1'],
    }),
    rule: word(['first-price', 'second-price'], {
      description: "The winner's own bid, or the best of the others; first-price when absent.",
      examples: ['second-price'],
    }),
    reserve: amount({ description: 'The lowest bid that counts.', examples: [3] }),
    ceiling: amount({
      description: 'The highest credit that counts; the lowest bid wins.',
      examples: [0.5],
    }),
    closes: instant(false, { description: 'When bidding ends.', examples: ['20:00'] }),
  },
  ['of', 'closes'],
  {
    description: 'An auction with sealed bids.',
    examples: [{ of: 'night-film', reserve: 3, closes: '20:00' }],
  },
);

/** The auctions by id. */
export const AUCTIONS: Schema = byName(auction, NAME_PATTERN, {
  description: 'The auctions subscribers can bid in.',
  examples: [{ 'film-night': { of: 'night-film', reserve: 3, closes: '20:00' } }],
});
