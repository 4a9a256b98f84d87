import { stringify } from 'csv-stringify/sync';

/** RFC 4180, every text quoted. A cell that a spreadsheet would run as a formula (`= + - @`) gets a leading apostrophe. */
export function csvText<C extends string>(
  columns: readonly C[],
  rows: readonly Readonly<Record<C, string | number | null>>[],
): string {
  const cells = rows.map((row) => columns.map((column) => row[column]));
  const body = stringify(cells, { record_delimiter: 'windows', escape_formulas: true, quoted_string: true });
  return `${columns.join(',')}\r\n${body}`;
}
