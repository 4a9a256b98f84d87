import { fullTime, type Language, pageSentences, type PageKey, say, shownSafely } from '../../platform/index.js';
import { isMoment, isWordColumn } from './report-cells.rules.js';
import type { Cell, Report, ReportColumn, ReportSection } from './report.types.js';

const WIDEST = 48;

/** Tables as lines of text, each with its title, as of when. */
export function reportInWords(report: Report, language: Language): string[] {
  const at = report.asOf === null ? null : fullTime(report.asOf, report.zone, language);
  return [
    said(`report.${report.name}`, language),
    at === null ? say(pageSentences, 'reports.never', language) : say(pageSentences, 'reports.as-of', language, { at }),
    ...report.sections.flatMap((section) => ['', ...sectionLines(report, section, language)]),
  ];
}

function sectionLines(
  { name, zone }: Report,
  { id, columns, rows, total }: ReportSection,
  language: Language,
): string[] {
  const title = said(`section.${name}.${id}`, language);
  if (rows.length === 0) return [title, `  ${say(pageSentences, 'reports.none', language)}`];
  const table = [
    columns.map((column) => said(`column.${column.id}`, language)),
    ...rows.map((row) => columns.map((column, i) => cellText(row[i] ?? null, { column, zone, language }))),
  ];
  const widths = columns.map((_, i) => Math.min(WIDEST, Math.max(...table.map((row) => (row[i] ?? '').length))));
  const lines = table.map((row) =>
    `  ${row.map((text, i) => (columns[i]?.isNumber === true ? text.padStart(widths[i] ?? 0) : text.padEnd(widths[i] ?? 0))).join('  ')}`.trimEnd(),
  );
  const more = total - rows.length;
  return [title, ...lines, ...(more > 0 ? [`  ${say(pageSentences, 'reports.more', language, { n: more })}`] : [])];
}

/** A word of ours in the reader's language; what somebody named stays as it is. */
function cellText(
  cell: Cell,
  { column, zone, language }: { readonly column: ReportColumn; readonly zone: string; readonly language: Language },
): string {
  if (cell === null) return '–';
  if (typeof cell === 'number') return cell.toLocaleString(language === 'pl' ? 'pl-PL' : 'en-US');
  if (isMoment(cell)) return fullTime(cell, zone, language);
  const word = `cell.${cell}`;
  return isWordColumn(column.id) && isKey(word) ? said(word, language) : shownSafely(cell).replaceAll('\n', ' ');
}

function said(key: string, language: Language): string {
  return isKey(key) ? say(pageSentences, key, language) : key;
}

function isKey(key: string): key is PageKey {
  return Object.hasOwn(pageSentences, key);
}
