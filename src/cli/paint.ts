/**
 * Paint: colours, on a terminal only (and never where NO_COLOR asks for none).
 */
import picocolors from 'picocolors';

/** Asked for by FORCE_COLOR, refused by NO_COLOR, otherwise as the terminal has it. */
const isColoured =
  process.env.NO_COLOR === undefined &&
  (process.stdout.isTTY || process.env.FORCE_COLOR !== undefined);
const colors = picocolors.createColors(isColoured);

export const paint = {
  title: colors.bold,
  section: (text: string) => colors.bold(colors.cyan(text)),
  good: colors.green,
  bad: colors.red,
  quiet: colors.dim,
} as const;

/** A tick or a cross, in its colour. */
export function mark(holds: boolean): string {
  return holds ? paint.good('✓') : paint.bad('✗');
}
