import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { DownloadFault } from './download-fault.types.js';
import type { Listed } from './page-of-pieces.js';

/** A row of a table is some kilobytes. */
const LONGEST_ROW = 1024 * 1024;

interface Row {
  readonly record: readonly string[];
  /** `bytes`: where the row ends, its line end with it. */
  readonly info: { readonly bytes: number };
}

/**
 * The rows of a CSV of any size, each as an object by the names in the first row, with its own bytes. Rows up to `at` are
 * passed over.
 * @throws {DownloadFault} 'damaged'
 */
export async function* splitTable(
  pieces: AsyncIterable<Uint8Array>,
  { name, at = 0 }: { readonly name: string; readonly at?: number },
): AsyncGenerator<Listed> {
  const passed = new Window();
  const parser = Readable.from(passed.through(pieces)).pipe(
    parse({ info: true, bom: true, relax_column_count: true, skip_empty_lines: true, max_record_size: LONGEST_ROW }),
  );
  let names: readonly string[] | null = null;
  let end = 0;
  try {
    for await (const { record, info } of parser as AsyncIterable<Row>) {
      const offset = end;
      const bytes = passed.take((end = info.bytes));
      if (!names) {
        names = record;
        continue;
      }
      if (end <= at) continue;
      const value = Object.fromEntries(names.map((column, i) => [column, record[i] ?? '']));
      yield { piece: { name, offset, bytes, before: NOTHING }, value };
    }
  } catch (cause) {
    if (cause instanceof DownloadFault) throw cause;
    const { lines } = Object(cause);
    const where = typeof lines === 'number' ? `in line ${lines}` : `at byte ${end}`;
    throw new DownloadFault(
      'damaged',
      `${name} cannot be read ${where}: it is no table there. Fetch the download again.`,
      { cause },
    );
  }
}

const NOTHING = Buffer.alloc(0);

/** What the parser was given and no row was taken of yet. */
class Window {
  private held: Buffer = NOTHING;
  private from = 0;

  async *through(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const piece of pieces) {
      this.held = Buffer.concat([this.held, piece]);
      yield piece;
    }
  }

  /** All up to `end` in the file, which is not held any longer. */
  take(end: number): Buffer {
    const taken = this.held.subarray(0, end - this.from);
    this.held = this.held.subarray(end - this.from);
    this.from = end;
    return taken;
  }
}
