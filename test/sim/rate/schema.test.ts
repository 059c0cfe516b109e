import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { RATE_SCHEMA, renderRateSchema } from '../../../src/sim/rate/schema.ts';
import { SHARED } from './rate-text.ts';

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

describe('the rate schema', () => {
  const properties = propertiesIn(RATE_SCHEMA, '');

  test('is published as it is', async () => {
    await expect(renderRateSchema()).toMatchFileSnapshot('../../../scenarios/rate.schema.json');
  });

  test('describes every property with examples that are valid', () => {
    // Sessions alone have 11 properties, tariffs 21.
    expect(properties.length).toBeGreaterThan(100);
    const compiled = new Map<unknown, boolean>();
    for (const [path, property] of properties) {
      expect(property, path).toMatchObject({
        description: expect.stringMatching(/\S.*\.$/),
        examples: expect.arrayContaining([expect.anything()]),
      });
      if (compiled.has(property)) continue;
      compiled.set(property, true);
      const schema = { ...property, definitions: RATE_SCHEMA.definitions };
      const isValid = new Ajv({ strict: false }).compile(schema);
      for (const example of property.examples as readonly unknown[]) {
        expect(isValid(example), `${path}: ${JSON.stringify(example)}`).toBe(true);
      }
    }
  });

  test('accepts a rate file, and refuses one with a word it does not know', () => {
    const validate = new Ajv({ allowUnionTypes: true }).compile(RATE_SCHEMA);
    expect(validate(parse(SHARED))).toBe(true);
    expect(validate({ ...parse(SHARED), tarifs: {} })).toBe(false);
  });
});
