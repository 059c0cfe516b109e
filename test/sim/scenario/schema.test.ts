import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { renderSchema, SCENARIO_SCHEMA } from '../../../src/sim/scenario/schema.ts';
import { SMALL } from './small-network.ts';

type Part = Readonly<Record<string, unknown>>;

/** Every schema under a keyword that holds properties, with its path. */
function propertiesIn(part: unknown, path: string): readonly (readonly [string, Part])[] {
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([key, inner]) => {
    if (key !== 'properties') return propertiesIn(inner, `${path}/${key}`);
    return Object.entries(inner as Record<string, Part>).flatMap(([name, property]) => [
      [`${path}/${name}`, property] as const,
      ...propertiesIn(property, `${path}/${name}`),
    ]);
  });
}

describe('the scenario schema', () => {
  const ajv = new Ajv({ allowUnionTypes: true });
  const validate = ajv.compile(SCENARIO_SCHEMA);
  const properties = propertiesIn(SCENARIO_SCHEMA, '');

  test('is published as it is', async () => {
    await expect(renderSchema()).toMatchFileSnapshot('../../../scenarios/scenario.schema.json');
  });

  test('describes every property with examples', () => {
    // The root alone has 18 properties; far fewer than a hundred would mean that few were found.
    expect(properties.length).toBeGreaterThan(100);
    for (const [path, property] of properties) {
      expect(property, path).toMatchObject({
        description: expect.stringMatching(/\S.*\.$/),
        examples: expect.arrayContaining([expect.anything()]),
      });
    }
  });

  test('has examples that are valid', () => {
    for (const [path, property] of properties) {
      const schema = { ...property, definitions: SCENARIO_SCHEMA.definitions };
      const isValid = new Ajv({ strict: false }).compile(schema);
      for (const example of property.examples as readonly unknown[]) {
        expect(isValid(example), `${path}: ${JSON.stringify(example)}`).toBe(true);
      }
    }
  });

  test('allows no keys that it does not name', () => {
    const mappings = [SCENARIO_SCHEMA, ...properties.map(([, property]) => property)].filter(
      (part) => part.properties !== undefined,
    );
    expect(mappings.length).toBeGreaterThan(10);
    for (const mapping of mappings) expect(mapping).toMatchObject({ additionalProperties: false });
  });

  test('accepts a scenario, and refuses one with a word it does not know', () => {
    expect(validate(parse(SMALL))).toBe(true);
    expect(validate({ ...parse(SMALL), sead: 1 })).toBe(false);
  });
});
