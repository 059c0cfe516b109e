/**
 * Sentence: one line of the script, from words to an action.
 *
 *     WHO selects FEATURE on TRANSMISSION     SOURCE fails | recovers
 *     WHO browses TRANSMISSION                cut | mend | calm CHANNEL
 *     WHO interacts with TRANSMISSION         lose PERCENT on CHANNEL
 *     WHO cancels                             duplicate PERCENT on CHANNEL [within SPAN]
 *     WHO switches off | on                   reorder PERCENT on CHANNEL [within SPAN]
 *     forge | alter | expire | replay | swap the token of WHO
 *     WHO plays TRANSMISSION with DELIVERY, and the rest of viewing (sentence-viewing.ts)
 *
 * WHO is a subscriber or a member of a population; CHANNEL is `SOURCE downlink | uplink | control` or
 * `PARTICIPANT to PARTICIPANT`. A mistake names the word and the nearest one that fits
 * (test/sim/scenario/sentence.test.ts).
 */
import { CALM } from '../../actors/channel.ts';
import { OUTCOME_NAMES } from '../../machines/effects.ts';
import type { Selection } from '../../machines/protocol.ts';
import type { Action, Occasion, Tampering } from './model.ts';
import type { Names } from './names.ts';
import { nearest, oneOf, type TextProblem } from './problem.ts';
import { VIEWING_VERBS, viewingAction } from './sentence-viewing.ts';
import { SlotReader } from './slot-reader.ts';

/** What a text was read as, or the word that does not fit. */
export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: TextProblem };

/** Reordered messages and duplicates arrive up to this much later when nothing else is said. */
export const DELAY_US_DEFAULT = 1_000_000;

const TAMPER_VERBS = new Map<string, Tampering>([
  ['forge', 'forged'],
  ['alter', 'altered'],
  ['expire', 'expired'],
  ['replay', 'replayed'],
  ['swap', 'swapped'],
]);
const PERSON_VERBS = ['selects', 'browses', 'interacts', 'cancels', 'switches', ...VIEWING_VERBS];
const SOURCE_VERBS = ['fails', 'recovers'];
const COMMANDS = ['cut', 'mend', 'calm', 'lose', 'duplicate', 'reorder', ...TAMPER_VERBS.keys()];

/** Reads one line of the script. */
export function parseSentence(text: string, names: Names): Parsed<Action> {
  const reader = new SlotReader(text, names);
  const first = reader.peek();
  const isCommand =
    COMMANDS.includes(first) && ![...PERSON_VERBS, ...SOURCE_VERBS].includes(reader.peek(1));
  if (isCommand) return finished(reader, command(reader));
  if (names.isSource(first)) return finished(reader, sourceDoes(reader));
  if (names.isPerson(first)) return finished(reader, personDoes(reader));
  const words = [...names.persons(), ...names.declared.sources, ...COMMANDS];
  reader.misfit(`a subscriber, a source or a command (${oneOf(COMMANDS)})`, (word) =>
    PERSON_VERBS.includes(reader.peek(1)) ? names.nearestPerson(word) : nearest(word, words),
  );
  return finished(reader, { do: 'cancel', who: '' });
}

/** Reads what a person selects: `FEATURE on TRANSMISSION`. */
export function parseSelection(text: string, names: Names): Parsed<Selection> {
  const reader = new SlotReader(text, names);
  return finished(reader, selection(reader));
}

/** Reads a channel, `metro-cable downlink`, and gives its id. */
export function parseChannel(text: string, names: Names): Parsed<string> {
  const reader = new SlotReader(text, names);
  return finished(reader, reader.channel());
}

/** Reads what a step waits for: `viewing.started by alice of alice-viewing-2`. */
export function parseOccasion(text: string, names: Names): Parsed<Occasion> {
  const reader = new SlotReader(text, names);
  const word = reader.word(...OUTCOME_NAMES);
  const name = OUTCOME_NAMES.find((known) => known === word) ?? 'order.completed';
  const by = reader.peek() === 'by' ? afterWord(reader, 'by', () => reader.participant()) : null;
  const of = reader.peek() === 'of' ? afterWord(reader, 'of', () => reader.any()) : null;
  return finished(reader, { name, by, of });
}
function afterWord(reader: SlotReader, word: string, read: () => string): string {
  reader.word(word);
  return read();
}

function personDoes(reader: SlotReader): Action {
  const who = reader.person();
  const verb = reader.word(...PERSON_VERBS);
  if (verb === 'selects') return { do: 'select', who, selection: selection(reader) };
  if (verb === 'browses') return { do: 'browse', who, transmission: reader.transmission() };
  if (verb === 'interacts') {
    reader.word('with');
    return { do: 'interact', who, transmission: reader.transmission() };
  }
  if (verb === 'switches') {
    return { do: reader.word('off', 'on') === 'off' ? 'switch-off' : 'switch-on', who };
  }
  return viewingAction(reader, who, verb) ?? { do: 'cancel', who };
}

function sourceDoes(reader: SlotReader): Action {
  const source = reader.source();
  return { do: reader.word(...SOURCE_VERBS) === 'fails' ? 'fail' : 'recover', source };
}

function command(reader: SlotReader): Action {
  const verb = reader.word(...COMMANDS);
  const how = TAMPER_VERBS.get(verb);
  if (how !== undefined) {
    for (const word of ['the', 'token', 'of']) reader.word(word);
    return { do: 'tamper', who: reader.person(), how };
  }
  if (verb === 'cut' || verb === 'mend') return { do: verb, channel: reader.channel() };
  if (verb === 'calm') return { do: 'condition', channel: reader.channel(), condition: CALM };
  const ppm = reader.percentPpm();
  reader.word('on');
  const channel = reader.channel();
  if (verb === 'lose') return { do: 'condition', channel, condition: { ...CALM, lossPpm: ppm } };
  let delayUsMax = DELAY_US_DEFAULT;
  if (reader.peek() !== '') {
    reader.word('within');
    delayUsMax = reader.spanUs();
  }
  const chance = verb === 'duplicate' ? { duplicatePpm: ppm } : { reorderPpm: ppm };
  return { do: 'condition', channel, condition: { ...CALM, ...chance, delayUsMax } };
}

function selection(reader: SlotReader): Selection {
  const feature = reader.feature();
  reader.word('on');
  return { feature, transmission: reader.transmission() };
}

function finished<T>(reader: SlotReader, value: T): Parsed<T> {
  reader.end();
  return reader.problem === null ? { ok: true, value } : { ok: false, problem: reader.problem };
}
