/**
 * Table: rows with their columns aligned, for a terminal.
 */

/**
 * Rows as indented lines; each column is as wide as its widest cell. Control characters, which only a
 * file from elsewhere can have, become blanks.
 *
 * @param isRight whether a column is aligned to the right, as amounts are; the last one when not given
 */
export function table(
  rows: readonly (readonly string[])[],
  isRight: (column: number, columns: number) => boolean = (column, columns) =>
    column === columns - 1,
): string[] {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows.map((row) => {
    const cells = row.map((cell, column) => {
      const width = widths[column] ?? 0;
      return isRight(column, columns) ? cell.padStart(width) : cell.padEnd(width);
    });
    return `  ${cells.join('  ').trimEnd()}`.replace(/\p{Cc}/gu, ' ');
  });
}
