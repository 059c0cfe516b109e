/**
 * Label rows: labels put into rows so that none covers another.
 *
 *     row 1     commercial-1         commercial-2
 *     row 0         interval-1 again
 *
 * Units: pixels, or columns of a terminal.
 */

/** A label that wants its middle at `at`. */
export interface Label {
  readonly at: number;
  readonly width: number;
}

/** Where a label is: `x` is its middle, moved as far as the edges of the room ask for. */
export type Placed<T extends Label> = T & { readonly x: number; readonly row: number };

export interface Room {
  readonly from: number;
  readonly until: number;
  readonly rowsMax: number;
  /** Between two labels of a row. */
  readonly gap: number;
}

/**
 * Places labels from left to right, each in the first row that has room for it.
 *
 * One that finds room in no row is left out.
 */
export function labelRows<T extends Label>(
  labels: readonly T[],
  { from, until, rowsMax, gap }: Room,
): readonly Placed<T>[] {
  const ends = Array.from({ length: rowsMax }, () => Number.NEGATIVE_INFINITY);
  return [...labels]
    .sort((a, b) => a.at - b.at)
    .flatMap((label) => {
      const half = label.width / 2;
      const x = Math.max(from + half, Math.min(until - half, label.at));
      const row = ends.findIndex((end) => end + gap <= x - half);
      if (row < 0) return [];
      ends[row] = x + half;
      return [{ ...label, x, row }];
    });
}

/** How many rows are in use. */
export function rowCount(labels: readonly { readonly row: number }[]): number {
  return labels.reduce((count, { row }) => Math.max(count, row + 1), 0);
}
