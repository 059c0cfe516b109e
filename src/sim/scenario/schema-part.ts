/**
 * Schema part: the small JSON Schemas that the scenario schema is put together from.
 *
 * Every part carries a `title` that finishes the sentence "expected ...", because mistakes are told in
 * these words (shape.ts), a `description` for people and `examples` for editors to complete.
 * No part is a choice between schemas where one keyword per type says the same: a validator that
 * tries alternatives reports the mistakes of all of them.
 */

/** A JSON Schema, draft 7. */
export type Schema = Readonly<Record<string, unknown>>;

interface About {
  readonly description: string;
  readonly examples: readonly unknown[];
}

const SPAN = '^([0-9]+(\\.[0-9]+)?(us|ms|s|m|h|d))+$';
const CLOCK = '([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?';
const CIVIL = `[0-9]{4}-[0-9]{2}-[0-9]{2}(T${CLOCK}Z?)?`;
/** Longer than any title, sentence or pattern. */
const TEXT_LENGTH_MAX = 500;
/** More entries than any list that is written by hand. */
const ITEMS_MAX = 10_000;

/** A title, a sentence or a pattern; `title` says which. */
export function text(title: string, about: About): Schema {
  return { type: 'string', minLength: 1, maxLength: TEXT_LENGTH_MAX, title, ...about };
}

/** Prose of any length. */
export function prose(about: About): Schema {
  return { type: 'string', title: 'text', ...about };
}

/** True or false. */
export function flag(about: About): Schema {
  return { type: 'boolean', title: 'true or false', ...about };
}

/** One of some words. */
export function word(words: readonly string[], about: About): Schema {
  return { type: 'string', enum: words, title: `one of ${words.join(', ')}`, ...about };
}

/** A whole number from `min` to `max`, both included. */
export function whole(min: number, max: number, about: About): Schema {
  return {
    type: 'integer',
    minimum: min,
    maximum: max,
    title: `a whole number from ${min} to ${max}`,
    ...about,
  };
}

/** A span of time with its unit; quantity.ts reads it in microseconds. */
export function span(about: About): Schema {
  return { type: 'string', pattern: SPAN, title: 'a span such as 20ms, 1.5s or 1h30m', ...about };
}

/** A bit rate with its unit; quantity.ts reads it in bits per second. */
export function rate(about: About): Schema {
  const pattern = '^[0-9]+(\\.[0-9]+)?(bit|kbit|Mbit|Gbit)/s$';
  return { type: 'string', pattern, title: 'a rate such as 56kbit/s or 4Mbit/s', ...about };
}

/** A percentage; quantity.ts reads it in parts per million. */
export function percent(about: About): Schema {
  const pattern = '^[0-9]+(\\.[0-9]+)?%$';
  return { type: 'string', pattern, title: 'a percentage from 0% to 100%, such as 1.5%', ...about };
}

/** An amount of money in the major unit; `about.description` says whether it may be negative. */
export function amount(about: About): Schema {
  const pattern = '^-?[0-9]+(\\.[0-9]{1,2})?$';
  return {
    type: ['number', 'string'],
    pattern,
    title: 'an amount with at most two decimals, such as 3.99',
    ...about,
  };
}

/** A clock time of the start's day, or a date with one; a span too where `orSpan`. */
export function instant(orSpan: boolean, about: About): Schema {
  const pattern = orSpan ? `^(${CLOCK}|${CIVIL})$|${SPAN}` : `^(${CLOCK}|${CIVIL})$`;
  const title = `a time such as 19:30 or 2026-06-06T19:30${orSpan ? ', or a span such as 4h' : ''}`;
  return { type: 'string', pattern, title, ...about };
}

/** A date, with or without a time, in UTC. */
export function civil(about: About): Schema {
  const title = 'a date and time such as 2026-06-06T19:00';
  return { type: 'string', pattern: `^${CIVIL}$`, title, ...about };
}

/** A list of at least `min` items. */
export function list(items: Schema, min: number, about: About): Schema {
  const title = min > 0 ? 'a list that is not empty' : 'a list';
  return { type: 'array', items, minItems: min, maxItems: ITEMS_MAX, title, ...about };
}

/** A mapping with exactly these keys, those in `required` always. */
export function mapping(
  properties: Readonly<Record<string, Schema>>,
  required: readonly string[],
  about: About,
  more: Schema = {},
): Schema {
  const title = `a mapping of ${Object.keys(properties).slice(0, 4).join(', ')}`;
  return {
    type: 'object',
    properties,
    required,
    additionalProperties: false,
    title,
    ...about,
    ...more,
  };
}

/** Beside a mapping: exactly one of these keys is in it. */
export function exactlyOne(keys: readonly string[]): Schema {
  return { oneOf: keys.map((key) => ({ required: [key] })) };
}

/** A mapping from ids to `value`. */
export function byName(value: Schema, namePattern: string, about: About): Schema {
  return {
    type: 'object',
    propertyNames: { pattern: namePattern },
    additionalProperties: value,
    title: 'a mapping from names to what they are',
    ...about,
  };
}

/** A use of a definition, with its own words. */
export function use(definition: string, about: About): Schema {
  // Draft 7 ignores what stands beside a $ref, hence the list of one.
  return { allOf: [{ $ref: `#/definitions/${definition}` }], ...about };
}

/** A distribution of spans, or of whole numbers. */
export function distribution(of: 'spans' | 'counts'): Schema {
  const isSpans = of === 'spans';
  const [bare, example] = isSpans
    ? [{ pattern: SPAN }, '5s']
    : [{ minimum: 1, maximum: 1_000_000 }, 3];
  const properties = distributionKinds(isSpans);
  return {
    type: [isSpans ? 'string' : 'integer', 'object'],
    ...bare,
    properties,
    additionalProperties: false,
    minProperties: 1,
    maxProperties: 1,
    title: `${isSpans ? 'a span' : 'a whole number'} such as ${example}, or one of ${Object.keys(properties).join(', ')}`,
    description: `How ${of} are drawn; a single value is always the same.`,
    examples: [example, { uniform: isSpans ? ['0s', '2h'] : [1, 3] }],
  };
}

function distributionKinds(isSpans: boolean): Readonly<Record<string, Schema>> {
  const [example, ends] = isSpans ? ['5s', ['0s', '2h']] : [3, [1, 3]];
  const one = (description: string): Schema => {
    const about = { description, examples: [example] };
    return isSpans ? span(about) : whole(1, 1_000_000, about);
  };
  return {
    constant: one('Always the same.'),
    uniform: {
      ...list(one('The least, then the greatest.'), 2, {
        description: 'Every value from the first to the second, equally often.',
        examples: [ends],
      }),
      maxItems: 2,
      title: 'two values, the least and the greatest',
    },
    exponential: one('The mean of a waiting time without memory.'),
    normal: mapping(
      { mean: one('The mean.'), deviation: one('The standard deviation.') },
      ['mean', 'deviation'],
      {
        description: 'A normal distribution; below zero counts as zero.',
        examples: [{ mean: example, deviation: example }],
      },
    ),
    lognormal: mapping(
      {
        median: one('Half of all values lie below.'),
        sigma: {
          type: 'number',
          minimum: 0,
          maximum: 10,
          title: 'a number from 0 to 10',
          description: "The standard deviation of the value's logarithm: the weight of the tail.",
          examples: [0.5],
        },
      },
      ['median', 'sigma'],
      { description: 'Its logarithm is normal.', examples: [{ median: example, sigma: 0.5 }] },
    ),
    empirical: list(weighted(one('A value that was seen.'), example), 1, {
      description: 'Values as they were measured, each as often as its weight says.',
      examples: [[{ value: example, weight: 2 }]],
    }),
  };
}

/** A value and how often it is chosen, in proportion to the other weights. */
export function weighted(value: Schema, example: unknown, key = 'value'): Schema {
  const weight = whole(1, 1_000_000, {
    description: 'How often, beside the others.',
    examples: [3],
  });
  return mapping({ [key]: value, weight }, [key, 'weight'], {
    description: 'A choice and its weight.',
    examples: [{ [key]: example, weight: 3 }],
  });
}
