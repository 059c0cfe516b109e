/**
 * Subject: what a session is about, and what can be done with it: a scenario can be run, a trace cannot.
 */
import type { Vocabulary } from '../sim/expect/words.ts';
import type { Scenario } from '../sim/scenario/model.ts';
import { type Names, namesOf } from '../sim/scenario/names.ts';
import { vocabularyOf } from '../sim/trace/vocabulary.ts';
import { Branch } from './branch.ts';
import type { Playable } from './playable.ts';
import { Refused } from './stop.ts';
import type { BranchInfo } from './wire.ts';

/** What a session is about: a scenario with the text it was read from, or a recorded trace. */
export interface Subject {
  /** Null for a recorded trace. */
  readonly scenario: Scenario | null;
  readonly name: string;
  readonly seed: number;
  readonly epochUs: number;
  readonly currency: string;
  readonly source: string;
  readonly file: string;
  /** What runs the machines, in a word; XState where nothing else is said. */
  readonly engineName?: string;
}

/** What a recorded trace cannot do. */
const NEEDS_SCENARIO =
  'a recorded trace can only be looked at; open the scenario it was made of to run or change it';

/** @throws {Refused} for a recorded trace */
export function namesIn({ scenario }: Subject): Names {
  if (scenario === null) throw new Refused(NEEDS_SCENARIO);
  return namesOf(scenario);
}

/** The names that conditions can use: a scenario's own, or those that a trace mentions. */
export function vocabularyIn({ scenario }: Subject, { history }: Playable): Vocabulary {
  return scenario === null ? vocabularyOf(history.records) : namesOf(scenario);
}

/**
 * A branch that can be executed and changed.
 *
 * @throws {Refused} for a recorded trace
 */
export function liveBranch(branch: Playable): Branch {
  if (!(branch instanceof Branch)) throw new Refused(NEEDS_SCENARIO);
  return branch;
}

/** A branch as it is listed. */
export function branchInfo(
  { forkedFrom, interventions, head, isEnded }: Playable,
  index: number,
): BranchInfo {
  const latest = interventions.at(-1);
  return {
    branch: index,
    title: latest?.text ?? (index === 0 ? 'as the scenario says' : 'the same again'),
    forkedFrom,
    interventions: interventions.map(({ atUs, text }) => ({ atUs, text })),
    records: head,
    ended: isEnded,
  };
}
