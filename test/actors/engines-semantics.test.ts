/**
 * Engines' semantics: the rules of XState that machines rely on, as tables, on both engines.
 *
 * What is expected follows from the rules at the head of each table, and is written by hand.
 */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { compiledEngine } from '../../src/actors/compiled/engine.ts';
import { xstateEngine } from '../../src/actors/xstate-engine.ts';
import { CHOICE_STORIES } from './semantics-choice.ts';
import { COURSE_STORIES } from './semantics-course.ts';
import { ORDER_STORIES } from './semantics-order.ts';
import { played, type Story } from './semantics-story.ts';
import { TIMER_STORIES } from './semantics-timers.ts';

const TABLES: readonly (readonly [string, readonly Story[]])[] = [
  ['order', ORDER_STORIES],
  ['choice', CHOICE_STORIES],
  ['course', COURSE_STORIES],
  ['timers', TIMER_STORIES],
];

// XState warns of events to a machine that is done; here that is intended.
beforeAll(() => void vi.spyOn(console, 'warn').mockImplementation(() => undefined));
afterAll(() => void vi.restoreAllMocks());

describe.each([xstateEngine, compiledEngine])('on $name', (engine) => {
  describe.each(TABLES)('%s:', (_, stories) => {
    test.each(stories)('$claim', (story) => {
      expect(played(engine, story)).toEqual(story.tells);
    });
  });
});
