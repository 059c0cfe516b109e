import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LowSync } from 'lowdb';
import { JSONFileSync } from 'lowdb/node';
import { expect, test } from 'vitest';
import type { CataloguedRun } from '../../src/cli/run-catalogue.ts';
import type { SubscriberEntry } from '../../src/cli/subscriber-database.ts';
import { headend, scratch } from './headend.ts';

const directory = scratch();

/** What lowdb reads from a data directory. */
function kept(name: string) {
  const read = <Content>(base: string, start: Content): Content => {
    const store = new LowSync(new JSONFileSync<Content>(join(directory, name, base)), start);
    store.read();
    return store.data;
  };
  return {
    ...read('runs.json', { runs: [] as CataloguedRun[] }),
    ...read('subscribers.json', { subscribers: [] as SubscriberEntry[] }),
  };
}

function keep(name: string, ...more: readonly string[]) {
  return headend(directory, ['run', 'night.yaml', '--data', name, ...more]);
}

test('a run is catalogued, with what it did to each subscriber', () => {
  expect(keep('once', '--trace', 'night.ndjson').code).toBe(0);
  const { runs, subscribers } = kept('once');
  expect(runs).toMatchObject([{ scenario: 'night', seed: 39, holds: true, trace: 'night.ndjson' }]);
  const run = runs[0]?.run;
  expect(subscribers).toMatchObject([
    {
      subscriber: 'client/alice',
      orders: [{ run, order: 'alice-1', outcome: 'order.completed' }],
      bills: [{ run, bill: { dueMinor: 399 } }],
    },
    { subscriber: 'client/bob', orders: [{ run }], bills: [{ run, bill: { dueMinor: 399 } }] },
  ]);
});

test('the same run is catalogued once, another one is added', () => {
  keep('twice');
  const before = ['runs.json', 'subscribers.json'].map((name) =>
    readFileSync(join(directory, 'twice', name), 'utf8'),
  );
  expect(keep('twice').code).toBe(0);
  const after = ['runs.json', 'subscribers.json'].map((name) =>
    readFileSync(join(directory, 'twice', name), 'utf8'),
  );
  expect(after).toEqual(before);
  expect(keep('twice', '--seed', '40').code).toBe(0);
  const { runs, subscribers } = kept('twice');
  expect(runs.map(({ seed }) => seed)).toEqual([39, 40]);
  expect(subscribers.map(({ orders }) => orders.length)).toEqual([2, 2]);
});

test.each(['runs.json', 'subscribers.json'])(
  'a broken %s ends with 2, is named with a remedy, and is left as it is',
  (name) => {
    const path = join(`broken-${name}`, name);
    for (const text of ['{ "runs": [', '[]', '{ "other": 1 }']) {
      mkdirSync(join(directory, `broken-${name}`), { recursive: true });
      writeFileSync(join(directory, path), text);
      const { code, err } = keep(`broken-${name}`);
      expect(code).toBe(2);
      expect(err).toContain(`${path} cannot be used`);
      expect(err).toContain('Give --data another directory, or move that file away.');
      expect(readFileSync(join(directory, path), 'utf8')).toBe(text);
    }
  },
);

test('a directory that cannot be made ends with 2 and is named', () => {
  const { code, err } = keep('night.yaml');
  expect(code).toBe(2);
  expect(err).toContain('night.yaml');
});
