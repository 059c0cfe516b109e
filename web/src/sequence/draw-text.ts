/**
 * Draw text: how wide texts are, asked once each, and texts that are cut to fit.
 */

/** One font is used for all but strips, so the width hangs on the text and the font alone. */
const widths = new Map<string, number>();
const KEPT_MAX = 20_000;

/** The width of a text in the font in force. */
export function textWidth(context: CanvasRenderingContext2D, text: string): number {
  const key = `${context.font}|${text}`;
  const known = widths.get(key);
  if (known !== undefined) return known;
  if (widths.size > KEPT_MAX) widths.clear();
  const { width } = context.measureText(text);
  widths.set(key, width);
  return width;
}

/** A text cut with `…` to a width; '' where not even a few letters fit. */
export function fitting(context: CanvasRenderingContext2D, text: string, width: number): string {
  if (textWidth(context, text) <= width) return text;
  const letters = Math.floor((text.length * (width - 8)) / Math.max(1, textWidth(context, text)));
  return letters < 3 ? '' : `${text.slice(0, letters)}…`;
}
