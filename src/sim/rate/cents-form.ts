/**
 * Cents form: cases of another tool, with rates in cents by name, turned into the native form.
 *
 *     { id: W02a, inputs: { tariff: { initialCents: 100, programmingCentsPerMin: 6 }, timeline, events } }
 *     { id: W02a, tariff: { initial: 100 cents, programming: 6 cents per minute }, timeline, events }
 *
 * A case is in cents form when it has `inputs`. Beside them are `id`, `title`, and what is expected of
 * the case, which is not read. `settlement` has splits. What the inputs leave open is taken from the
 * tariff these cases are written for: 6 cents a minute for `priorCharges`, the royalties of
 * `ROYALTIES` for a `cast` without `royaltyCentsPerMin` (cents-session.ts).
 * Every value keeps its place, so mistakes are told where they are written; a field that is not known, or
 * inputs of which too little is there to rate them, are mistakes of the case.
 */
import type { Entry, MappingValue, Value } from '../scenario/document.ts';
import { pathTo } from '../scenario/document.ts';
import { nearest, oneOf, quoted } from '../scenario/problem.ts';
import type { ProblemList } from '../scenario/problem-list.ts';
import { CentsFields } from './cents-fields.ts';
import { nativeSession } from './cents-session.ts';
import {
  entriesOf,
  itemsOf,
  valueAt,
  written,
  writtenList,
  writtenMapping,
} from './written-value.ts';

/** What a case has beside its inputs; the rest of it is what somebody expects. */
const BESIDE_INPUTS = [
  'id',
  'title',
  'inputs',
  'seedRef',
  'note',
  'lines',
  'royalties',
  'totals',
  'usage',
  'rejected',
  'policies',
] as const;

/** The document with its cases in cents form, if there are any, in the native form. */
export function inNativeForm(document: MappingValue, problems: ProblemList): MappingValue {
  if (centsCase(document) !== null) return nativeCase(document, '', problems);
  const cases = valueAt(document, 'cases');
  const settlement = valueAt(document, 'settlement');
  const items = itemsOf(cases);
  if (settlement === null && items.every((item) => centsCase(item) === null)) return document;
  const native = items.map((item, index) => {
    const inCents = centsCase(item);
    return inCents === null ? item : nativeCase(inCents, `cases.${index}`, problems);
  });
  const splits = itemsOf(settlement).map((item, index) =>
    nativeSplit(item, `cases.${items.length + index}`, problems),
  );
  const entries = new Map<string, Entry>(document.entries);
  for (const key of ['meta', 'settlement']) entries.delete(key);
  const currency = valueAt(valueAt(document, 'meta'), 'currency');
  if (currency !== null && !entries.has('currency')) {
    entries.set('currency', { keyAt: currency.at, value: currency });
  }
  const at = cases?.at ?? document.at;
  entries.set('cases', { keyAt: at, value: writtenList(at, [...native, ...splits]) });
  return { ...document, entries };
}

/** The mapping that is a case in cents form; null for anything else. */
function centsCase(value: Value): MappingValue | null {
  return value.kind === 'mapping' && value.entries.has('inputs') ? value : null;
}

function nativeCase(value: MappingValue, path: string, problems: ProblemList): MappingValue {
  for (const [key, { keyAt: at }] of value.entries) {
    if (BESIDE_INPUTS.some((known) => known === key)) continue;
    problems.add({
      at,
      path: pathTo(path, key),
      found: `the key ${quoted(key)}`,
      expected: `${oneOf(BESIDE_INPUTS)}; what is to be rated is within "inputs"`,
      nearest: nearest(key, BESIDE_INPUTS),
    });
  }
  const inputs = valueAt(value, 'inputs') ?? value;
  const session = nativeSession(new CentsFields(inputs, path, problems));
  const entries = new Map(session.entries);
  for (const key of ['id', 'title']) {
    const entry = value.entries.get(key);
    if (entry !== undefined) entries.set(key, entry);
  }
  return { kind: 'mapping', at: inputs.at, entries };
}

/** `{ totalCents, weights }` as a split. */
function nativeSplit(value: Value, path: string, problems: ProblemList): Value {
  const [total, weights] = [valueAt(value, 'totalCents'), valueAt(value, 'weights')];
  if (total === null || weights === null) {
    const found = 'a settlement that shares nothing out';
    const expected = '"totalCents" and "weights"; ways of settling are shown by scenarios';
    problems.add({ at: value.at, path, found, expected });
  }
  const text = total?.kind === 'scalar' ? `${total.text} cents` : '';
  const split = writtenMapping(value.at, {
    total: total === null ? null : written(total.at, text),
    weights,
  });
  const names = entriesOf(value).filter(([key]) => key === 'id' || key === 'title');
  const ofCase = writtenMapping(value.at, { split });
  return { ...ofCase, entries: new Map([...names, ...ofCase.entries]) };
}
