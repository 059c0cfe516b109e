import { describe, expect, test } from 'vitest';
import { chartSvg } from '../../bench/chart.ts';
import { REPORT } from './figures.ts';
import { elementsIn, parseXml, type XmlElement } from './xml.ts';

const chart = parseXml(chartSvg(REPORT));
const bars = elementsIn(chart, ({ name, attributes }) => {
  return name === 'rect' && attributes.class?.startsWith('bar ') === true;
});
const texts = elementsIn(chart, ({ name }) => name === 'text').map(({ text }) => text);
const numberOf = ({ attributes }: XmlElement, name: string) => Number(attributes[name]);

describe('the chart of a benchmark', () => {
  test('is a well-formed document with a title for those who do not see it', () => {
    expect(chart.name).toBe('svg');
    const [title] = elementsIn(chart, ({ name }) => name === 'title');
    expect(title?.text).toBe('Purchases: messages a second, by program and size');
    expect(chart.attributes['aria-labelledby']).toBe(title?.attributes.id);
  });

  test('has a bar as long as its figure for each program and size', () => {
    const figures = [400_000, 200_000, 10_000, 300_000, 100_000];
    expect(bars).toHaveLength(figures.length);
    const [first] = bars;
    if (first === undefined) throw new Error('there are no bars');
    const unit = numberOf(first, 'width') / 400_000;
    for (const [index, bar] of bars.entries()) {
      // Coordinates have two decimals.
      expect(numberOf(bar, 'width')).toBeCloseTo((figures[index] ?? 0) * unit, 1);
    }
  });

  test('begins all bars at the mark of 0, and ends within the marks', () => {
    const marks = elementsIn(chart, ({ attributes }) => attributes.class === 'grid');
    const places = marks.map((mark) => numberOf(mark, 'x1'));
    const [zero = Number.NaN] = places;
    expect(new Set(bars.map((bar) => numberOf(bar, 'x')))).toEqual(new Set([zero]));
    const end = Math.max(...places);
    for (const bar of bars) expect(zero + numberOf(bar, 'width')).toBeLessThanOrEqual(end);
    // 400,000 is a multiple of 100,000, so that is where the marks end.
    expect(texts).toContain('400,000');
    expect(texts).not.toContain('500,000');
    expect(texts).toContain('messages/s');
  });

  test('does not draw one bar over another, or outside the page', () => {
    const height = numberOf(chart, 'height');
    const tops = bars.map((bar) => numberOf(bar, 'y'));
    expect([...tops].sort((a, b) => a - b)).toEqual(tops);
    for (const [index, bar] of bars.entries()) {
      const bottom = numberOf(bar, 'y') + numberOf(bar, 'height');
      expect(bottom).toBeLessThanOrEqual(tops[index + 1] ?? height);
    }
  });

  test('says each figure, and its share of plain JavaScript at the same size', () => {
    expect(texts).toEqual(expect.arrayContaining(['200,000 (0.50)', '10,000 (0.03)']));
    expect(texts).toEqual(expect.arrayContaining(['300,000', '100,000 (0.33)']));
    expect(texts).toContain('1,000 clients, 10 purchases each');
    expect(texts).toContain('100,000 clients, 1 purchase each');
  });

  test('names machine and versions, whatever characters they have', () => {
    expect(texts).toContain('Linux 6.1, 2 x Some <Processor> & Co, 24 GiB, Node v20.20.2');
    expect(texts).toContain('Headend 0.1.0, XState 5.33.3; 2026-11-21');
  });

  test('has colours for light and for dark', () => {
    const [style] = elementsIn(chart, ({ name }) => name === 'style');
    const [light = '', dark = ''] = (style?.text ?? '').split('@media (prefers-color-scheme:dark)');
    for (const name of ['--page', '--ink', '--ours', '--by-hand', '--reference']) {
      expect(light).toContain(`${name}:`);
      expect(dark).toContain(`${name}:`);
    }
  });

  test('without anything measured is still a chart', () => {
    const empty = parseXml(chartSvg({ ...REPORT, purchases: [] }));
    expect(elementsIn(empty, ({ attributes }) => attributes.class === 'grid')).not.toEqual([]);
  });
});
