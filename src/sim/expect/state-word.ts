/**
 * State word: a state in a condition, which its participant must be able to be in.
 *
 *     state of alice is on.watching
 *     state of billing-processor/account-alice is billing.quiet & handover.quiet
 */
import type { Address } from '../../machines/address.ts';
import { nearest, oneOf } from '../scenario/problem.ts';
import { isInState, statesAt, stateWords } from './machine-states.ts';
import { Mistake, type Vocabulary, type Word, type WordReader } from './words.ts';

/**
 * Takes a state, whole or in part (`on` is what `on.watching` is in).
 *
 * Where the vocabulary is not closed, any word is taken. Throws a `Mistake` for a state that the
 * machine at `of` does not have: a condition that denies it would always hold.
 */
export function takeState(words: WordReader, of: Address, { closed }: Vocabulary): string {
  const first = words.take('a state');
  const parts = [first.text];
  while (words.peek()?.text === '&') {
    words.take('&');
    parts.push(words.take('a state').text);
  }
  const state = parts.join(' & ');
  if (closed !== undefined) requireState({ text: state, offset: first.offset }, of);
  return state;
}

function requireState({ text, offset }: Word, of: Address): void {
  const states = statesAt(of);
  if (states.some((state) => isInState(state, text))) return;
  const known = stateWords(states);
  const expected =
    known.length === 0
      ? `somebody who has states: ${of} has none`
      : `a state of ${of} (${oneOf(known)})`;
  // A state is often written without what it is in: `watching` for `on.watching`.
  const whole = known.find((word) => word.endsWith(`.${text}`));
  const found = `"${text.slice(0, 80)}"`;
  throw new Mistake({ offset, found, expected, nearest: whole ?? nearest(text, known) });
}
