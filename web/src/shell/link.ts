/**
 * Link: the place in the page's address: scenario, its hash, seed, branch and record.
 *
 *     #scenario=scenarios/student.yaml&hash=1f0c…&seed=39&branch=0&record=1042
 *
 * A link that was opened is followed once the run is there; a page that is only loaded again stays where
 * the session is, since others may be looking at it too.
 */
import type { Hello, Position } from '../../../src/inspector/wire.ts';
import { inspector } from '../store/inspector.ts';

export interface Place {
  readonly scenario: string;
  readonly hash: string;
  readonly seed: number;
  readonly branch: number;
  readonly record: number;
}
/** What a link says that does not fit the session; null where all does. */
export interface LinkMismatch {
  readonly text: string;
  /** Opens what the link is about; null where that is not on offer. */
  readonly open: (() => void) | null;
}

const HASH_LENGTH = 16;

/** The place that an address is about; null where it says none. */
export function placeIn(hash: string): Place | null {
  const words = new URLSearchParams(hash.replace(/^#/, ''));
  const record = Number(words.get('record') ?? Number.NaN);
  if (!Number.isInteger(record) || record < 0) return null;
  return {
    scenario: words.get('scenario') ?? '',
    hash: words.get('hash') ?? '',
    seed: Number(words.get('seed') ?? 0),
    branch: Number(words.get('branch') ?? 0),
    record,
  };
}

/** The address of a place, from its `#` on. */
export function linkTo(hello: Hello, { branch, cursor }: Position): string {
  const words = new URLSearchParams({
    scenario: hello.scenario,
    hash: hello.scenarioHash.slice(0, HASH_LENGTH),
    seed: String(hello.seed),
    branch: String(branch),
    record: String(cursor),
  });
  return `#${words.toString().replaceAll('%2F', '/')}`;
}

/** Goes where a link leads, and tells what of it does not fit. */
export async function follow(place: Place, hello: Hello): Promise<LinkMismatch | null> {
  const { scenario, hash, seed, branch, record } = place;
  const isKnown = hello.files.some(({ file }) => file === scenario);
  if (scenario !== hello.scenario || seed !== hello.seed) {
    const what = scenario === hello.scenario ? `seed ${seed}` : `${scenario} with seed ${seed}`;
    const open = () => void inspector().ask({ do: 'open', file: scenario, text: null, seed });
    const isOffered = hello.live && (isKnown || scenario === hello.scenario);
    return {
      text: `This link is to record ${record} of ${what}; shown is ${hello.scenario} with seed ${hello.seed}.`,
      open: isOffered ? open : null,
    };
  }
  const current = inspector().snapshot().position;
  const hasBranch = branch < (current?.branches.length ?? 1);
  if (hasBranch && current !== null && branch !== current.branch) {
    await inspector().move({ do: 'branch', branch });
  }
  await inspector().goTo(record);
  if (!hello.scenarioHash.startsWith(hash)) {
    return {
      text: `The scenario has changed since this link was made: record ${record} may be another one now.`,
      open: null,
    };
  }
  if (!hasBranch) {
    return {
      text: `This link is to branch ${branch + 1}, which this session does not have; shown is record ${record} of branch ${(current?.branch ?? 0) + 1}.`,
      open: null,
    };
  }
  return null;
}
