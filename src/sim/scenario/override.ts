/**
 * Override: replaces single values of a document, as `--set path=value` asks.
 *
 *     --set subscribers.alice.credit=0     the key is made if the mapping lacks it
 *     --set script.0.at=20:00              a list item by its index, or the next one
 *
 * Values are YAML. A problem in one names the option as its file and has no line.
 */
import { type Entry, type MappingValue, outsideFiles, type Place, type Value } from './document.ts';
import { cut, quoted } from './problem.ts';
import type { ProblemList } from './problem-list.ts';
import { readSourceText } from './source-text.ts';

const STEPS_MAX = 16;

/**
 * The document with one more setting, `path=value`; unchanged, with a problem, when it cannot be.
 *
 * @param option how problems name what asked for it
 */
export function overridden(
  document: Value,
  setting: string,
  problems: ProblemList,
  option = `--set ${cut(setting)}`,
): Value {
  const at = outsideFiles(option);
  const split = setting.indexOf('=');
  const path = split < 0 ? '' : setting.slice(0, split).trim();
  const steps = path.split('.');
  const fail = (found: string, expected: string): Value => {
    problems.add({ at, path, found, expected });
    return document;
  };
  if (path === '' || steps.includes('') || steps.length > STEPS_MAX || path.length > 200) {
    return fail(quoted(setting), 'PATH=VALUE, such as subscribers.alice.credit=0');
  }
  if (steps[0] === 'extends') return fail('"extends"', 'a path below the files that are extended');
  const value = readSourceText(option, setting.slice(split + 1), problems, path);
  if (value === null) return document;
  const result = replaced(document, steps, value, at);
  return result.ok ? result.value : fail(result.found, result.expected);
}

type Replaced =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly found: string; readonly expected: string };

function replaced(target: Value, steps: readonly string[], value: Value, at: Place): Replaced {
  const [step, ...rest] = steps;
  if (step === undefined) return { ok: true, value };
  if (target.kind === 'scalar') {
    return {
      ok: false,
      found: `the single value ${quoted(target.text)}`,
      expected: 'a mapping or a list',
    };
  }
  if (target.kind === 'mapping') {
    const entry = target.entries.get(step);
    const inner = replaced(entry?.value ?? emptyMapping(at), rest, value, at);
    if (!inner.ok) return inner;
    const entries = new Map<string, Entry>(target.entries);
    entries.set(step, { keyAt: entry?.keyAt ?? at, value: inner.value });
    return { ok: true, value: { ...target, entries } };
  }
  const index = /^\d{1,9}$/.test(step) ? Number(step) : -1;
  if (index < 0 || index > target.items.length) {
    const expected = `an index from 0 to ${target.items.length}`;
    return { ok: false, found: `the list index ${quoted(step)}`, expected };
  }
  const inner = replaced(target.items[index] ?? emptyMapping(at), rest, value, at);
  if (!inner.ok) return inner;
  const items = [...target.items];
  items[index] = inner.value;
  return { ok: true, value: { ...target, items } };
}

function emptyMapping(at: Place): MappingValue {
  return { kind: 'mapping', at, entries: new Map() };
}
