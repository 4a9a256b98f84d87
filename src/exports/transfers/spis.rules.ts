import { type Language, say } from '../../platform/sentences/sentences.js';
import type { DrawnPaper, LetterBlock, Paper } from '../letters/letter.types.js';
import { transfersSentences } from './transfers.sentences.js';

/** One line of a list of what is handed over or looked at: a case, here an account in a year. */
export interface SpisRow {
  readonly no: number;
  /** Znak sprawy. */
  readonly sign: string;
  /** The class, and what it is called. */
  readonly series: string;
  readonly heading: string;
  readonly title: string;
  /** Days, both inclusive. */
  readonly from: string;
  readonly to: string;
  readonly documents: number;
}

export interface SpisFacts {
  readonly kind: 'transfer' | 'review' | 'destroy';
  readonly number: string;
  readonly body: string;
  /** Null where nobody takes anything over. */
  readonly archive: string | null;
  readonly authority: string;
  readonly day: string;
  readonly rows: readonly SpisRow[];
}

export const SPIS_COLUMNS: Readonly<Record<Language, readonly string[]>> = {
  pl: ['lp', 'znak_sprawy', 'haslo_jrwa', 'tytul', 'data_od', 'data_do', 'liczba_dokumentow'],
  en: ['no', 'case', 'series', 'title', 'from', 'to', 'documents'],
};

type Cells = Record<string, string | number>;

export function spisCells(rows: readonly SpisRow[], language: Language): Cells[] {
  return rows.map((row) => {
    const cells = [row.no, row.sign, `${row.series} ${row.heading}`, row.title, row.from, row.to, row.documents];
    return Object.fromEntries(SPIS_COLUMNS[language].map((column, i) => [column, cells[i] ?? '']));
  });
}

/** The list as a paper to be signed. */
export function spisPaper(facts: SpisFacts, language: Language, paper: Paper): DrawnPaper {
  const { kind, number, body, archive, authority, day, rows } = facts;
  const title = say(transfersSentences, `spis.${kind}`, language, { number });
  const head = (['no', 'case', 'series', 'title', 'from', 'to', 'documents'] as const).map((key) =>
    say(transfersSentences, `spis.head.${key}`, language),
  );
  const documents = rows.reduce((sum, row) => sum + row.documents, 0);
  const blocks: LetterBlock[] = [
    { part: 'title', type: 'heading', text: title },
    { part: 'by', type: 'paragraph', text: say(transfersSentences, 'spis.by', language, { body, authority }) },
    ...(archive === null
      ? []
      : [{ part: 'to', type: 'paragraph', text: say(transfersSentences, 'spis.to', language, { archive }) } as const]),
    {
      part: 'rows',
      type: 'table',
      head,
      rows: rows.map((row) => [
        String(row.no),
        row.sign,
        `${row.series} ${row.heading}`,
        row.title,
        row.from,
        row.to,
        String(row.documents),
      ]),
    },
    {
      part: 'sum',
      type: 'paragraph',
      text: say(transfersSentences, 'spis.sum', language, { rows: rows.length, documents }),
    },
    {
      part: 'signature',
      type: 'signature',
      lines: [],
      blanks: [
        say(transfersSentences, 'spis.gave', language, { body }),
        ...(archive === null ? [] : [say(transfersSentences, 'spis.took', language, { archive })]),
      ],
    },
  ];
  return { language, paper, title, date: day, head: { name: body, lines: [] }, blocks };
}

/** What a case is called: one account in one year. It begins with a word, so that no spreadsheet takes it for a formula. */
export function caseTitle(handle: string, year: string, language: Language): string {
  return say(transfersSentences, 'spis.case', language, { handle, year });
}

/** `B5`, first account, 2024 → `B5.1.2024`. */
export function caseSign(series: string, account: number, year: string): string {
  return `${series}.${account}.${year}`;
}
