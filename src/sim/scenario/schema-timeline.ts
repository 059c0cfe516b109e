/**
 * Schema timeline: the part of a schema that says what transmissions consist of.
 */
import { NAME_PATTERN } from './names.ts';
import { fee, feeRate, mediaTime, nameList } from './schema-fee.ts';
import { byName, exactlyOne, list, mapping, type Schema, text, word } from './schema-part.ts';

/** The words for what an element is; the last two mean the same as the first two. */
export const ELEMENT_KIND_WORDS = ['programme', 'subsidy', 'program', 'commercial'] as const;

const elementName = (description: string, example: string): Schema => ({
  ...text('a name of lower-case letters, digits and dashes', { description, examples: [example] }),
  pattern: NAME_PATTERN,
});

/** One item of `elements`. */
export const ELEMENT: Schema = mapping(
  {
    id: elementName('Its name, unique in its timeline.', 'interval-1'),
    kind: word(ELEMENT_KIND_WORDS, {
      description:
        'Programme is charged for, a subsidy (a commercial) is credited; programme when absent.',
      examples: ['subsidy'],
    }),
    length: mediaTime({
      description: 'How long it is; it begins where the one before it ends.',
      examples: ['20m', '20:00', 1200],
    }),
    start: mediaTime({
      description: 'Where it begins, which is where the one before it ends.',
      examples: ['20:00', 1200],
    }),
    end: mediaTime({
      description: 'Where it ends, instead of its length.',
      examples: ['22:00', 1320],
    }),
    unit: word(['s', 'frame'], {
      description: "What its numbers count; the timeline's tick when absent.",
      examples: ['s'],
    }),
    people: nameList('a name such as Actor A', {
      description: 'Who performs in it.',
      examples: [['Actor A', 'Actor B']],
    }),
    works: nameList('a name such as Soundtrack A', {
      description: 'The works heard or seen in it.',
      examples: [['Soundtrack A']],
    }),
    line: elementName(
      'The line of the bill it counts to, with others of that line; its own when absent.',
      'programming',
    ),
    part: elementName(
      'What it is a part of: the commercial that scenes make up; itself when absent.',
      'commercial-1',
    ),
    response: word(['required'], {
      description: 'Of a subsidy: it is credited only when the viewer responds.',
      examples: ['required'],
    }),
    sponsor: text('a name such as soap-maker', {
      description: "Of a subsidy: who pays its credit; the network's own sponsor when absent.",
      examples: ['soap-maker'],
    }),
  },
  ['id'],
  {
    description: 'A stretch in which nothing changes that fees depend on.',
    examples: [{ id: 'commercial-1', kind: 'subsidy', length: '2m' }],
  },
  { ...exactlyOne(['length', 'end']), dependencies: { start: ['end'] } },
);

const right = mapping(
  {
    holder: text('a name such as Actor A', { description: 'Who is paid.', examples: ['Actor A'] }),
    work: text('a name such as Soundtrack A', {
      description: 'The work the right is in; the timeline itself when absent.',
      examples: ['Soundtrack A'],
    }),
    rate: feeRate({
      description: 'So much while the holder performs, or while the work is heard or seen.',
      examples: ['3 cents per minute'],
    }),
    fixed: fee({ description: 'So much each time, whatever is played of it.', examples: [0.1] }),
    per: word(['performance', 'segment'], {
      description: 'How often "fixed" is due: once a session, or for each element that is begun.',
      examples: ['segment'],
    }),
  },
  ['holder'],
  {
    description: 'What a rights holder gets for what is played.',
    examples: [{ holder: 'Actor A', rate: '3 cents per minute' }],
  },
  { ...exactlyOne(['rate', 'fixed']), dependencies: { per: ['fixed'] } },
);

/** What a timeline may be played in: frames so many a second. */
export const FRAMES_PER_SECOND: Schema = {
  type: ['number', 'string'],
  title: 'frames per second, such as 24, 23.976 or 30000/1001',
  description: 'How many frames a second has; needed where frames are counted or charged for.',
  examples: [24, '30000/1001'],
};
export const ELEMENTS: Schema = list(ELEMENT, 1, {
  description: 'What it consists of, in order and without gaps.',
  examples: [[{ id: 'interval-1', length: '20m' }]],
});
export const RIGHTS: Schema = list(right, 0, {
  description: 'Who gets a royalty for it, in the order of the statement.',
  examples: [[{ holder: 'Actor A', rate: '3 cents per minute' }]],
});

/** The keys of a timeline. */
export const TIMELINE_PROPERTIES: Readonly<Record<string, Schema>> = {
  tick: word(['seconds', 'frames'], {
    description: 'What its numbers count; seconds when absent.',
    examples: ['frames'],
  }),
  'frames-per-second': FRAMES_PER_SECOND,
  elements: ELEMENTS,
  rights: RIGHTS,
};

/** The timelines of a file, by name. */
export const TIMELINES: Schema = byName(
  mapping(TIMELINE_PROPERTIES, ['elements'], {
    description: 'What a transmission consists of, commercials included.',
    examples: [{ elements: [{ id: 'programme', length: '83m30s' }] }],
  }),
  NAME_PATTERN,
  {
    description: 'What is played, by name.',
    examples: [{ 'figure-1b': { elements: [{ id: 'programme', length: '83m30s' }] } }],
  },
);
