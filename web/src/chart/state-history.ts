/**
 * State history: the states a machine went through, each with the record that led there.
 *
 * Kept for each actor and lengthened as the run grows, so that a busy server costs only what is new.
 */
import { KIND, lastNotAfter, type Records } from '../store/records.ts';

/** The numbers of the records at which an actor's state changed, in order. */
export function changesOf(records: Records, actor: number): readonly number[] {
  const histories = kept.get(records) ?? new Map<number, History>();
  kept.set(records, histories);
  const history = histories.get(actor) ?? { changes: [], readUpTo: 0 };
  histories.set(actor, history);
  const seqs = records.byActor.get(actor) ?? [];
  for (; history.readUpTo < seqs.length; history.readUpTo += 1) {
    const at = (seqs[history.readUpTo] ?? 0) - 1;
    const kind = records.kind.at(at);
    const changes = kind === KIND.transition && records.a.at(at) !== records.b.at(at);
    if (kind === KIND.started || changes) history.changes.push(at + 1);
  }
  return history.changes;
}

/** The record that entered a state last, as of the cursor; else the first that will; else null. */
export function entryOf(
  records: Records,
  actor: number,
  isIn: (stateText: string) => boolean,
  cursor: number,
): number | null {
  const changes = changesOf(records, actor);
  const enters = (seq: number) => {
    const isFirst = records.kind.at(seq - 1) === KIND.started;
    const was = isFirst ? '' : records.text(records.a.at(seq - 1));
    return isIn(records.text(records.b.at(seq - 1))) && !isIn(was);
  };
  for (let index = lastNotAfter(changes, cursor); index >= 0; index -= 1) {
    const seq = changes[index] ?? 0;
    if (enters(seq)) return seq;
  }
  return changes.find((seq) => seq > cursor && enters(seq)) ?? null;
}

interface History {
  readonly changes: number[];
  readUpTo: number;
}
const kept = new WeakMap<Records, Map<number, History>>();
