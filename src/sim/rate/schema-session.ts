/**
 * Schema session: the part of the rate file schema that says what was played, and when by whom.
 */
import { byPlainName, fee, mediaTime, nameList } from '../scenario/schema-fee.ts';
import {
  civil,
  exactlyOne,
  flag,
  list,
  mapping,
  type Schema,
  text,
  use,
  whole,
  word,
} from '../scenario/schema-part.ts';
import { TARIFF } from '../scenario/schema-tariff.ts';
import {
  ELEMENT,
  FRAMES_PER_SECOND,
  RIGHTS,
  TIMELINE_PROPERTIES,
} from '../scenario/schema-timeline.ts';

const EVENT_WORDS = ['PLAY', 'PAUSE', 'RESUME', 'SEEK', 'STOP', 'RESPOND'] as const;
/** Events in either case of letters. */
export const EVENT_TYPES: readonly string[] = [
  ...EVENT_WORDS,
  ...EVENT_WORDS.map((one) => one.toLowerCase()),
];

const EVENT_ABOUT = {
  description: 'Something the viewer did.',
  examples: [{ t: 0, type: 'PLAY' }],
};
const USAGE_ABOUT = {
  description: 'So much of one element.',
  examples: [{ element: 'interval-1', seconds: 1200 }],
};

const event = mapping(
  {
    t: mediaTime({
      description: 'When, since the session began, in what the timeline counts.',
      examples: [0, 1225, '20:25'],
    }),
    type: word(EVENT_TYPES, { description: 'What the viewer did.', examples: ['PLAY'] }),
    to: mediaTime({ description: 'Of SEEK: where to.', examples: [1320, '22:00'] }),
    id: text('a name', { description: 'Of RESPOND: one id counts once.', examples: ['r1'] }),
    part: text('a commercial', {
      description: 'Of RESPOND: to which commercial; the latest played when absent.',
      examples: ['commercial-1'],
    }),
  },
  ['t', 'type'],
  EVENT_ABOUT,
);

const usage = mapping(
  {
    element: text('an element of the timeline', {
      description: 'What was played.',
      examples: ['interval-1'],
    }),
    mode: word(['first', 'review'], {
      description: 'For the first time in the session, or again; first when absent.',
      examples: ['review'],
    }),
    seconds: mediaTime({ description: 'How long.', examples: [1200, '20m'] }),
    frames: whole(0, 1_000_000_000_000, { description: 'How many frames.', examples: [28_800] }),
    ticks: mediaTime({ description: 'How much, in what the timeline counts.', examples: [1200] }),
    unit: word(['s', 'frame'], { description: 'What "ticks" are.', examples: ['s'] }),
    at: mediaTime({
      description: 'When it began, since the session began; after the one before when absent.',
      examples: [0],
    }),
  },
  ['element'],
  USAGE_ABOUT,
  exactlyOne(['seconds', 'frames', 'ticks']),
);

const pause = mapping(
  {
    at: mediaTime({ description: 'When it began; at the start when absent.', examples: [600] }),
    length: mediaTime({ description: 'How long it was.', examples: ['7m45s', 465] }),
  },
  ['length'],
  { description: 'A time of standing still.', examples: [{ at: '10:00', length: '7m45s' }] },
);

/** The circumstances of a session. */
export const FACTS = mapping(
  {
    transmission: text('a name', {
      description: "What was selected; the timeline's name when absent.",
      examples: ['night-train'],
    }),
    kind: text('a kind such as movie', { description: 'What it is.', examples: ['movie'] }),
    started: civil({
      description: 'When it was selected, in the time of day the tariff means.',
      examples: ['2000-01-01T00:30'],
    }),
    released: civil({
      description: 'When it was released to the public; always public when absent.',
      examples: ['2000-02-01'],
    }),
    groups: nameList('a group such as senior', {
      description: "The subscriber's groups.",
      examples: [['senior']],
    }),
    packages: nameList('a package such as gold', {
      description: "The subscriber's packages.",
      examples: [['gold']],
    }),
    'committed-early': flag({
      description: 'Whether the subscriber committed to it before.',
      examples: [true],
    }),
    'views-before': whole(0, 1_000_000_000, {
      description: 'How often the subscriber viewed it before this case.',
      examples: [1],
    }),
    'titles-before': whole(0, 1_000_000_000, {
      description: 'How many titles the subscriber bought before this case.',
      examples: [1],
    }),
    block: fee({
      description: 'The price of the block won at auction; replaces initial fee and accruals.',
      examples: [4.25],
    }),
    agreed: byPlainName(fee({ description: 'The price or credit.', examples: ['25 cents'] }), {
      description: 'Prices won at auction for single intervals, credits for commercials.',
      examples: [{ 'commercial-1': '25 cents' }],
    }),
  },
  [],
  { description: 'The circumstances.', examples: [{ started: '2000-01-01T00:30' }] },
);

const tariff: Schema = {
  ...TARIFF,
  type: ['string', 'object'],
  minLength: 1,
  title: 'the name of a tariff, or a tariff',
};
const timeline: Schema = {
  type: ['string', 'array', 'object'],
  minLength: 1,
  minItems: 1,
  maxItems: 10_000,
  items: ELEMENT,
  properties: TIMELINE_PROPERTIES,
  required: ['elements'],
  additionalProperties: false,
  title: 'the name of a timeline, a timeline, or a list of elements',
};

/** What the properties of sessions use, in whatever a session is part of. */
export const SESSION_DEFINITIONS: Readonly<Record<string, Schema>> = {
  tariff,
  timeline,
  facts: FACTS,
  event,
  usage,
};

/** What one session is; a case that is one session has these keys itself. */
export const SESSION_PROPERTIES: Readonly<Record<string, Schema>> = {
  tariff: use('tariff', {
    description: 'By what it is rated: one of "tariffs", or one of its own.',
    examples: ['standard', { initial: 1, programming: '6 cents per minute' }],
  }),
  timeline: use('timeline', {
    description: 'What was played: one of "timelines", or one of its own.',
    examples: ['figure-1a', [{ id: 'programme', length: '83m30s' }]],
  }),
  'frames-per-second': FRAMES_PER_SECOND,
  cast: {
    type: 'object',
    additionalProperties: nameList('a name such as Actor A', {
      description: 'Who performs in the element.',
      examples: [['Actor A']],
    }),
    maxProperties: 10_000,
    title: 'a mapping from elements to lists of people',
    description: 'Who performs in which element of a timeline of its own.',
    examples: [{ 'scene-2': ['Actor A', 'Actor B'] }],
  },
  rights: RIGHTS,
  facts: use('facts', {
    description: 'The circumstances.',
    examples: [{ started: '2000-01-01T00:30' }],
  }),
  events: list(use('event', EVENT_ABOUT), 1, {
    description: 'What the viewer did, in order of time; without a STOP it plays to the end.',
    examples: [
      [
        { t: 0, type: 'PLAY' },
        { t: 5400, type: 'STOP' },
      ],
    ],
  }),
  usage: list(use('usage', USAGE_ABOUT), 0, {
    description: 'What was played, as amounts, instead of events.',
    examples: [[{ element: 'interval-1', seconds: 1200 }]],
  }),
  pauses: list(pause, 0, {
    description: 'Beside "usage": the pauses.',
    examples: [[{ at: '10:00', length: '7m45s' }]],
  }),
  answered: nameList('a commercial', {
    description: 'Beside "usage": the commercials that were answered in time.',
    examples: [['commercial-1']],
  }),
  surveys: nameList('a survey of the tariff', {
    description: 'The surveys and promotions taken part in.',
    examples: [['survey']],
  }),
};
