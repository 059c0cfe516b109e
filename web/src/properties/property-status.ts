/**
 * Property status: how a property stands, in a word and a shape, and the kinds in the order they are shown.
 */
import type { PropertyAt } from '../../../src/inspector/wire-reply.ts';

export type Status = 'holds' | 'violated' | 'open';

export const STATUS: Readonly<
  Record<Status, { readonly icon: string; readonly word: string; readonly ofMany: string }>
> = {
  holds: { icon: '✓', word: 'holds', ofMany: 'hold' },
  violated: { icon: '✕', word: 'violated', ofMany: 'violated' },
  open: { icon: '◌', word: 'not yet', ofMany: 'not yet' },
};

export const GROUPS: readonly {
  readonly kind: PropertyAt['kind'];
  readonly title: string;
  readonly about: string;
}[] = [
  { kind: 'always', title: 'Always', about: 'at every moment' },
  { kind: 'sometimes', title: 'Sometimes', about: 'at one moment at least' },
  { kind: 'eventually', title: 'Eventually', about: 'in the end' },
  { kind: 'expectation', title: 'Expectations', about: 'what this scenario is there to show' },
  { kind: 'invariant', title: 'Invariants', about: 'true of every run' },
];

/**
 * What still may come is open until the run has ended; a broken `always` or invariant stays violated.
 */
export function statusOf({ holds, kind }: PropertyAt, isEnded: boolean): Status {
  if (holds) return 'holds';
  return isEnded || kind === 'always' || kind === 'invariant' ? 'violated' : 'open';
}
