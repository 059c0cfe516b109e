/**
 * Difference: where two traces part, and in what.
 *
 *     left    1 2 3 4 A …
 *     right   1 2 3 4 B …     first divergence: A against B, and the fields in which they differ
 *
 * Both are read side by side, so two files of any size are compared in the memory of a few records.
 */
import type { RunRecord } from '../record.ts';
import { recordLine } from '../record-text.ts';
import { columns, LEGEND } from './columns.ts';

/** A field with different values; null where one side has no such field. */
interface FieldDifference {
  /** Dotted: `body.amountMinor`. */
  readonly path: string;
  /** As JSON. */
  readonly left: string | null;
  readonly right: string | null;
}

export interface Difference {
  /** The last records both traces share, oldest first. */
  readonly shared: readonly RunRecord[];
  /** The first records that differ; null where that trace had ended. */
  readonly left: RunRecord | null;
  readonly right: RunRecord | null;
  /** The records after those, for context. */
  readonly leftAfter: readonly RunRecord[];
  readonly rightAfter: readonly RunRecord[];
  readonly fields: readonly FieldDifference[];
}

/**
 * The first record in which two traces differ, or null when they are the same.
 *
 * @param contextCount how many records to give before and after it
 */
export function firstDifference(
  left: Iterable<RunRecord>,
  right: Iterable<RunRecord>,
  contextCount = 3,
): Difference | null {
  const lefts = left[Symbol.iterator]();
  const rights = right[Symbol.iterator]();
  const shared: RunRecord[] = [];
  try {
    for (;;) {
      const [l, r] = [next(lefts), next(rights)];
      if (l === null && r === null) return null;
      if (l !== null && r !== null && recordLine(l) === recordLine(r)) {
        shared.push(l);
        if (shared.length > contextCount) shared.shift();
        continue;
      }
      const [leftAfter, rightAfter] = [some(lefts, contextCount), some(rights, contextCount)];
      return { shared, left: l, right: r, leftAfter, rightAfter, fields: fieldsThatDiffer(l, r) };
    }
  } finally {
    lefts.return?.();
    rights.return?.();
  }
}

/** A difference for people: shared records, then both sides, then the fields. */
export function differenceText(difference: Difference): string {
  const { shared, left, right, leftAfter, rightAfter, fields } = difference;
  const side = (mark: string, first: RunRecord | null, after: readonly RunRecord[]) =>
    first === null
      ? [`${mark} (ended)`]
      : [first, ...after].map((record) => `${mark} ${columns(record)}`);
  return [
    `  ${LEGEND}`,
    ...shared.map((record) => `  ${columns(record)}`),
    ...side('<', left, leftAfter),
    ...side('>', right, rightAfter),
    ...fields.map(({ path, left: l, right: r }) => `${path}: ${l ?? 'absent'} -> ${r ?? 'absent'}`),
  ].join('\n');
}

function fieldsThatDiffer(left: RunRecord | null, right: RunRecord | null) {
  if (left === null || right === null) return [];
  const differences: FieldDifference[] = [];
  compare('', left, right, differences);
  return differences;
}

function compare(path: string, left: unknown, right: unknown, found: FieldDifference[]): void {
  if (!hasParts(left) || !hasParts(right)) {
    const [l, r] = [jsonOf(left), jsonOf(right)];
    if (l !== r) found.push({ path, left: l, right: r });
    return;
  }
  for (const name of new Set([...Object.keys(left), ...Object.keys(right)])) {
    compare(path === '' ? name : `${path}.${name}`, partOf(left, name), partOf(right, name), found);
  }
}

function hasParts(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function partOf(value: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(value, name) ? value[name] : undefined;
}

function jsonOf(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}

function next(records: Iterator<RunRecord>): RunRecord | null {
  const step = records.next();
  return step.done === true ? null : step.value;
}

function some(records: Iterator<RunRecord>, count: number): readonly RunRecord[] {
  const taken: RunRecord[] = [];
  for (let record = count > 0 ? next(records) : null; record !== null; ) {
    taken.push(record);
    record = taken.length < count ? next(records) : null;
  }
  return taken;
}
