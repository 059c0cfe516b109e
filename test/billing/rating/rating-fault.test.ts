import { describe, expect, test } from 'vitest';
import { rate } from '../../../src/billing/rating/rating.ts';
import { RatingFault } from '../../../src/billing/rating/rating-fault.ts';
import type { Tariff } from '../../../src/billing/rating/tariff.ts';
import type { Timeline } from '../../../src/billing/rating/timeline.ts';
import type { SessionUsage, ViewingFacts } from '../../../src/billing/rating/usage.ts';
import { FIG_1A } from './worked-cases.ts';
import { facts, perFrame, perMinute, played, STANDARD, tariff, written } from './worked-terms.ts';

function lines(
  terms: Tariff,
  shown: Timeline,
  usage: SessionUsage,
  circumstances: ViewingFacts = facts(),
): readonly string[] {
  return rate(terms, shown, usage, circumstances).lines.map(written);
}

describe('what cannot be rated', () => {
  test.each<[string, Tariff, SessionUsage, string]>([
    [
      'an element that is not there',
      STANDARD,
      played(['interval-9', 1]),
      'usage names element interval-9, which timeline film does not have',
    ],
    [
      'more than there is of an element',
      STANDARD,
      played(['commercial-1', 100], ['commercial-1', 21]),
      'usage plays commercial-1 for the first time for 121000000 ticks, but it has 120000000',
    ],
    [
      'part of a tick',
      STANDARD,
      played(['interval-1', 0.000_000_5]),
      'usage of interval-1 is 0.5 ticks from 0us on',
    ],
    [
      'less than nothing',
      STANDARD,
      played(['interval-1', -1]),
      'usage of interval-1 is -1000000 ticks from 0us on',
    ],
    [
      'a charge below zero',
      tariff({ programming: perMinute('-6') }),
      played(['interval-1', 1]),
      'interval-1 (programming) comes to -1/10 per s, but a charge is zero or more',
    ],
    [
      'a credit above zero',
      tariff({ subsidy: perMinute('15') }),
      played(['commercial-1', 1]),
      'commercial-1 (subsidy) comes to 1/4 per s, but a credit or discount is zero or less',
    ],
    [
      'frames where there are none',
      tariff({ programming: perFrame('1') }),
      played(['interval-1', 1]),
      'charged by frames',
    ],
  ])('is %s', (_, terms, usage, sentence) => {
    expect(() => lines(terms, FIG_1A, usage)).toThrow(RatingFault);
    expect(() => lines(terms, FIG_1A, usage)).toThrow(sentence);
  });
});
