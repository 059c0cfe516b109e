/**
 * JSON mistakes: what is wrong with a text that should be a JSON object, and in which line.
 */
export interface JsonMistake {
  readonly line: number;
  readonly column: number;
  readonly text: string;
}
export type ReadObject =
  | { readonly ok: true; readonly value: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly mistake: JsonMistake };

/** Reads a JSON object. */
export function parsedObject(text: string): ReadObject {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return {
      ok: false,
      mistake: placed(text, error instanceof Error ? error.message : String(error)),
    };
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return { ok: true, value: value as Readonly<Record<string, unknown>> };
  }
  return { ok: false, mistake: { line: 1, column: 1, text: 'found no object; write { … }' } };
}

/** Browsers name the place in different words; where one does not, it is the end. */
function placed(text: string, message: string): JsonMistake {
  const said = /line (\d+) column (\d+)/.exec(message);
  const words = message.replace(/\s*(?:in JSON )?at (?:position|line).*$/, '');
  if (said !== null) return { line: Number(said[1]), column: Number(said[2]), text: words };
  const position = Number(/position (\d+)/.exec(message)?.[1] ?? text.length);
  const before = text.slice(0, position).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1, text: words };
}
