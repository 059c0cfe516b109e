/**
 * Schema network: the part of the scenario schema that says what the network is.
 */
import { MEDIUM_NAMES } from '../../actors/media.ts';
import { FEATURE_KINDS, TRANSMISSION_KINDS } from './model.ts';
import { NAME_PATTERN } from './names.ts';
import { MEDIA_CHANGES } from './schema-media.ts';
import {
  amount,
  byName,
  civil,
  list,
  mapping,
  rate,
  type Schema,
  text,
  use,
  whole,
  word,
} from './schema-part.ts';
import { VIEWING } from './schema-viewing.ts';

const transmission = mapping(
  {
    kind: word(TRANSMISSION_KINDS, { description: 'What it is.', examples: ['movie'] }),
    title: text('a title', {
      description: 'As people say it; the id when absent.',
      examples: ['Cup Final'],
    }),
    minutes: whole(1, 100_000, { description: 'How long it is; 60 when absent.', examples: [120] }),
    rate: rate({
      description: 'Bit rate of the ordinary transmission; 4Mbit/s when absent.',
      examples: ['4Mbit/s'],
    }),
    released: civil({
      description: 'Its public release; it was always public when absent.',
      examples: ['2026-07-01'],
    }),
    viewing: VIEWING,
  },
  ['kind'],
  {
    description: 'A transmission that sources can offer features on.',
    examples: [
      { kind: 'televised-sports-event', title: 'Cup Final', minutes: 120, rate: '4Mbit/s' },
    ],
  },
);

const feature = mapping(
  {
    kind: word(FEATURE_KINDS, { description: 'What it upgrades.', examples: ['audio-upgrade'] }),
    title: text('a title', {
      description: 'As people say it; the id when absent.',
      examples: ['surround sound'],
    }),
    rate: rate({
      description:
        "What it adds to the stream; for access-rate, what the client's link then carries.",
      examples: ['448kbit/s'],
    }),
  },
  ['kind', 'rate'],
  {
    description: 'An upgraded media feature.',
    examples: [{ kind: 'audio-upgrade', title: 'surround sound', rate: '448kbit/s' }],
  },
);

const modes = word(['modification', 'token'], {
  description: 'The source modifies the transmission, or hands out a token.',
  examples: ['token'],
});
const per = word(['transaction', 'cycle'], {
  description: 'At once for each order, or once a billing cycle.',
  examples: ['transaction'],
});

const offer = mapping(
  {
    feature: text('a feature', { description: 'The id of a feature.', examples: ['surround'] }),
    on: text('a transmission', {
      description: 'The id of a transmission.',
      examples: ['cup-final'],
    }),
    price: {
      type: ['number', 'string', 'object'],
      pattern: '^[0-9]+(\\.[0-9]{1,2})?$',
      minimum: 0,
      properties: {
        server: amount({ description: "The server's part.", examples: [0.99] }),
        source: amount({ description: "The source's part.", examples: [3] }),
      },
      required: ['server', 'source'],
      additionalProperties: false,
      title: 'a price such as 3.99, or its two parts, { server: 0.99, source: 3.00 }',
      description: 'What the client pays, or the two parts of it.',
      examples: [3.99, { server: 0.99, source: 3 }],
    },
    share: {
      type: ['number', 'string'],
      pattern: '^([0-9]+(\\.[0-9]+)?%|[0-9]+/[0-9]+|[0-9]+(\\.[0-9]{1,2})?)$',
      minimum: 0,
      title: "the source's share such as 65%, 13/20, or an amount such as 2.60",
      description: "The source's share of the price; not beside a price in two parts.",
      examples: ['65%', 2.6],
    },
  },
  ['feature', 'on', 'price'],
  {
    description: 'One feature on one transmission, with its price.',
    examples: [{ feature: 'surround', on: 'cup-final', price: 3.99, share: '65%' }],
  },
);

const source = mapping(
  {
    medium: word(MEDIUM_NAMES, {
      description: 'How its programming reaches clients.',
      examples: ['cable'],
    }),
    provision: list(modes, 1, {
      description: 'The ways it can provide a feature, the preferred one first.',
      examples: [['modification', 'token']],
    }),
    refuses: list(modes, 0, {
      description: 'Ways it claims but refuses when asked: a fault.',
      examples: [['modification']],
    }),
    settlement: mapping(
      {
        by: word(['billing-information', 'later-bill'], {
          description: 'The source bills its own part, or bills the server later.',
          examples: ['later-bill'],
        }),
        per,
      },
      [],
      {
        description: 'How it gets its share; by later bill per transaction when absent.',
        examples: [{ by: 'later-bill', per: 'transaction' }],
      },
    ),
    offers: list(offer, 0, { description: 'What it sells.', examples: [[]] }),
  },
  ['medium'],
  {
    description: 'A programming transmission source with a plant of its own.',
    examples: [{ medium: 'cable', provision: ['modification'], offers: [] }],
  },
);

/** The properties of a scenario that say what the network is. */
export const NETWORK_PROPERTIES: Readonly<Record<string, Schema>> = {
  transmissions: byName(transmission, NAME_PATTERN, {
    description: 'What is shown, by id.',
    examples: [{ 'cup-final': { kind: 'televised-sports-event' } }],
  }),
  features: byName(feature, NAME_PATTERN, {
    description: 'What can be ordered on a transmission, by id.',
    examples: [{ surround: { kind: 'audio-upgrade', rate: '448kbit/s' } }],
  }),
  media: MEDIA_CHANGES,
  core: mapping(
    {
      latency: use('spans', {
        description: 'How long a message is on its way; 2ms when absent.',
        examples: ['2ms'],
      }),
    },
    [],
    { description: 'The packet network between the servers.', examples: [{ latency: '2ms' }] },
  ),
  sources: byName(source, NAME_PATTERN, {
    description: 'Who transmits, by id.',
    examples: [{ 'metro-cable': { medium: 'cable', provision: ['modification'], offers: [] } }],
  }),
};
