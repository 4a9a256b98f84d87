import { isFields } from './shape.rules.js';

/** Reading the bundle's small texts. Everything comes from outside: null stands for "not in this form". */

export interface TlogProof {
  readonly index: number;
  readonly path: readonly Buffer[];
  readonly checkpoint: string;
}

/** C2SP tlog-proof@v1, without an `extra` line. */
export function readProof(text: string): TlogProof | null {
  const cut = text.indexOf('\n\n');
  const [title, index, ...steps] = text.slice(0, cut).split('\n');
  const number = /^index (0|[1-9]\d{0,15})$/.exec(index ?? '')?.[1];
  if (cut < 0 || title !== 'c2sp.org/tlog-proof@v1' || number === undefined) return null;
  const path = readHashes(steps);
  return path && { index: Number(number), path, checkpoint: text.slice(cut + 2) };
}

export function readHashes(lines: readonly string[]): Buffer[] | null {
  const hashes = lines.map((line) => Buffer.from(line, 'base64'));
  const exact = hashes.every((bytes, i) => bytes.length === 32 && bytes.toString('base64') === lines[i]);
  return exact ? hashes : null;
}

/** One line of the log, or null when it is not flat JSON of strings and integers in its canonical form. */
export function readEntry(line: string): Readonly<Record<string, string | number>> | null {
  const value = readJson(line);
  if (!isFields(value)) return null;
  const flat: Record<string, string | number> = {};
  for (const name of Object.keys(value).toSorted()) {
    const one = value[name];
    if (typeof one !== 'string' && !(typeof one === 'number' && Number.isSafeInteger(one))) return null;
    flat[name] = one;
  }
  const members = Object.entries(flat).map(([name, one]) => `${JSON.stringify(name)}:${JSON.stringify(one)}`);
  return `{${members.join(',')}}` === line ? flat : null;
}

export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Lines of `<64 hex>  <name>` and, in salts.txt, `  <path>`. */
export function readColumns(text: string, columns: 2 | 3): string[][] | null {
  if (!text.endsWith('\n')) return null;
  const rows = text
    .slice(0, -1)
    .split('\n')
    .map((line) => line.split('  '));
  return rows.every((row) => row.length === columns && /^[0-9a-f]{64}$/.test(row[0] ?? '')) ? rows : null;
}

/** RFC 4180 with a byte order mark; the first row names the columns. */
export function readCsv(text: string): Record<string, string>[] | null {
  const rows: string[][] = [];
  let row: string[] = [];
  for (let at = text.startsWith('\uFEFF') ? 1 : 0; at < text.length;) {
    const cell = readCell(text, at);
    if (!cell) return null;
    row.push(cell.value);
    at = cell.end + 1;
    if (text[cell.end] === ',') continue;
    if (!text.startsWith('\r\n', cell.end)) return null;
    at = cell.end + 2;
    rows.push(row);
    row = [];
  }
  const [columns, ...rest] = rows;
  if (!columns || row.length > 0 || !rest.every((one) => one.length === columns.length)) return null;
  return rest.map((one) => Object.fromEntries(columns.map((name, i) => [name, one[i] ?? ''])));
}

function readCell(text: string, at: number): { readonly value: string; readonly end: number } | null {
  if (text[at] !== '"') {
    let end = at;
    while (end < text.length && !',\r\n"'.includes(text.charAt(end))) end += 1;
    return { value: text.slice(at, end), end };
  }
  for (let from = at + 1; ;) {
    const quote = text.indexOf('"', from);
    if (quote < 0) return null;
    if (text[quote + 1] !== '"') return { value: text.slice(at + 1, quote).replaceAll('""', '"'), end: quote + 1 };
    from = quote + 2;
  }
}

/** A cell shows a text when it is the text, or the text behind the apostrophe that keeps it from being a formula. */
export function cellShows(cell: string | undefined, text: string): boolean {
  return cell === text || (cell === `'${text}` && /^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/.test(text));
}

/** The JSON inside a viewer's data file, with the text of each of its item lines. */
export function readViewerChunk(text: string): { readonly head: unknown; readonly items: readonly string[] } | null {
  const match = /^\(window\.__AKTA__ = window\.__AKTA__ \|\| \[\]\)\.push\(([\s\S]*)\);\n$/.exec(text);
  const json = match?.[1];
  if (json === undefined) return null;
  if (!json.startsWith('{"items":[\n')) return { head: readJson(json), items: [] };
  if (!json.endsWith('\n]}')) return null;
  return { head: null, items: json.slice('{"items":[\n'.length, -'\n]}'.length).split(',\n') };
}
