import type { ReactNode } from 'react';
import { type PageKey, pageSentences } from '../../../../src/platform/sentences/page.sentences.js';
import { fullTime } from '../../../../src/platform/sentences/when.rules.js';
import { isMoment, isWordColumn } from '../../../../src/reports/tables/report-cells.rules.js';
import type { Cell, Report, ReportColumn, ReportSection } from '../../../../src/reports/tables/report.types.js';
import { DataTable } from '../../frame/data-table.js';
import { useLanguage, useSay } from '../../frame/language.js';
import { Part } from '../../frame/screen.js';
import { Name } from '../../records/plain-text.js';
import { addressOf, withQuery } from '../api.js';
import { reportPath, type ReportSpan } from './report-reads.js';

const NUMBERS = { en: 'en-US', pl: 'pl-PL' } as const;

/** The sentence of this name; a table or column of a server newer than this page is shown by its name. */
function keyOf(key: string): PageKey | null {
  return isKey(key) ? key : null;
}

function isKey(key: string): key is PageKey {
  return Object.hasOwn(pageSentences, key);
}

export function useSaid(): (key: string) => string {
  const say = useSay();
  return (key) => {
    const known = keyOf(key);
    return known === null ? key : say(known);
  };
}

function CellText({ cell, column, zone }: { cell: Cell; column: ReportColumn; zone: string }): ReactNode {
  const said = useSaid();
  const language = useLanguage();
  if (cell === null) return '–';
  if (typeof cell === 'number') return cell.toLocaleString(NUMBERS[language]);
  if (isMoment(cell)) return fullTime(cell, zone, language);
  const word = `cell.${cell}`;
  return isWordColumn(column.id) && isKey(word) ? said(word) : <Name limit={200}>{cell}</Name>;
}

/** One table of a report, with its file beside it. */
export function ReportTable(props: { report: Report; section: ReportSection; span: ReportSpan }): ReactNode {
  const say = useSay();
  const said = useSaid();
  const { report, section, span } = props;
  const { id, columns, rows, total } = section;
  const title = said(`section.${report.name}.${id}`);
  const file = addressOf(withQuery(reportPath(report.name, '/file'), { section: id, ...span }));
  return (
    <Part title={title} id={`report-${id}`}>
      {rows.length === 0 ? (
        <p>{say('reports.none')}</p>
      ) : (
        <>
          <DataTable
            title={say('reports.table', { title })}
            compact
            columns={columns.flatMap((column) => {
              const key = keyOf(`column.${column.id}`);
              return key === null ? [] : [{ title: key, isNumber: column.isNumber }];
            })}
          >
            {rows.map((row, i) => (
              // Rows have no name of their own, and come whole with each answer.
              // oxlint-disable-next-line react/no-array-index-key
              <tr key={i}>
                {columns.map((column, place) => (
                  <td key={column.id} className={column.isNumber ? 'ak-number' : undefined}>
                    <CellText cell={row[place] ?? null} column={column} zone={report.zone} />
                  </td>
                ))}
              </tr>
            ))}
          </DataTable>
          {total > rows.length ? <p>{say('reports.more', { n: total - rows.length })}</p> : null}
          <p>
            <a className="usa-link" href={file} download>
              {say('reports.csv', { table: title })}
            </a>
          </p>
        </>
      )}
    </Part>
  );
}
