/**
 * Record schema: what one line of a record file may be, as a JSON Schema (draft 07).
 *
 *     line 1: header      every other line: a record      last line: footer
 *
 * Published as `scenarios/record.schema.json` for other tools; the reader of files (record-file.ts)
 * checks each line against the same definitions. They follow record.ts, field by field:
 * test/sim/record-schema.test.ts holds the two together.
 */
import { FORMAT } from './record.ts';

type Schema = Readonly<Record<string, unknown>>;

const text = (description: string): Schema => ({ type: 'string', description });
const textOrNull = (description: string): Schema => ({ type: ['string', 'null'], description });
const whole = (description: string, minimum: number): Schema => ({
  type: 'integer',
  minimum,
  description,
});
const flag = (description: string): Schema => ({ type: 'boolean', description });
const fieldsOf = (description: string): Schema => ({ type: 'object', description });
const oneOf = (words: readonly string[], description: string): Schema => ({
  enum: words,
  description,
});

/** An object with exactly these fields, all of them required unless named as optional. */
function object(description: string, properties: Schema, optional: readonly string[] = []): Schema {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: 'object', description, properties, required, additionalProperties: false };
}

/** The fields every record has, with the kind, or kinds, it may say. */
function record(
  description: string,
  kind: Schema,
  properties: Schema,
  optional: readonly string[] = [],
): Schema {
  const common = {
    seq: whole('Counts from 1 without gaps.', 1),
    atUs: whole('When, in whole virtual microseconds since the start.', 0),
    cause: {
      type: ['integer', 'null'],
      minimum: 1,
      description: 'The seq of the record that led to this one; null for what the script does.',
    },
    actor: text('Whose doing it is: a participant, a process, a channel, or `script`.'),
    kind,
    type: text('The message, event, document or outcome type.'),
    conversation: textOrNull('The business flow: an order id or a document number.'),
  };
  return object(description, { ...common, ...properties }, optional);
}

const travel = {
  from: text('The sender.'),
  to: text('The receiver.'),
  channel: text('The channel it travels on; `local` inside a hub.'),
  requestId: text('Names the request that the message makes or answers.'),
};
const HANDLINGS = ['new', 'answered-again', 'in-progress', 'conflict', 'stale'];

const DEFINITIONS = {
  header: object('The first line: what was run.', {
    format: { const: FORMAT.format },
    version: { const: FORMAT.version },
    scenario: text('The name of the scenario.'),
    seed: { type: 'integer', description: 'The seed of the run.' },
    epochUs: { type: 'integer', description: 'atUs 0 in microseconds since 1970-01-01T00:00Z.' },
    currency: text('The unit of every amount; amounts are in its minor unit.'),
  }),
  footer: object('The last line of a complete file.', {
    end: { const: true },
    records: whole('How many records the file has.', 0),
    fingerprint: {
      type: 'string',
      pattern: '^[0-9a-f]{64}$',
      description: 'SHA-256 of the records as lines, each with its line feed.',
    },
  }),
  stimulus: record(
    'The script, or a population, did something.',
    { const: 'stimulus' },
    { text: text('What was done, in words.') },
  ),
  sent: record(
    'A message was put on a channel.',
    { const: 'sent' },
    {
      ...travel,
      attempt: whole('1 for the first sending, 2 for the first repetition.', 1),
      bytes: whole('Size on the wire.', 0),
      body: fieldsOf("The message's own fields."),
    },
  ),
  delivered: record(
    'A message arrived.',
    { const: 'delivered' },
    {
      ...travel,
      handled: oneOf(HANDLINGS, 'What became of it; `new` went to the machine.'),
      body: fieldsOf('Only where it differs from what was sent.'),
    },
    ['body'],
  ),
  lost: record(
    'A message will never arrive.',
    { const: 'lost' },
    {
      ...travel,
      reason: text('Why.'),
    },
  ),
  transition: record(
    'A machine took an event.',
    { const: 'transition' },
    {
      was: text('The state before.'),
      state: text('The state after.'),
      ignored: flag('True when nothing came of the event.'),
    },
  ),
  life: record('A machine began, or came to its end.', oneOf(['started', 'stopped'], 'Which.'), {
    machine: text('The machine.'),
    state: text('Its state.'),
  }),
  posting: record(
    'A balanced entry was posted to the ledger.',
    { const: 'posting' },
    {
      id: text('The id of the entry.'),
      currency: text('Its currency.'),
      legs: {
        type: 'array',
        minItems: 2,
        description: 'The movements; their amounts sum to zero.',
        items: object('One movement.', {
          account: text('The account.'),
          amountMinor: {
            type: 'integer',
            description: 'Positive: it receives; negative: it gives.',
          },
        }),
      },
    },
  ),
  document: record(
    'A bill or settlement statement was issued.',
    { const: 'document' },
    {
      number: text('The number of the document.'),
      body: fieldsOf('The document.'),
    },
  ),
  outcome: record(
    'Something ended in a way worth checking.',
    { const: 'outcome' },
    {
      detail: {
        type: 'object',
        description: 'How it ended.',
        additionalProperties: { type: ['string', 'number', 'boolean'] },
      },
    },
  ),
  failure: record(
    'A property was violated, or an actor failed.',
    { const: 'failure' },
    {
      text: text('What failed.'),
    },
  ),
} as const;

/** The names of the definitions: one for each form a line can have. */
export type LineForm = keyof typeof DEFINITIONS;

/** The form of the line that a record of each kind takes; null for a kind that does not exist. */
export function lineFormOf(kind: unknown): LineForm | null {
  if (kind === 'started' || kind === 'stopped') return 'life';
  if (kind === 'header' || kind === 'footer' || kind === 'life') return null;
  return typeof kind === 'string' && Object.hasOwn(DEFINITIONS, kind) ? (kind as LineForm) : null;
}

/** The JSON Schema of one line of a record file. */
export const RECORD_SCHEMA = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'One line of a Headend record file (NDJSON)',
  anyOf: Object.keys(DEFINITIONS).map((form) => ({ $ref: `#/definitions/${form}` })),
  definitions: DEFINITIONS,
} as const;

/** The text of the published schema file. */
export function recordSchemaText(): string {
  return `${JSON.stringify(RECORD_SCHEMA, null, 2)}\n`;
}
