import { stringify } from 'csv-stringify/sync';

export type Cell = string | number;

/**
 * RFC 4180 with a byte order mark, rows ended by CR LF, every text quoted. A text that a spreadsheet would run as a
 * formula gets a leading apostrophe; readers of the file take it off again where the text itself has none.
 */
export async function* csvOf<C extends string>(
  columns: readonly C[],
  rows: AsyncIterable<Readonly<Record<C, Cell>>> | Iterable<Readonly<Record<C, Cell>>>,
): AsyncGenerator<string> {
  yield `\uFEFF${columns.join(',')}\r\n`;
  for await (const row of rows) {
    const cells = columns.map((column) => row[column]);
    yield stringify([cells], { record_delimiter: 'windows', escape_formulas: true, quoted_string: true });
  }
}
