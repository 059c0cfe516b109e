/**
 * Attempt: a request that changes the run, with what the server says against it beside the form.
 */
import type { Request } from '../../../src/inspector/wire.ts';
import { inspector } from '../store/inspector.ts';

type Changing = Extract<Request, { readonly do: 'act' | 'send' | 'fork' | 'branch' }>;

/** Carries a request out; what was wrong with it, or null where it was done. */
export async function attempt(request: Changing): Promise<string | null> {
  const before = inspector().snapshot().notice;
  await inspector().move(request);
  const { notice } = inspector().snapshot();
  return notice !== before && notice?.isError === true ? notice.text : null;
}

/** A refusal, taken apart: the word that does not fit, and those that would. */
export interface Refusal {
  readonly found: string | null;
  readonly fitting: readonly string[];
}
export function refusalIn(text: string): Refusal {
  const found = /found "([^"]*)"/.exec(text)?.[1] ?? null;
  const expected = /expected (.*?)(?:; did you mean|$)/.exec(text)?.[1] ?? '';
  const listed =
    /one of ([^)]*)\)?/.exec(expected)?.[1] ?? /\(([^)\s]+)\)$/.exec(expected)?.[1] ?? '';
  const fitting = listed.split(', ').filter((word) => word !== '' && word !== '…');
  return { found, fitting };
}
