/**
 * Schema: what a scenario file may say, as JSON Schema draft 7, for editors and for shape.ts.
 *
 *     # yaml-language-server: $schema=./scenario.schema.json
 *
 * It is published as scenarios/scenario.schema.json, which a test compares with this
 * (test/sim/scenario/schema.test.ts). References, units and sums are checked by build.ts.
 */
import { MEDIA_DEFINITIONS } from './schema-media.ts';
import { NETWORK_PROPERTIES } from './schema-network.ts';
import {
  civil,
  distribution,
  instant,
  list,
  mapping,
  prose,
  type Schema,
  text,
  whole,
} from './schema-part.ts';
import { PEOPLE_PROPERTIES } from './schema-people.ts';
import { STORY_PROPERTIES } from './schema-story.ts';
import { TARIFFS } from './schema-tariff.ts';
import { TIMELINES } from './schema-timeline.ts';
import { AUCTIONS } from './schema-viewing.ts';

const path = text('the path of a scenario file', {
  description: 'Relative to this file.',
  examples: ['networks/metropolis.yaml'],
});

const scenario = mapping(
  {
    scenario: text('a title', {
      description: 'The title.',
      examples: ['Saturday night on six media'],
    }),
    about: prose({
      description: 'What it is about, in prose.',
      examples: ['The whole network once.'],
    }),
    extends: {
      ...list(path, 1, {
        description:
          'Files this one is laid over: mappings merge by key, everything else replaces.',
        examples: ['networks/metropolis.yaml'],
      }),
      type: ['string', 'array'],
      title: 'the path of a scenario file, or a list of paths',
    },
    seed: whole(0, Number.MAX_SAFE_INTEGER, {
      description: 'Decides every draw; 1 when absent.',
      examples: [39],
    }),
    starts: civil({
      description: 'The civil time (UTC) at which the run starts; 2026-06-01T19:00 when absent.',
      examples: ['2026-06-06T19:00'],
    }),
    until: instant(true, {
      description: 'When the run stops; when nothing is pending if absent.',
      examples: ['23:59', '2026-06-07T01:00', '4h'],
    }),
    currency: {
      type: 'string',
      pattern: '^[A-Za-z]{1,12}$',
      title: 'a currency such as USD',
      description: 'What amounts are in; USD when absent.',
      examples: ['USD'],
    },
    limits: mapping(
      {
        events: whole(1, 1_000_000_000_000, {
          description: 'The events after which a run counts as a runaway; 5000000 when absent.',
          examples: [5_000_000],
        }),
      },
      [],
      { description: 'Limits of the run.', examples: [{ events: 5_000_000 }] },
    ),
    ...NETWORK_PROPERTIES,
    timelines: TIMELINES,
    tariffs: TARIFFS,
    auctions: AUCTIONS,
    ...PEOPLE_PROPERTIES,
    ...STORY_PROPERTIES,
  },
  // Nothing is required here: a file may leave it to the files it extends (build.ts).
  [],
  {
    description: 'A network, the people on it, what happens and what must come of it.',
    examples: [{ scenario: 'Saturday night', sources: {} }],
  },
);

/** The JSON Schema of a scenario file with everything it extends. */
export const SCENARIO_SCHEMA: Schema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  ...scenario,
  definitions: {
    spans: distribution('spans'),
    counts: distribution('counts'),
    ...MEDIA_DEFINITIONS,
  },
};

/** The schema as the text of scenarios/scenario.schema.json. */
export function renderSchema(): string {
  return `${JSON.stringify(SCENARIO_SCHEMA, null, 2)}\n`;
}
