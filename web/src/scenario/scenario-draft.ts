/**
 * Scenario draft: the text that is being edited, of each file, kept while the page is open.
 *
 *     on file ──▶ text ──▶ run          the text may differ from the file, and from what was run
 */
import { useSyncExternalStore } from 'react';
import type { Hello, ScenarioProblem } from '../../../src/inspector/wire.ts';
import { inspector } from '../store/inspector.ts';

export interface Draft {
  readonly file: string;
  readonly text: string;
  /** What the file says, as far as this page has seen it; null where it has not. */
  readonly onFile: string | null;
  readonly problems: readonly ScenarioProblem[];
  /** As written; empty for the seed of the file. */
  readonly seed: string;
}

const drafts = new Map<string, Draft>();
const listeners = new Set<() => void>();

/** The draft of the open scenario; begun where there is none. */
export function useDraft(hello: Hello): Draft {
  return useSyncExternalStore(subscribe, () => draftOf(hello));
}

function draftOf({ scenario, source, seed }: Hello): Draft {
  const known = drafts.get(scenario);
  if (known !== undefined) return known;
  // The first text that a page sees is taken for the file's.
  const asked = seedIn(source) === seed ? '' : String(seed);
  const draft: Draft = { file: scenario, text: source, onFile: source, problems: [], seed: asked };
  drafts.set(scenario, draft);
  return draft;
}

/** Changes the draft of a file. */
export function changeDraft(file: string, change: Partial<Draft>): void {
  const draft = drafts.get(file);
  if (draft === undefined) return;
  drafts.set(file, { ...draft, ...change });
  for (const listener of listeners) listener();
}

/** Opens a file as it is on disk; what was edited of it before is kept for when it is gone back to. */
export async function openFile(file: string): Promise<void> {
  const reply = await inspector().ask({ do: 'open', file, text: null, seed: null });
  if (reply === null) return;
  const [first] = reply.problems;
  if (first !== undefined) inspector().say(`${file} cannot be run: ${first.text}`, true);
}

/** Takes the draft back to what the file says. */
export async function revert({ file, onFile }: Draft): Promise<void> {
  if (onFile !== null) changeDraft(file, { text: onFile, problems: [] });
  else {
    drafts.delete(file);
    await openFile(file);
  }
}

/** Runs what was written; true when it can be run, else its problems are in the draft. */
export async function load({ file, text, seed }: Draft): Promise<boolean> {
  const asked = seed.trim() === '' ? null : Number(seed);
  const reply = await inspector().ask({ do: 'open', file, text, seed: asked });
  if (reply === null) return false;
  changeDraft(file, { problems: reply.problems });
  return reply.problems.length === 0;
}

function seedIn(source: string): number {
  return Number(/^seed:\s*(\d+)/m.exec(source)?.[1] ?? 1);
}
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
