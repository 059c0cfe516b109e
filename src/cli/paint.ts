/**
 * Paint: colours, on a terminal only (and never where NO_COLOR asks for none).
 */
import colors from 'picocolors';

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
