/**
 * Field diff: two records field by field, with nested fields under their path.
 *
 *     body.priceMinor     499     599     differs
 *     requestId           ─       r-12    only there
 */
export interface FieldRow {
  readonly path: string;
  readonly here: string | null;
  readonly there: string | null;
  readonly is: 'same' | 'differs' | 'only here' | 'only there';
}
type Fields = Readonly<Record<string, unknown>> | null;

/** Every field of either record, in the order in which they stand; the differing ones first. */
export function fieldDiff(here: Fields, there: Fields): readonly FieldRow[] {
  const ours = new Map<string, string>();
  const theirs = new Map<string, string>();
  if (here !== null) flatten(here, '', ours);
  if (there !== null) flatten(there, '', theirs);
  const rows = [...new Set([...ours.keys(), ...theirs.keys()])].map((path): FieldRow => {
    const one = ours.get(path) ?? null;
    const other = theirs.get(path) ?? null;
    const is =
      one === null
        ? 'only there'
        : other === null
          ? 'only here'
          : one === other
            ? 'same'
            : 'differs';
    return { path, here: one, there: other, is };
  });
  return [...rows.filter(({ is }) => is !== 'same'), ...rows.filter(({ is }) => is === 'same')];
}

function flatten(value: unknown, path: string, into: Map<string, string>): void {
  if (typeof value !== 'object' || value === null) {
    into.set(path, String(value));
    return;
  }
  const entries = Object.entries(value);
  if (entries.length === 0) into.set(path, Array.isArray(value) ? '[]' : '{}');
  for (const [key, part] of entries) flatten(part, path === '' ? key : `${path}.${key}`, into);
}
