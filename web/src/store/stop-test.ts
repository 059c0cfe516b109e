/**
 * Stop tests: where a playback stops, asked of the records that are here.
 *
 *     [KIND] TYPE [from A] [to B] [by ACTOR] [of CONVERSATION]     as the server reads it, without `with`
 *
 * Fields and conditions on money need the world itself: they are refused, with the way to ask them.
 */

import type { StopCondition } from '../../../src/inspector/wire.ts';
import { RECORD_KINDS } from '../../../src/inspector/wire-reply.ts';
import { RequestRefused } from './connection.ts';
import { KIND, type Records } from './records.ts';

/** Whether to stop at a record. */
export type StopTest = (seq: number) => boolean;

const LIVE = 'open the scenario with "npx headend inspect" for that';

/**
 * The test for a condition.
 *
 * @param ends the outcomes with which a flow ends
 * @throws {RequestRefused} when it cannot be asked of records, or means none of them
 */
export function stopTest(
  records: Records,
  condition: StopCondition,
  ends: ReadonlySet<string>,
): StopTest {
  switch (condition.on) {
    case 'time': {
      const { atUs } = condition;
      return (seq) => records.atUs.at(seq - 1) >= atUs;
    }
    case 'pattern':
      return patternTest(records, condition.text);
    case 'condition':
      throw new RequestRefused(`a condition is asked of a world that is run; ${LIVE}`);
    case 'state': {
      const { address, state } = condition;
      return (seq) =>
        records.kind.at(seq - 1) === KIND.transition &&
        records.actorText(seq) === address &&
        records.a.at(seq - 1) !== records.b.at(seq - 1) &&
        isInState(records.text(records.b.at(seq - 1)), state);
    }
    case 'conversation': {
      const { id } = condition;
      return (seq) =>
        records.kind.at(seq - 1) === KIND.outcome &&
        records.text(records.conversation.at(seq - 1)) === id &&
        ends.has(records.typeText(seq));
    }
  }
}

/** Where nothing else is said, a type means what arrived, what ended, or what somebody did. */
const USUAL_KINDS: ReadonlySet<number> = new Set([KIND.delivered, KIND.outcome, KIND.stimulus]);

function patternTest(records: Records, text: string): StopTest {
  const words = text.trim().split(/\s+/);
  const kind = RECORD_KINDS.find((name) => name === words[0]);
  if (kind !== undefined) words.shift();
  const type = words.shift() ?? '';
  if (type === '') throw new RequestRefused('a pattern names a type of record: order.place');
  const tests: StopTest[] = [
    (seq) => {
      const is = records.kind.at(seq - 1);
      return kind === undefined ? USUAL_KINDS.has(is) : is === KIND[kind];
    },
    (seq) => meansType(type, records.typeText(seq)),
    (seq) => records.kind.at(seq - 1) !== KIND.delivered || !isStale(records, seq),
  ];
  while (words.length > 0) {
    const clause = words.shift() ?? '';
    const name = words.shift() ?? '';
    tests.push(clauseTest(records, clause, name));
  }
  return (seq) => tests.every((test) => test(seq));
}

function clauseTest(records: Records, clause: string, name: string): StopTest {
  if (clause === 'with') throw new RequestRefused(`what a message says is not asked here; ${LIVE}`);
  if (name === '') throw new RequestRefused(`"${clause}" is followed by a name`);
  switch (clause) {
    case 'from':
      return (seq) => isAt(records.text(records.from.at(seq - 1)), name);
    case 'to':
      return (seq) => isAt(records.text(records.to.at(seq - 1)), name);
    case 'by':
      return (seq) => isAt(records.actorText(seq), name);
    case 'of':
      return (seq) => records.text(records.conversation.at(seq - 1)) === name;
  }
  throw new RequestRefused(`found "${clause}", expected from, to, by or of`);
}

function meansType(wanted: string, type: string): boolean {
  if (wanted === '*') return true;
  return wanted.endsWith('.*') ? type.startsWith(wanted.slice(0, -1)) : type === wanted;
}

/** A repetition, or an answer nobody waits for, did not reach the machine. */
function isStale(records: Records, seq: number): boolean {
  const handled = records.text(records.a.at(seq - 1));
  return handled !== '' && handled !== 'new';
}

/** Whether an address is a place, by its name or in full, or a process under it. */
function isAt(address: string, place: string): boolean {
  const parts = address.split('/');
  const [role = '', name = ''] = parts;
  return address === place || address.startsWith(`${place}/`) || role === place || name === place;
}

/** As the server tells it: `on.watching` is in `on`; a state of several regions is in each of them. */
function isInState(state: string, wanted: string): boolean {
  const isWithin = (part: string, of: string) => part === of || part.startsWith(`${of}.`);
  const regions = state.split(' & ');
  return wanted.split(' & ').every((part) => regions.some((region) => isWithin(region, part)));
}
