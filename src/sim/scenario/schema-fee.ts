/**
 * Schema fee: the parts of a schema that say what something costs or earns.
 *
 * Their texts are checked by fee-text.ts, which knows the fee units and names the word that is wrong.
 */
import { list, type Schema, text } from './schema-part.ts';

interface About {
  readonly description: string;
  readonly examples: readonly unknown[];
}

/** An amount: a number in the major unit, or text with its unit. */
export function fee(about: About): Schema {
  return written('an amount such as 1.00, 6 cents or 5 points', about);
}

/** A fee for each second, minute, hour or frame. */
export function feeRate(about: About): Schema {
  return written('a rate such as 6 cents per minute or 1/200 cent per frame', about);
}

/** A length or a position of a timeline. */
export function mediaTime(about: About): Schema {
  return written('a time such as 20m, 1h30m or "20:00", or a number of seconds or frames', about);
}

/** Names of people, works, groups and the like. */
export function nameList(title: string, about: About): Schema {
  const example = about.examples[0];
  const [first] = Array.isArray(example) ? (example as readonly unknown[]) : [];
  const name = text(title, { description: 'A name.', examples: [first] });
  return list(name, 0, about);
}

/** A mapping from names that people have, with capitals and blanks, to `value`. */
export function byPlainName(value: Schema, about: About): Schema {
  return {
    type: 'object',
    additionalProperties: value,
    maxProperties: 10_000,
    title: 'a mapping from names to fees',
    ...about,
  };
}

function written(title: string, about: About): Schema {
  return { type: ['number', 'string'], minLength: 1, maxLength: 80, title, ...about };
}
