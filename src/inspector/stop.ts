/**
 * Stop: conditions on which a run is stopped, forwards or backwards, and breakpoints.
 *
 *     time        at or after an instant              pattern     a record that a pattern means
 *     state       a machine enters a state            condition   something becomes true of the world
 *     conversation   the last outcome of a flow: completed, voided, rated, paid ...
 */
import type { Clock } from '../sim/clock-text.ts';
import { type Condition, holdsNow, parseCondition } from '../sim/expect/condition.ts';
import { isInState } from '../sim/expect/machine-states.ts';
import { matches, type Pattern, parsePattern, type Vocabulary } from '../sim/expect/pattern.ts';
import type { RunRecord } from '../sim/record.ts';
import type { ViewAt } from './view-at.ts';
import type { StopCondition } from './wire.ts';

/** A request that cannot be carried out; the message says what to do. */
export class Refused extends Error {
  override readonly name = 'Refused';
}

/** Whether to stop at a record; `view` is the world once the record was taken. */
export type StopTest = (record: RunRecord, view: ViewAt) => boolean;

/** How flows end. */
export const ENDS: ReadonlySet<string> = new Set([
  'order.completed',
  'order.voided',
  'order.refused',
  'order.given-up',
  'session.rated',
  'viewing.refused',
  'viewing.unbilled',
  'settlement.paid',
  'settlement.disputed',
  'auction.won',
  'auction.unsold',
  'royalties.stated',
]);

/**
 * The test for a condition.
 *
 * @throws {Refused} when the condition says what cannot be, with the nearest word
 */
export function stopTest(condition: StopCondition, vocabulary: Vocabulary): StopTest {
  switch (condition.on) {
    case 'time': {
      const { atUs } = condition;
      return (record) => record.atUs >= atUs;
    }
    case 'pattern': {
      const pattern = patternOf(condition.text, vocabulary);
      return (record) => matches(pattern, record);
    }
    case 'condition': {
      const wanted = conditionOf(condition.text, vocabulary);
      let held: boolean | null = null;
      // Stops where it becomes true, not all the while that it is.
      return (_, view) => {
        const holds = holdsNow(wanted, view);
        const became = holds && held === false;
        held = holds;
        return became;
      };
    }
    case 'state': {
      const { address, state } = condition;
      return (record) =>
        record.kind === 'transition' &&
        record.actor === address &&
        record.was !== record.state &&
        isInState(record.state, state);
    }
    case 'conversation': {
      const { id } = condition;
      return (record) =>
        record.kind === 'outcome' && record.conversation === id && ENDS.has(record.type);
    }
  }
}

/** A stop condition in words, with its time as `clock` tells it. */
export function stopText(condition: StopCondition, clock: Clock): string {
  switch (condition.on) {
    case 'time':
      return `the time ${clock(condition.atUs)}`;
    case 'pattern':
      return `"${condition.text}"`;
    case 'condition':
      return `"${condition.text}" becoming true`;
    case 'state':
      return `${condition.address} entering ${condition.state}`;
    case 'conversation':
      return `the end of ${condition.id}`;
  }
}

function patternOf(text: string, vocabulary: Vocabulary): Pattern {
  const read = parsePattern(text, vocabulary);
  if (read.ok) return read.pattern;
  throw new Refused(mistake(read.problem));
}
function conditionOf(text: string, vocabulary: Vocabulary): Condition {
  const read = parseCondition(text, vocabulary);
  if (read.ok) return read.condition;
  throw new Refused(mistake(read.problem));
}

/** A mistake in a small language, in words. */
export function mistake({
  found,
  expected,
  nearest,
}: {
  readonly found: string;
  readonly expected: string;
  readonly nearest: string | null;
}): string {
  const near = nearest === null ? '' : `; did you mean "${nearest}"?`;
  return `found ${found}, expected ${expected}${near}`;
}
