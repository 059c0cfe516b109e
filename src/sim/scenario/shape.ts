/**
 * Shape: checks a document against its schema, a scenario's or another, and tells mistakes in its words.
 *
 *     document --plain--> validator --errors--> problems with file, line, column and nearest word
 */
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { type Place, pathTo, plainOf, shown, type Value } from './document.ts';
import { nearest, oneOf, quoted } from './problem.ts';
import type { Mistake, ProblemList } from './problem-list.ts';
import { SCENARIO_SCHEMA } from './schema.ts';
import type { Schema } from './schema-part.ts';

/** The details that the validator gives with an error, by keyword. */
interface Params {
  readonly additionalProperty?: string;
  readonly propertyName?: string;
  readonly missingProperty?: string;
  readonly property?: string;
  readonly limit?: number;
  readonly allowedValues?: readonly unknown[];
}

/** What is used here of a part of the schema. */
interface Part {
  readonly title?: string;
  readonly properties?: Readonly<Record<string, Part>>;
  readonly allOf?: readonly { readonly $ref?: string }[];
}
type Definitions = Readonly<Record<string, Part>>;

/** Each schema is compiled once, when the first file of its kind is read. */
const validators = new Map<Schema, ValidateFunction>();

/** Reports everything in `document` that the schema does not allow. */
export function checkShape(
  document: Value,
  problems: ProblemList,
  schema: Schema = SCENARIO_SCHEMA,
): void {
  const validator = validatorOf(schema);
  if (validator(plainOf(document))) return;
  const { definitions = {} } = schema as { readonly definitions?: Definitions };
  for (const error of validator.errors ?? []) {
    if (problems.isFull) return;
    const mistake = mistakeOf(error, document, definitions);
    if (mistake !== null) problems.addUnlessKnown(mistake);
  }
}

function validatorOf(schema: Schema): ValidateFunction {
  const known = validators.get(schema);
  if (known !== undefined) return known;
  const options = { allErrors: true, verbose: true, allowUnionTypes: true, inlineRefs: false };
  const validator = new Ajv(options).compile(schema);
  validators.set(schema, validator);
  return validator;
}

/** The mistake behind a validator's error; null for an error that only adds detail to another. */
function mistakeOf(error: ErrorObject, document: Value, definitions: Definitions): Mistake | null {
  // The alternatives of "exactly one of these keys" fail one by one; oneOf itself says it all.
  if (error.schemaPath.includes('/oneOf/') || error.propertyName !== undefined) return null;
  const target = targetOf(document, error.instancePath);
  const { keyword } = error;
  const params: Params = error.params;
  if (keyword === 'additionalProperties') return unknownKey(error, target);
  if (keyword === 'propertyNames') {
    const name = String(params.propertyName);
    const expected = 'a name of lower-case letters, digits and dashes that begins with a letter';
    return { ...target.key(name), found: `the name ${quoted(name)}`, expected };
  }
  if (keyword === 'required') {
    const key = String(params.missingProperty);
    if (isMisspelt(key, error, target)) return null;
    const expected = `the key ${quoted(key)} (${titleOf(partOf(error).properties?.[key], definitions)})`;
    return { at: target.at, path: pathTo(target.path, key), found: 'nothing', expected };
  }
  if (keyword === 'dependencies') {
    const { property, missingProperty } = params;
    const found = `"${property}" without "${missingProperty}"`;
    return { ...target.key(String(property)), found, expected: `"${missingProperty}" beside it` };
  }
  if (keyword === 'oneOf' || keyword === 'minProperties' || keyword === 'maxProperties') {
    return wrongKeys(error, target, definitions);
  }
  if (keyword === 'enum' && target.value?.kind === 'scalar') {
    const words = (params.allowedValues ?? []).map(String);
    const near = nearest(target.value.text, words);
    return {
      ...target.itself,
      found: shown(target.value),
      expected: oneOf(words),
      nearest: near,
    };
  }
  const limit = keyword === 'maxLength' ? ` of at most ${params.limit} characters` : '';
  const expected = `${titleOf(partOf(error), definitions)}${limit}`;
  return { ...target.itself, found: shown(target.value), expected };
}

function unknownKey(error: ErrorObject, target: Target): Mistake {
  const name = String((error.params as Params).additionalProperty);
  const words = propertiesOf(error);
  return {
    ...target.key(name),
    found: `the key ${quoted(name)}`,
    expected: oneOf(words),
    nearest: nearest(name, words),
  };
}

/** True when a key that is not known was meant to be `key`; that one mistake is told by its own words. */
function isMisspelt(key: string, error: ErrorObject, { value }: Target): boolean {
  if (value?.kind !== 'mapping') return false;
  const words = propertiesOf(error);
  const unknown = [...value.entries.keys()].filter((name) => !words.includes(name));
  return unknown.some((name) => nearest(name, words) === key);
}

function wrongKeys(error: ErrorObject, target: Target, definitions: Definitions): Mistake {
  const alternatives = Array.isArray(error.schema)
    ? error.schema.map((choice: { required: readonly string[] }) => String(choice.required[0]))
    : propertiesOf(error);
  const keys = target.value?.kind === 'mapping' ? [...target.value.entries.keys()] : [];
  const chosen = keys.filter((key) => alternatives.includes(key));
  const found =
    chosen.length === 0 ? 'none of them' : chosen.map((key) => quoted(key)).join(' and ');
  const expected =
    alternatives.length === 0
      ? titleOf(partOf(error), definitions)
      : `exactly one of the keys ${alternatives.join(', ')}`;
  return { ...target.itself, found, expected };
}

/** What an error is about. */
interface Target {
  readonly path: string;
  readonly at: Place;
  readonly value: Value | null;
  readonly itself: { readonly at: Place; readonly path: string };
  /** The place and path of one of its keys. */
  key(name: string): { readonly at: Place; readonly path: string };
}

/** Follows a JSON pointer. */
function targetOf(document: Value, pointer: string): Target {
  let value: Value | null = document;
  let at = document.at;
  let path = '';
  for (const step of pointer.split('/').slice(1)) {
    const key = step.replaceAll('~1', '/').replaceAll('~0', '~');
    path = pathTo(path, key);
    if (value?.kind === 'mapping') value = value.entries.get(key)?.value ?? null;
    else value = value?.kind === 'list' ? (value.items[Number(key)] ?? null) : null;
    at = value?.at ?? at;
  }
  const found = value;
  return {
    path,
    at,
    value,
    itself: { at, path },
    key(name) {
      const entry = found?.kind === 'mapping' ? found.entries.get(name) : undefined;
      return { at: entry?.keyAt ?? at, path: pathTo(path, name) };
    },
  };
}

function propertiesOf(error: ErrorObject): readonly string[] {
  return Object.keys(partOf(error).properties ?? {});
}

function partOf(error: ErrorObject): Part {
  return (error.parentSchema ?? {}) as Part;
}

/** What a part of the schema calls itself: the end of "expected ...". */
function titleOf(part: Part | undefined, definitions: Definitions): string {
  const definition = part?.allOf?.[0]?.$ref?.split('/').at(-1);
  if (definition !== undefined) return titleOf(definitions[definition], definitions);
  return part?.title ?? 'something else';
}
