/**
 * Amount: money as people read it. Units: minor units, a hundredth of the major one.
 */

/** `1,204.50`, with a minus sign as wide as a digit. */
export function amountText(minor: number): string {
  const text = (Math.abs(minor) / 100).toLocaleString('en', {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  });
  return minor < 0 ? `−${text}` : text;
}
