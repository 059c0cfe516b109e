/**
 * Build rate file: from a checked document to tariffs, timelines and rated cases.
 *
 * A mistake in a case is that case's; a mistake elsewhere is the file's.
 */
import { RatingFault } from '../../billing/rating/rating-fault.ts';
import type { Tariff } from '../../billing/rating/tariff.ts';
import type { Timeline } from '../../billing/rating/timeline.ts';
import { tariffsOf } from '../scenario/build-tariffs.ts';
import { timelinesOf } from '../scenario/build-timelines.ts';
import { castOfTimelines } from '../scenario/build-usage-fee.ts';
import { outsideFiles, type Value } from '../scenario/document.ts';
import { FeeReader } from '../scenario/fee-reading.ts';
import { plainUnits } from '../scenario/fee-text.ts';
import { quoted } from '../scenario/problem.ts';
import type { ProblemList } from '../scenario/problem-list.ts';
import { Reading } from '../scenario/reading.ts';
import { checkShape } from '../scenario/shape.ts';
import { caseOf } from './build-case.ts';
import { expectationsOf, type RateExpectation } from './build-expect.ts';
import type { FileContext } from './build-session.ts';
import type { RatedCase } from './model.ts';
import { rateCase } from './rate-case.ts';
import { CASE_KEYS, RATE_SCHEMA } from './schema.ts';

/** A case and where in the document it is. */
export interface PlacedCase {
  readonly path: string;
  readonly rated: RatedCase;
}

/** What a file says. */
export interface BuiltFile {
  readonly currency: string;
  readonly timelines: ReadonlyMap<string, Timeline>;
  readonly tariffs: ReadonlyMap<string, Tariff>;
  readonly cases: readonly PlacedCase[];
  /** True when the file is itself its only case. */
  readonly isSingle: boolean;
  readonly expectations: readonly RateExpectation[];
}

/** Checks a document, resolves it and rates its cases; means nothing where `problems` says so. */
export function buildRateFile(document: Value, name: string, problems: ProblemList): BuiltFile {
  checkShape(document, problems, RATE_SCHEMA);
  const root = new Reading(document, '', outsideFiles(name), problems);
  const currency = root.at('currency').text() ?? 'USD';
  const fees = new FeeReader(plainUnits(currency));
  const timelines = timelinesOf(root.at('timelines'), fees);
  const ownTimelines = root.at('cases').items().some(hasOwnTimeline) || hasOwnTimeline(root);
  const cast = ownTimelines ? null : castOfTimelines(timelines.values());
  const tariffs = tariffsOf(root.at('tariffs'), {
    currency,
    cast,
    transmissions: null,
    kinds: null,
  });
  const context = { currency, fees, timelines, tariffs };
  const isSingle = CASE_KEYS.some((key) => root.at(key).isThere);
  if (isSingle && root.at('cases').isThere) {
    const own = CASE_KEYS.filter((key) => root.at(key).isThere).map(quoted);
    const expected = 'either "cases", or the keys of a single case';
    root.at('cases').fail({ found: `"cases" beside ${own.join(', ')}`, expected });
  }
  const cases = isSingle ? [placedCase(root, 1, context)] : casesOf(root.at('cases'), context);
  const expectations = expectationsOf(root.at('expect'), caseIdsIn(root, isSingle));
  const rated = cases.flatMap((one) => one ?? []);
  return { currency, timelines, tariffs, cases: rated, isSingle, expectations };
}

function casesOf(reading: Reading, context: FileContext): readonly (PlacedCase | null)[] {
  const ids: string[] = [];
  return reading.items().map((item, index) => {
    const id = item.at('id');
    const name = id.text();
    if (name !== null && ids.includes(name)) id.fail({ expected: 'another name for each case' });
    ids.push(name ?? '');
    return placedCase(item, index + 1, context);
  });
}

/** What cases are called, those included that cannot be rated. */
function caseIdsIn(root: Reading, isSingle: boolean): readonly string[] {
  const items = isSingle ? [root] : root.at('cases').items();
  return items.map((item, index) => item.at('id').text() ?? String(index + 1));
}

/** The case after rating; null, with a problem, when it cannot be rated. */
function placedCase(reading: Reading, number: number, context: FileContext): PlacedCase | null {
  const { problems, path } = reading;
  const read = caseOf(reading.at('id').text() ?? String(number), reading, context);
  // A tariff that is wrong elsewhere makes the file unusable, so nothing of it is rated either.
  if (!reading.isThere || problems.isWrongWithin(path) || problems.isWrongWithin('tariffs')) {
    return null;
  }
  try {
    return { path, rated: rateCase(read) };
  } catch (error) {
    if (!(error instanceof RatingFault)) throw error;
    const sentence = error.message.slice(0, -`; ${error.remedy}`.length);
    reading.fail({ found: `what cannot be rated: ${sentence}`, expected: error.remedy });
    return null;
  }
}

/** True when a tariff of the file may be meant for people that only a case's own timeline has. */
function hasOwnTimeline(reading: Reading): boolean {
  const timeline = reading.at('timeline');
  return timeline.isThere && timeline.text() === null;
}
