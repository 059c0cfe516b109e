/**
 * Alignment: the messages of two runs side by side, the same ones in one row.
 *
 *     here  a b c   d        same: equal in everything        changed: another time or fate
 *     there a   c' d e       gone: only here                  new: only there
 *
 * Messages are the same when sender, receiver, type and conversation are; the longest common
 * subsequence of both runs is in common. Memory is the product of both lengths, so windows are small.
 */
import type { Message } from './other-run.ts';

export interface AlignedRow {
  readonly is: 'same' | 'changed' | 'gone' | 'new';
  readonly here: Message | null;
  readonly there: Message | null;
}

/** Both runs, row by row. */
export function aligned(
  here: readonly Message[],
  there: readonly Message[],
): readonly AlignedRow[] {
  const common = commonLengths(here, there);
  const width = there.length + 1;
  const rows: AlignedRow[] = [];
  let i = 0;
  let j = 0;
  while (i < here.length || j < there.length) {
    const one = here[i];
    const other = there[j];
    if (one !== undefined && other !== undefined && isSameMessage(one, other)) {
      rows.push({ is: isEqual(one, other) ? 'same' : 'changed', here: one, there: other });
      i += 1;
      j += 1;
      continue;
    }
    const without = common[(i + 1) * width + j] ?? 0;
    const isGone =
      other === undefined || (one !== undefined && without >= (common[i * width + j + 1] ?? 0));
    if (isGone && one !== undefined) {
      rows.push({ is: 'gone', here: one, there: null });
      i += 1;
    } else if (other !== undefined) {
      rows.push({ is: 'new', here: null, there: other });
      j += 1;
    }
  }
  return rows;
}

/** How many messages the rests from (i, j) on have in common. */
function commonLengths(here: readonly Message[], there: readonly Message[]): Uint16Array {
  const width = there.length + 1;
  const common = new Uint16Array((here.length + 1) * width);
  for (let i = here.length - 1; i >= 0; i -= 1) {
    const one = here[i];
    for (let j = there.length - 1; j >= 0; j -= 1) {
      const other = there[j];
      const isCommon = one !== undefined && other !== undefined && isSameMessage(one, other);
      common[i * width + j] = isCommon
        ? (common[(i + 1) * width + j + 1] ?? 0) + 1
        : Math.max(common[(i + 1) * width + j] ?? 0, common[i * width + j + 1] ?? 0);
    }
  }
  return common;
}

function isSameMessage(one: Message, other: Message): boolean {
  return (
    one.type === other.type &&
    one.from === other.from &&
    one.to === other.to &&
    one.conversation === other.conversation
  );
}

function isEqual(one: Message, other: Message): boolean {
  return (
    one.atUs === other.atUs &&
    one.fate === other.fate &&
    one.tookUs === other.tookUs &&
    one.reason === other.reason
  );
}
