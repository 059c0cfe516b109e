/**
 * Build expectations: what the run must show, as checks.
 *
 *     { that: alice is billed, message: bill.issue to alice, times: 1 }     one expectation
 *     { state: { alice: on.watching, bob: off } }                           two
 */
import { type Condition, parseCondition } from '../expect/condition.ts';
import type { Check, Expectation } from '../expect/model.ts';
import { type Pattern, parsePattern } from '../expect/pattern.ts';
import { endingChecks, type TitledCheck } from './build-endings.ts';
import type { StoryContext } from './build-story.ts';
import { parseInstantUs, parseSpanUs } from './quantity.ts';
import type { Reading } from './reading.ts';
import { CHECK_KEYS } from './schema-expectation.ts';

/** The expectations, in the order of the file. */
export function expectationsOf(reading: Reading, context: StoryContext): readonly Expectation[] {
  return reading.items().flatMap((item) => {
    const shows = item
      .at('shows')
      .items()
      .flatMap((claim) => claim.text() ?? []);
    const that = item.at('that').text();
    const checks = checksOf(item, context);
    return checks.map(({ title, check }) => ({
      title: that === null ? title : checks.length > 1 ? `${that} (${title})` : that,
      shows,
      check,
    }));
  });
}

function checksOf(item: Reading, context: StoryContext): readonly TitledCheck[] {
  const key = CHECK_KEYS.find((known) => item.at(known).isThere);
  if (key === undefined) return [];
  const part = item.at(key);
  switch (key) {
    case 'message':
      return messageCheck(item, context);
    case 'in-order':
    case 'all-of':
    case 'any-of': {
      const patterns = part.items().flatMap((inner) => patternIn(inner, context) ?? []);
      const texts = part.items().map((inner) => inner.text() ?? '');
      const words = { 'in-order': ', then ', 'all-of': ' and ', 'any-of': ' or ' };
      return [{ title: texts.join(words[key]), check: { check: key, patterns } }];
    }
    case 'never': {
      const pattern = patternIn(part, context);
      return titled(`never ${part.text()}`, pattern && { check: 'never', pattern });
    }
    case 'quiet':
      return quietCheck(part, context);
    case 'leads-to':
      return leadsToCheck(part, context);
    case 'always':
    case 'sometimes': {
      const condition = conditionIn(part, context);
      return titled(`${key} ${part.text()}`, condition && { check: key, condition });
    }
    case 'eventually': {
      const condition = conditionIn(part, context);
      const within = item.at('within');
      const withinUs = within.isThere ? within.spanUs(0) : null;
      const title = `eventually ${part.text()}${within.isThere ? ` within ${within.text()}` : ''}`;
      return titled(title, condition && { check: key, condition, withinUs });
    }
    default:
      return endingChecks(key, item, context);
  }
}

function messageCheck(item: Reading, context: StoryContext): readonly TitledCheck[] {
  const part = item.at('message');
  const pattern = patternIn(part, context);
  const times = item.at('times');
  const atLeast = item.at('at-least');
  const atMost = item.at('at-most');
  const [timesMin, timesMax] = timesOf(times, atLeast, atMost);
  const [fromUs, untilUs] = windowOf(item.at('between'), context);
  const often = [
    times.isThere ? timesText(times) : '',
    atLeast.isThere ? `at least ${timesText(atLeast)}` : '',
    atMost.isThere ? `at most ${timesText(atMost)}` : '',
  ].filter((words) => words !== '');
  const title = [part.text(), ...often].join(', ');
  return titled(
    title,
    pattern && { check: 'message', pattern, timesMin, timesMax, fromUs, untilUs },
  );
}

function timesOf(times: Reading, atLeast: Reading, atMost: Reading): [number, number | null] {
  const other = atLeast.isThere ? atLeast : atMost;
  if (times.isThere) {
    if (other.isThere) other.fail({ found: 'it beside "times"', expected: 'one of the two' });
    return [times.number(1), times.number(1)];
  }
  const timesMax = atMost.isThere ? atMost.number(0) : null;
  const timesMin = atLeast.number(timesMax === null ? 1 : 0);
  if (timesMax !== null && timesMin > timesMax) {
    atMost.fail({ expected: `no less than "at-least", ${timesMin}` });
  }
  return [timesMin, timesMax];
}

function timesText(count: Reading): string {
  return count.text() === '1' ? 'once' : `${count.text()} times`;
}

function windowOf(
  between: Reading,
  { epochUs, untilUs }: StoryContext,
): [number | null, number | null] {
  const [first, second] = between.items();
  if (first === undefined || second === undefined) return [null, null];
  const [from, to] = [first, second].map((end) =>
    end.parsed<number | null>(
      (text) => parseSpanUs(text) ?? parseInstantUs(text, epochUs),
      null,
      'a time such as 19:30 or 2026-06-06T19:30 that exists',
    ),
  );
  if (from === undefined || from === null || to === undefined || to === null) return [null, null];
  if (from > to) second.fail({ expected: 'a time after the first' });
  else if (to < 0) second.fail({ expected: 'a time after the start' });
  else if (untilUs !== null && from > untilUs)
    first.fail({ expected: 'a time before the end, "until"' });
  return [from, to];
}

function quietCheck(part: Reading, context: StoryContext): readonly TitledCheck[] {
  const pattern = patternIn(part.at('pattern'), context);
  const after = patternIn(part.at('after'), context);
  const span = part.at('for');
  const forUs = span.spanUs(1);
  if (forUs === 0) span.fail({ expected: 'a span of some length' });
  const title = `no ${part.at('pattern').text()} for ${span.text()} after ${part.at('after').text()}`;
  return titled(title, pattern && after && { check: 'quiet', pattern, after, forUs });
}

function leadsToCheck(part: Reading, context: StoryContext): readonly TitledCheck[] {
  const from = patternIn(part.at('from'), context);
  const to = patternIn(part.at('to'), context);
  const within = part.at('within');
  const withinUs = within.isThere ? within.spanUs(0) : null;
  const caused = part.at('caused').flag(false);
  const words = caused ? 'causes' : 'leads to';
  const limit = within.isThere ? ` within ${within.text()}` : '';
  const title = `${part.at('from').text()} ${words} ${part.at('to').text()}${limit}`;
  return titled(title, from && to && { check: 'leads-to', from, to, withinUs, caused });
}

function patternIn(reading: Reading, { names }: StoryContext): Pattern | null {
  return reading.sentence((text) => {
    const read = parsePattern(text, names);
    return read.ok ? { ok: true, value: read.pattern } : read;
  });
}

function conditionIn(reading: Reading, { names }: StoryContext): Condition | null {
  return reading.sentence((text) => {
    const read = parseCondition(text, names);
    return read.ok ? { ok: true, value: read.condition } : read;
  });
}

function titled(title: string, check: Check | null): readonly TitledCheck[] {
  return check === null ? [] : [{ title, check }];
}
