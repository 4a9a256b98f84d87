import { readFileSync, writeFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { stringify } from 'yaml';
import { Refusal } from '../../platform/index.js';
import {
  type Imported,
  importedPolicy,
  importTable,
  jrwaRow,
  naraColumns,
  naraRow,
  type TableRow,
} from './import-schedule.rules.js';
import { readPolicy } from './read-policy-files.js';

export const IMPORTS = ['nara-grs', 'jrwa'] as const;
const MOST_BYTES = 20_000_000;
const JRWA_COLUMNS = ['symbol', 'hasło', 'kategoria'];

export interface ImportAsked {
  readonly path: string;
  readonly kind: (typeof IMPORTS)[number];
  readonly id: string;
  /** The file to write; it must not exist. */
  readonly out: string;
  /** `2026-11-26` */
  readonly today: string;
}

/** Makes a policy of a published table, as a draft to be edited. What cannot be counted is left out and told. */
export function importSchedule({ path, kind, id, out, today }: ImportAsked): Imported {
  const rows = rowsOf(textAt(path), kind === 'jrwa' ? ';' : ',');
  const imported = kind === 'jrwa' ? readJrwa(rows) : readNara(rows);
  if (imported.series.length === 0) {
    throw new Refusal('invalid-input', `No row of ${path} can be counted. ${imported.left[0]?.why ?? 'It has none.'}`);
  }
  const policy = importedPolicy(kind, { id, today, series: imported.series });
  const text = `# yaml-language-server: $schema=./policy.schema.json\n${stringify(policy, { lineWidth: 120 })}`;
  const read = readPolicy(Buffer.from(text), out);
  if ('faults' in read) throw new Refusal('invalid-input', `${path}: ${read.faults[0]?.text}`, { faults: read.faults });
  try {
    writeFileSync(out, text, { flag: 'wx' });
  } catch (cause) {
    throw new Refusal(
      'wrong-state',
      `${out} cannot be written, or is there already. Name another with --out.`,
      {},
      { cause },
    );
  }
  return imported;
}

/** Office programs in Poland write in Windows-1250 where they do not write UTF-8. */
function textAt(path: string): string {
  const bytes = bytesAt(path);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1250').decode(bytes);
  }
}

function bytesAt(path: string): Buffer {
  try {
    const bytes = readFileSync(path);
    if (bytes.length <= MOST_BYTES) return bytes;
  } catch (cause) {
    throw new Refusal('not-found', `The file ${path} cannot be read.`, {}, { cause });
  }
  throw new Refusal('too-large', `${path} has more than ${MOST_BYTES} bytes, which no schedule has.`);
}

function rowsOf(text: string, delimiter: string): TableRow[] {
  try {
    return parse(text, {
      delimiter,
      columns: trimmed,
      bom: true,
      skip_empty_lines: true,
      relax_column_count: true,
      trim: true,
    });
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : String(cause);
    throw new Refusal('invalid-input', `The table cannot be read: ${said}`, {}, { cause });
  }
}

function trimmed(names: string[]): string[] {
  return names.map((name) => name.trim());
}

function readJrwa(rows: readonly TableRow[]): Imported {
  const named = rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, value]) => [name.toLowerCase(), value])),
  );
  const lacks = JRWA_COLUMNS.find((name) => named[0] === undefined || !(name in named[0]));
  if (lacks !== undefined) throw missing(lacks, 'symbol;hasło;kategoria;uwagi');
  return importTable(named, jrwaRow, (row) => `${row['symbol']} ${row['hasło']}`);
}

function readNara(rows: readonly TableRow[]): Imported {
  const columns = naraColumns(Object.keys(rows[0] ?? {}));
  if ('lacks' in columns) throw missing(columns.lacks, 'those of NARA’s machine-implementable GRS');
  return importTable(rows, naraRow(columns), (row) => Object.values(row).slice(0, 2).join(' '));
}

function missing(column: string, all: string): Refusal {
  return new Refusal('invalid-input', `The table has no column "${column}". Its first line names the columns: ${all}.`);
}
