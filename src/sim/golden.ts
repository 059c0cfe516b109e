/**
 * Golden: a run in a text short enough to keep beside its scenario and to read in a review.
 *
 *     fingerprint 3f…  records 412  messages 160
 *     19:30:00.000  alice selects surround on cup-final
 *     …
 *
 * The fingerprint tells that something changed, the story what. Ids stand for titles, so that a
 * title can be mended without a new golden text. A long story is cut after `LINES_MAX` lines.
 */
import type { Engine } from '../actors/engine.ts';
import { runScenario } from './run.ts';
import type { Scenario } from './scenario/model.ts';
import { plainWords } from './story.ts';
import { StoryLines } from './story-lines.ts';

const LINES_MAX = 200;

/**
 * Runs a scenario and writes its golden text, which ends with a line feed.
 *
 * The first line is `fingerprint HEX  records N  messages M`; at most 200 lines of the story follow,
 * then how many more there are.
 */
export function goldenText(scenario: Scenario, engine?: Engine): string {
  const story = new StoryLines(plainWords(scenario.epochUs, scenario.currency), LINES_MAX);
  const { fingerprint, records, messages } = runScenario(scenario, {
    ...(engine === undefined ? {} : { engine }),
    readers: [story],
  });
  const head = `fingerprint ${fingerprint}  records ${records}  messages ${messages}`;
  const tail = story.untoldCount === 0 ? [] : [`… and ${story.untoldCount} more lines`];
  return [head, ...story.lines, ...tail, ''].join('\n');
}
