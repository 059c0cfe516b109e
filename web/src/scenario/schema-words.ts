/**
 * Schema words: what the schema of scenarios allows at a place: keys, words of a list, and what they mean.
 */
import type { YamlPlace } from './yaml-place.ts';

/** What is read of a JSON schema. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly title?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
  readonly examples?: readonly unknown[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly $ref?: string;
  readonly definitions?: Readonly<Record<string, Schema>>;
}

export interface Proposal {
  readonly word: string;
  /** What is put into the text for it. */
  readonly insert: string;
  readonly about: string;
}
export interface Advice {
  readonly proposals: readonly Proposal[];
  /** What belongs here, in words. */
  readonly about: string;
}

/** What can be written at a place. */
export function adviceAt(root: Schema, place: YamlPlace): Advice {
  const here = schemasAt(root, place.path);
  if (here.length === 0 || place.is === 'text') return { proposals: [], about: '' };
  const isKey = place.is === 'key';
  const words = isKey ? keysOf(here, place) : valuesOf(here);
  const needle = place.prefix.replace(/^["']/, '').toLowerCase();
  const fits = ({ word }: Proposal) =>
    word.toLowerCase().startsWith(needle) && word !== place.prefix;
  const proposals = words.filter(fits);
  // A place that waits for a list's items proposes them where no key is known.
  const items = isKey && words.length === 0 ? valuesOf(here).filter(fits) : [];
  const about = here
    .map(({ description, title }) => description ?? title ?? '')
    .find((text) => text !== '');
  return { proposals: [...proposals, ...items], about: about ?? '' };
}

function keysOf(here: readonly Schema[], { taken }: YamlPlace): readonly Proposal[] {
  const proposals = new Map<string, Proposal>();
  for (const { properties = {}, required = [] } of here) {
    for (const [word, schema] of Object.entries(properties)) {
      if (taken.has(word)) continue;
      const needed = required.includes(word) ? '(needed) ' : '';
      const about = `${needed}${schema.description ?? schema.title ?? ''}`;
      proposals.set(word, { word, insert: `${word}: `, about });
    }
  }
  return [...proposals.values()];
}

function valuesOf(here: readonly Schema[]): readonly Proposal[] {
  const proposals = new Map<string, Proposal>();
  for (const schema of here) {
    const about = schema.title ?? schema.description ?? '';
    const add = (word: string, said: string) => {
      if (!proposals.has(word)) proposals.set(word, { word, insert: word, about: said });
    };
    for (const word of schema.enum ?? []) add(String(word), about);
    if (schema.type === 'boolean') for (const word of ['true', 'false']) add(word, about);
    const isOpen = schema.enum === undefined && schema.type !== 'object' && schema.type !== 'array';
    for (const example of isOpen ? (schema.examples ?? []) : []) {
      if (typeof example !== 'object') add(quotedWhereNeeded(example), `such as this: ${about}`);
    }
  }
  return [...proposals.values()];
}

/** A clock time would be read as a number in YAML. */
function quotedWhereNeeded(example: unknown): string {
  const text = String(example);
  return typeof example === 'string' && /^\d+:\d|[:#]\s|^[&*!%@{[]/.test(text)
    ? JSON.stringify(text)
    : text;
}

/** The schemas that a path leads to; several where the schema leaves a choice. */
export function schemasAt(root: Schema, path: readonly string[]): readonly Schema[] {
  let here = chosen(root, [root]);
  for (const key of path)
    here = chosen(
      root,
      here.flatMap((schema) => inside(schema, key)),
    );
  return here;
}

function inside(
  { items, properties, additionalProperties }: Schema,
  key: string,
): readonly Schema[] {
  if (key === '-') return items === undefined ? [] : [items];
  const named = properties?.[key];
  if (named !== undefined) return [named];
  return typeof additionalProperties === 'object' ? [additionalProperties] : [];
}

/** Each schema with its choices and references followed. */
function chosen(root: Schema, schemas: readonly Schema[], depth = 0): readonly Schema[] {
  if (depth > 8) return schemas;
  return schemas.flatMap((schema) => {
    const name = schema.$ref?.split('/').at(-1) ?? '';
    const referred = root.definitions?.[name];
    const parts = [
      ...(referred === undefined ? [] : [referred]),
      ...(schema.oneOf ?? []),
      ...(schema.anyOf ?? []),
      ...(schema.allOf ?? []),
    ];
    return [schema, ...chosen(root, parts, depth + 1)];
  });
}
