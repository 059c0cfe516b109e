/**
 * Balance course: how each account's balance went over the run.
 *
 * Postings do not carry their legs among the records, so each has to be asked for; that is done only
 * where there are few enough (POSTINGS_MAX). Units: minor units; virtual microseconds.
 */
import { useMemo } from 'react';
import type { Detail } from '../../../src/inspector/wire-reply.ts';
import { type Follower, useFollower } from '../store/follower.ts';
import { useDetails } from '../store/known-detail.ts';
import { KIND, type Records } from '../store/records.ts';

const POSTINGS_MAX = 400;

/** A balance from an instant on. */
export interface BalancePoint {
  readonly atUs: number;
  readonly balanceMinor: number;
}

class Postings implements Follower {
  readonly seqs: number[] = [];
  read(records: Records, seq: number): void {
    if (records.kind.at(seq - 1) === KIND.posting) this.seqs.push(seq);
  }
}
const makePostings = () => new Postings();

/** The courses by account; empty where there are too many postings to ask for. */
export function useBalanceCourses(): ReadonlyMap<string, readonly BalancePoint[]> {
  const { follower } = useFollower(makePostings);
  const count = follower.seqs.length;
  const isCheap = count <= POSTINGS_MAX;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the count says that there are more
  const seqs = useMemo(() => (isCheap ? [...follower.seqs] : []), [follower, count, isCheap]);
  const details = useDetails(seqs);
  return useMemo(() => coursesOf(seqs, details), [seqs, details]);
}

function coursesOf(
  seqs: readonly number[],
  details: ReadonlyMap<number, Detail>,
): ReadonlyMap<string, readonly BalancePoint[]> {
  const courses = new Map<string, BalancePoint[]>();
  for (const seq of seqs) {
    const record = details.get(seq)?.record;
    // A gap would make every balance after it wrong.
    if (record === undefined) break;
    for (const { account, amountMinor } of legsOf(record)) {
      const course = courses.get(account) ?? [];
      const before = course.at(-1)?.balanceMinor ?? 0;
      course.push({ atUs: Number(record.atUs), balanceMinor: before + amountMinor });
      courses.set(account, course);
    }
  }
  return courses;
}

function legsOf(record: Readonly<Record<string, unknown>>) {
  return Array.isArray(record.legs)
    ? (record.legs as readonly { readonly account: string; readonly amountMinor: number }[])
    : [];
}
