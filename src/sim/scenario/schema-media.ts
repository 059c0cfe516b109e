/**
 * Schema media: the part of the scenario schema that says what is different about a medium.
 */
import { MEDIUM_NAMES } from '../../actors/media.ts';
import { flag, mapping, percent, rate, type Schema, span, use } from './schema-part.ts';

const segment = mapping(
  {
    latency: use('spans', {
      description: 'How long a message is on its way.',
      examples: ['8ms'],
    }),
    rate: rate({ description: "What one client's link carries.", examples: ['10Mbit/s'] }),
    'shared-rate': {
      type: 'string',
      pattern: '^([0-9]+(\\.[0-9]+)?(bit|kbit|Mbit|Gbit)/s|none)$',
      title: 'a rate such as 27Mbit/s, or none',
      description: 'What the segment carries for all its clients together.',
      examples: ['27Mbit/s', 'none'],
    },
    loss: percent({ description: 'How many messages are lost.', examples: ['1%'] }),
    reorders: flag({
      description: 'Whether messages may overtake each other.',
      examples: [false],
    }),
  },
  [],
  { description: 'One direction of a plant.', examples: [{ latency: '8ms', loss: '1%' }] },
);

const call = mapping(
  {
    'set-up': use('spans', {
      description: 'How long until the call stands.',
      examples: [{ uniform: ['11s', '15s'] }],
    }),
    lasts: use('spans', {
      description: 'How long until the line drops by itself.',
      examples: [{ exponential: '3h' }],
    }),
    'idle-hang-up': span({
      description: 'The silence after which the client hangs up.',
      examples: ['60s'],
    }),
    fails: percent({ description: 'How many attempts fail (busy, no carrier).', examples: ['1%'] }),
  },
  [],
  {
    description: 'The call that must stand before either side can speak.',
    examples: [{ 'idle-hang-up': '60s' }],
  },
);

const medium = mapping(
  {
    downlink: use('segment', {
      description: 'Source to clients: the programme.',
      examples: [{ loss: '1%' }],
    }),
    uplink: use('segment', { description: 'Client to head end.', examples: [{ loss: '1%' }] }),
    control: use('segment', {
      description: 'Head end to client, for everything that is not programme.',
      examples: [{ loss: '1%' }],
    }),
    call,
  },
  [],
  {
    description: 'Changes to a medium; what is absent stays as it is.',
    examples: [{ downlink: { loss: '1%' } }],
  },
);

const changesTo = (name: string): Schema =>
  use('medium', { description: `Changes to ${name}.`, examples: [{ downlink: { loss: '1%' } }] });

/** What the changes to media use more than once. */
export const MEDIA_DEFINITIONS: Readonly<Record<string, Schema>> = { segment, medium };

/** Changes to the six media. */
export const MEDIA_CHANGES: Schema = mapping(
  Object.fromEntries(MEDIUM_NAMES.map((name) => [name, changesTo(name)])),
  [],
  {
    description: 'Changes to the six media.',
    examples: [{ cable: { downlink: { loss: '1%' } } }],
  },
);
