/**
 * Code unit: `text.charCodeAt(index)`, for loops over texts that a run goes through all the time.
 *
 * V8 has texts of more kinds (flat, joined, interned, sliced …) than a place in a program may meet before it
 * looks the method up anew for each character: the lines of records then take half as long again. Asked
 * for this way, the method is looked up once.
 */
const { charCodeAt } = String.prototype;

/** The UTF-16 code unit at an index; NaN beyond the end. */
export function codeUnitAt(text: string, index: number): number {
  return charCodeAt.call(text, index);
}
