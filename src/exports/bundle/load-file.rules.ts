/** What review programs load documents from: a Concordance DAT for the documents, an Opticon OPT for their pictures. */

export const DAT_COLUMNS = [
  'BEGDOC',
  'ENDDOC',
  'BEGATTACH',
  'ENDATTACH',
  'CUSTODIAN',
  'PLATFORM',
  'ACCOUNT',
  'ACCOUNT_ID',
  'ITEM_NO',
  'POST_ID',
  'POST_URL',
  'RECORD_TYPE',
  'PARENT_ID',
  'THREAD_ID',
  'REPEATS_ID',
  'AUTHOR',
  'DATE_POSTED',
  'DATE_EDITED',
  'DATE_CAPTURED',
  'DATE_DELETED_OBSERVED',
  'TIMEZONE',
  'VERSION_NO',
  'TEXT_LANG',
  'HASHTAGS',
  'URLS',
  'ALT_TEXT',
  'REDACTED',
  'EXEMPTION',
  'SHA256',
  'MD5HASH',
  'NATIVE_PATH',
  'TEXT_PATH',
  'LOG_INDEX',
  'CONFIDENTIALITY',
] as const;

export type DatRow = Readonly<Record<(typeof DAT_COLUMNS)[number], string>>;

/** How many signs could not stand in a DAT as they are. */
export interface Replaced {
  readonly quotes: number;
  readonly newlineSigns: number;
  readonly controls: number;
}

const [BETWEEN, AROUND, NEWLINE] = ['\u0014', '\u00fe', '\u00ae'];
const REPLACEMENTS = [
  ['quotes', /\u00fe/g, 'th'],
  ['newlineSigns', /\u00ae/g, '(R)'],
  // oxlint-disable-next-line no-control-regex -- these are what must not stand in a cell
  ['controls', /[\u0000-\u0009\u000b\u000c\u000e-\u001f]/g, ' '],
] as const;

/** Begins the file: a mark of its encoding and the names of the columns. */
export function datHeader(): string {
  return `\uFEFF${rowOf(DAT_COLUMNS)}`;
}

/**
 * Signs that mean something in a DAT are replaced and counted: no reader of the form takes doubling for one of them. A
 * cell that begins as a formula does stays as it is: every cell begins with the quote sign, so no spreadsheet runs it.
 */
export function datRow(row: DatRow, counted: Replaced): { readonly text: string; readonly replaced: Replaced } {
  const replaced = { ...counted };
  const cells = DAT_COLUMNS.map((column) => {
    let cell = row[column];
    for (const [name, sign, instead] of REPLACEMENTS) {
      cell = cell.replaceAll(sign, () => {
        replaced[name] += 1;
        return instead;
      });
    }
    return cell.replaceAll(/\r\n|\r|\n/g, NEWLINE);
  });
  return { text: rowOf(cells), replaced };
}

function rowOf(cells: readonly string[]): string {
  return `${cells.map((cell) => `${AROUND}${cell}${AROUND}`).join(BETWEEN)}\r\n`;
}

/** One picture of one page. */
export function optRow(control: string, volume: string, path: string): string {
  return `${control},${volume},${path},Y,,,1\r\n`;
}

/** `VOL001`. */
export function volumeName(no: number): string {
  return `VOL${String(no).padStart(3, '0')}`;
}

/** As review programs, which run on Windows, write paths; the volume is the first of it. */
export function pathInVolume(...parts: readonly string[]): string {
  return parts.join('\\');
}
