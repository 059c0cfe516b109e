import { describe, expect, test } from 'vitest';
import { expectedSeconds, misfit } from '../../bench/fit.ts';
import { type Finding, growthOf, median, withFinding } from '../../bench/report.ts';
import { findingLines } from '../../bench/report-text.ts';
import { REPORT, row } from './figures.ts';

const lines = [...findingLines(REPORT)];

describe('a report', () => {
  test('begins with the machine and the versions', () => {
    expect(lines[0]).toBe('Linux 6.1, 2 x Some <Processor> & Co, 24 GiB, Node v20.20.2');
    expect(lines[1]).toContain('XState 5.33.3');
  });

  test('gives each program as a share of plain JavaScript, by rate and by CPU time', () => {
    const table = lines.slice(lines.findIndex((line) => line.startsWith('W2, purchases: 1,000 ')));
    const compiled = table.find((line) => line.trim().startsWith('compiled, unread '));
    // 200,000 of 400,000 messages/s; 2.5 of 5 us; no happy path was measured; itself.
    expect(compiled?.trim().split(/\s{2,}/)).toEqual([
      'compiled, unread',
      '200,000',
      '0.50',
      '5.00',
      '0.50',
      '-',
      '1.00',
      '100',
      '0.50',
    ]);
  });

  test('says what every program does, and what was left out', () => {
    expect(lines.join('\n')).toContain('bare minimum, happy path only');
    expect(lines.at(-1)).toBe(`  ${REPORT.skipped[0]}`);
  });

  test('says how the cost grows, and what an idle client takes', () => {
    const cellsAfter = (heading: string) => {
      const at = lines.findIndex((line) => line.startsWith(heading));
      return lines[at + 2]?.trim().split(/\s{2,}/);
    };
    expect(cellsAfter('How the CPU time a message grows')).toEqual([
      'plain JavaScript, the same work',
      '1,000',
      '100,000',
      '1.20',
    ]);
    expect(cellsAfter('An idle client')).toEqual(['compiled, unread', '650']);
  });

  test('found part by part is the report found at once', () => {
    const [first, second] = REPORT.purchases;
    if (first === undefined || second === undefined) throw new Error('there are two tables');
    const { machine, phold, rating, growth, idle, phases, skipped } = REPORT;
    const findings: readonly Finding[] = [
      { machine },
      { phold },
      { rating },
      { purchases: [first] },
      { purchases: [second] },
      { growth },
      { idle },
      { phases },
      { skipped },
    ];
    expect(findings.reduce(withFinding, {})).toEqual(REPORT);
    expect(findings.flatMap((finding) => [...findingLines(finding)])).toEqual(lines);
    expect(lines.filter((line) => line.startsWith('W2, purchases: '))).toHaveLength(2);
  });

  test('has the growth of each program that was measured at more than one size', () => {
    expect(growthOf(REPORT.purchases)).toEqual([
      { variant: 'plain', fromClients: 1_000, toClients: 100_000, ratio: 1.2 },
      { variant: 'compiled', fromClients: 1_000, toClients: 100_000, ratio: 1.6 },
    ]);
  });

  test('has it from the smallest size to the largest, in whatever order they were measured', () => {
    const tables = [10_000, 6, 500].map((clients) => ({
      clients,
      rows: [row('plain', 1, clients)],
    }));
    expect(growthOf(tables)).toEqual([
      { variant: 'plain', fromClients: 6, toClients: 10_000, ratio: 10_000 / 6 },
    ]);
  });

  test('takes the middle of its rounds', () => {
    expect(median([3, 100, 1])).toBe(3);
    expect(median([7])).toBe(7);
  });
});

describe('what fits', () => {
  test('is not a run of more than a quarter of an hour', () => {
    // 27 million messages at less than 30,000 a second.
    expect(expectedSeconds('xstate', 1_000_000)).toBeGreaterThan(15 * 60);
    expect(misfit('xstate', 1_000_000)).toMatch(/^would take about \d+ minutes, more than 15$/);
  });

  test('is a small run of any program', () => {
    expect(misfit('plain', 12)).toBeNull();
    expect(misfit('compiled-disk', 12)).toBeNull();
    expect(misfit('xstate', 12)).toBeNull();
  });
});
