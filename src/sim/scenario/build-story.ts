/**
 * Build story: the conditions of channels and the script, in units.
 *
 * A step happens neither before the start nor after the end of the run.
 */
import { CALM, type ChannelCondition } from '../../actors/channel.ts';
import type { Scenario, ScriptStep } from './model.ts';
import type { Names } from './names.ts';
import { parseInstantUs } from './quantity.ts';
import type { Reading } from './reading.ts';
import { DELAY_US_DEFAULT, parseChannel, parseOccasion, parseSentence } from './sentence.ts';

/** What a story is read with: who takes part, and when the run starts and ends. */
export interface StoryContext {
  readonly names: Names;
  /** The start, in microseconds since 1970. */
  readonly epochUs: number;
  readonly untilUs: number | null;
}

/** What channels do from the start; the last condition of a channel holds. */
export function conditionsOf(reading: Reading, { names }: StoryContext): Scenario['conditions'] {
  const conditions: { channel: string; condition: ChannelCondition }[] = [];
  for (const item of reading.items()) {
    const on = item.at('on');
    const channel = on.sentence((text) => parseChannel(text, names));
    const condition = conditionOf(item);
    if (channel === null) continue;
    if (conditions.some((other) => other.channel === channel)) {
      on.fail({ expected: 'each channel once' });
    }
    conditions.push({ channel, condition });
  }
  return conditions;
}

/** The steps of the script, in the order of the file. */
export function scriptOf(reading: Reading, context: StoryContext): readonly ScriptStep[] {
  const steps: ScriptStep[] = [];
  for (const item of reading.items()) {
    const action = item.at('do').sentence((text) => parseSentence(text, context.names));
    const atUs = stepTimeUs(item, context);
    const since = item.at('since').sentence((text) => parseOccasion(text, context.names));
    if (action !== null) steps.push({ atUs, since, text: item.at('do').text() ?? '', action });
  }
  return steps;
}

/** An instant since the start: a clock time, a date with one, or a span. */
function instantUs(reading: Reading, epochUs: number): number | null {
  const text = reading.text();
  if (text === null) return null;
  const atUs = parseInstantUs(text, epochUs);
  if (atUs === null)
    reading.fail({ expected: 'a time such as 19:30 or 2026-06-06T19:30 that exists' });
  return atUs;
}

function conditionOf(item: Reading): ChannelCondition {
  const duplicatePpm = item.at('duplicates').ppm(0);
  const reorderPpm = item.at('reorders').ppm(0);
  const isLate = duplicatePpm > 0 || reorderPpm > 0;
  return {
    ...CALM,
    lossPpm: item.at('loss').ppm(0),
    duplicatePpm,
    reorderPpm,
    delayUsMax: item.at('delay').spanUs(isLate ? DELAY_US_DEFAULT : 0),
  };
}

function stepTimeUs(item: Reading, { epochUs, untilUs }: StoryContext): number {
  const at = item.at('at');
  const written = at.isThere ? at : item.at('after');
  const atUs = at.isThere ? (instantUs(at, epochUs) ?? 0) : written.spanUs(0);
  if (atUs < 0) {
    const expected = 'a time after the start; the next day needs its date, as in 2026-06-07T00:30';
    written.fail({ expected });
  }
  if (untilUs !== null && atUs > untilUs)
    written.fail({ expected: 'a time before the end, "until"' });
  return atUs;
}
