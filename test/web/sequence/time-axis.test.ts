/**
 * Time axis: places never run backwards, and finding a place is the reverse of placing.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AxisMode, FOLD_FROM_US, TimeAxis } from '../../../web/src/sequence/time-axis.ts';
import { Column } from '../../../web/src/store/records.ts';

function axisOf(mode: AxisMode, instantsUs: readonly number[]): TimeAxis {
  const atUs = new Column();
  for (const us of instantsUs) atUs.push(us);
  const axis = new TimeAxis(mode);
  axis.extend(atUs);
  return axis;
}
const MODES: readonly AxisMode[] = ['linear', 'events', 'folded'];

describe('time axis', () => {
  test.each(MODES)(
    '%s: the point above the place of a point is that point or one in the same place',
    (mode) => {
      const gaps = fc.array(fc.oneof(fc.constant(0), fc.nat(100_000_000)), {
        minLength: 1,
        maxLength: 50,
      });
      fc.assert(
        fc.property(gaps, (gapsUs) => {
          let us = 0;
          const axis = axisOf(
            mode,
            gapsUs.map((gapUs) => {
              us += gapUs;
              return us;
            }),
          );
          for (let point = 0; point < axis.length; point += 1) {
            const above = axis.pointAbove(axis.at(point));
            expect(above).toBeGreaterThanOrEqual(point);
            expect(axis.at(above)).toBe(axis.at(point));
            if (point > 0) expect(axis.gapBefore(point)).toBeGreaterThanOrEqual(0);
          }
        }),
        { seed: 1906, numRuns: 1_000 },
      );
    },
  );

  test('linear distances are as virtual time: a pixel a millisecond', () => {
    const axis = axisOf('linear', [2_000, 5_000, 1_005_000]);
    expect([0, 1, 2].map((point) => axis.at(point))).toEqual([2, 5, 1_005]);
  });

  test('events stand one row apart, whatever the time between', () => {
    const axis = axisOf('events', [0, 0, 1, 86_400_000_000]);
    expect(axis.gapBefore(1)).toBe(axis.gapBefore(3));
  });

  test('folded: a gap from 30 s on is folded, and a year of it is no longer than an hour', () => {
    const axis = axisOf('folded', [0, FOLD_FROM_US - 1, 2 * FOLD_FROM_US, 31_536_000_000_000]);
    expect(axis.isFold(FOLD_FROM_US - 1)).toBe(false);
    expect(axis.isFold(FOLD_FROM_US)).toBe(true);
    expect(axis.gapBefore(2)).toBe(axis.gapBefore(3));
    expect(axis.gapBefore(1)).toBeLessThan(axis.gapBefore(2));
  });
});
