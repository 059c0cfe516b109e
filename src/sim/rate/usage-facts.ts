/**
 * Usage facts: the circumstances in the first record of a session, as a rate file would say them.
 */
import type { Tariff } from '../../billing/rating/tariff.ts';
import type { Timeline } from '../../billing/rating/timeline.ts';
import type { ViewingFacts } from '../../billing/rating/usage.ts';
import { FeeReader } from '../scenario/fee-reading.ts';
import { plainUnits } from '../scenario/fee-text.ts';
import { documentOfObject } from '../scenario/object-value.ts';
import { problemText } from '../scenario/problem.ts';
import { ProblemList } from '../scenario/problem-list.ts';
import { Reading } from '../scenario/reading.ts';
import { checkShape } from '../scenario/shape.ts';
import { factsOf, hasHours } from './build-facts.ts';
import { FACTS } from './schema-session.ts';
import { BadUsage } from './usage-line.ts';

/**
 * The facts of a session.
 *
 * @throws {BadUsage} when one of them is wrong, or the time of selection is needed and not there
 */
export function readFacts(
  facts: object | null,
  tariff: Tariff,
  timeline: Timeline,
  currency: string,
): ViewingFacts {
  if (hasHours(tariff) && (facts === null || !Object.hasOwn(facts, 'started'))) {
    const expected = '"facts": {"started": "2000-01-01T00:30"}';
    throw new BadUsage(
      `found no time of selection, which tariff ${tariff.id} makes a difference by, expected ${expected}`,
    );
  }
  const known = facts === null ? factsByTimeline.get(timeline) : undefined;
  if (known !== undefined) return known;
  const problems = new ProblemList();
  const document = documentOfObject('facts', facts ?? {}, problems);
  checkShape(document, problems, FACTS);
  const own = new Reading(document, '', document.at, problems);
  const none = own.at('nothing');
  const fees = new FeeReader(plainUnits(currency));
  const read = factsOf(timeline, { own, ofCase: none, before: [], won: null, fees });
  const [problem] = problems.sorted();
  if (problem !== undefined) throw new BadUsage(problemText(problem));
  if (facts === null) factsByTimeline.set(timeline, read);
  return read;
}

/** The facts of sessions that say none, which are alike for a timeline. */
const factsByTimeline = new WeakMap<Timeline, ViewingFacts>();
