/**
 * Rate text: a short valid rate file for the tests of rate files, and what is wrong with others.
 */
import { loadRateFile, type RatedFile } from '../../../src/sim/rate/load.ts';
import { problemText, UnusableScenario } from '../../../src/sim/scenario/problem.ts';

/** A tariff and a timeline of a minute's programme, a commercial, and another minute. */
export const SHARED = `tariffs:
  standard:
    initial: 1.00
    programming: 6 cents per minute
    subsidy: 15 cents per minute
    surveys: { survey: 50 cents }
timelines:
  short:
    elements:
      - { id: one, length: 1m }
      - { id: c-1, kind: subsidy, length: 1m }
      - { id: two, length: 1m }
`;

/** The file that a text is, as cases.yaml. */
export function rated(text: string): RatedFile {
  return loadRateFile('cases.yaml', () => text);
}

/** `SHARED` and one case of these lines. */
export function withCase(lines: string): string {
  return `${SHARED}cases:\n  -\n${lines.replace(/^/gm, '    ')}\n`;
}

/** What is wrong with a text: as a whole, or with its cases. */
export function wrong(text: string): readonly string[] {
  try {
    return rated(text).problems.map(problemText);
  } catch (error) {
    if (error instanceof UnusableScenario) return error.problems.map(problemText);
    throw error;
  }
}
