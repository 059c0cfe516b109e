/**
 * Run report: what `headend run` prints when a run has ended, for people or for other programs.
 */
import type { EngineName } from '../actors/engine.ts';
import type { RunResult } from '../sim/run-result.ts';
import type { Scenario } from '../sim/scenario/model.ts';
import type { StoryLines } from '../sim/story-lines.ts';
import type { ViewedSessions } from '../sim/viewed-sessions.ts';
import { paint } from './paint.ts';
import { summaryLines, type Timing } from './summary.ts';

/** How much of the story is told. */
export type StoryLength = 'short' | 'all' | 'none';

/** A run that has ended, and what was kept of it. */
export interface EndedRun {
  readonly file: string;
  readonly scenario: Scenario;
  readonly result: RunResult;
  readonly timing: Timing;
  readonly engine: EngineName;
}

/** So few sessions are drawn without being asked for. */
const FEW_SESSIONS = 3;
const MANY_SESSIONS = 12;

/** The result as one JSON value. */
export function reportJson({ result, timing, engine }: EndedRun): string {
  return `${JSON.stringify({ ...inJson(result), engine, timing }, null, 2)}\n`;
}

/** The story and the summary. */
export function reportText(
  ended: EndedRun,
  story: StoryLines,
  { sessions }: ViewedSessions,
  length: StoryLength,
): string {
  const { file, scenario, result } = ended;
  const told = length === 'none' ? [] : storyOf(story, file);
  const viewing = { sessions, pictures: pictureCount(sessions.length, length) };
  const summary = summaryLines(result, scenario, viewing, ended);
  return `${[paint.title(scenario.title), ...told, ...summary].join('\n')}\n`;
}

/** What to try next. */
export function hints(file: string): string {
  return [
    '',
    paint.section('Try next'),
    `  npx headend run ${file} --set subscribers.alice.credit=1   a purchase that is declined`,
    `  npx headend run ${file} --trace night.ndjson               keep every record`,
    '  npx headend trace show night.ndjson --of alice-1            one order, message by message',
    '  npx headend conformance                                     every claim and what shows it',
    '',
  ].join('\n');
}

function pictureCount(sessionCount: number, length: StoryLength): number {
  if (length === 'none') return 0;
  if (length === 'all') return MANY_SESSIONS;
  return sessionCount <= FEW_SESSIONS ? FEW_SESSIONS : 0;
}

/** The result in the words of the other files: texts for expectations and invariants. */
function inJson({ expectations, invariants, transactions, ...result }: RunResult) {
  return {
    ...result,
    sessions: transactions,
    expectations: expectations.map(({ expectation, holds, explanation, seq }) => ({
      text: expectation.title,
      shows: expectation.shows,
      holds,
      explanation,
      seq,
    })),
    invariants,
  };
}

function storyOf(story: StoryLines, file: string): string[] {
  if (story.lines.length === 0) return [];
  const more =
    story.untoldCount === 0
      ? []
      : [
          paint.quiet(
            `  … ${story.untoldCount.toLocaleString('en-US')} more lines: headend run ${file} --story all`,
          ),
        ];
  return ['', ...story.lines.map((line) => `  ${line}`), ...more];
}
