/**
 * Person fields: what a machine was told of what a person did, read from the sentence that says it.
 *
 *     "alice selects surround on cup-final"   { feature: surround, transmission: cup-final }
 *
 * The other way is person-event.ts. Law (test/inspector/person-fields.test.ts): for every shipped verb
 * that carries something, the fields are those the sentence names.
 */
import type { Scenario } from '../sim/scenario/model.ts';
import { type Names, namesOf } from '../sim/scenario/names.ts';
import { parseSentence } from '../sim/scenario/sentence.ts';

type Fields = Readonly<Record<string, unknown>>;

/** A population may have thousands of names, and every event of a run may be asked about. */
const known = new WeakMap<Scenario, Names>();

/** The fields of the event behind a sentence; none where it is no sentence of the scenario's script. */
export function fieldsOf(sentence: string, scenario: Scenario): Fields {
  const names = known.get(scenario) ?? namesOf(scenario);
  known.set(scenario, names);
  const read = parseSentence(sentence, names);
  if (!read.ok || !('who' in read.value)) return {};
  const { do: _verb, who: _who, ...what } = read.value;
  return 'selection' in what ? { ...what.selection } : what;
}
