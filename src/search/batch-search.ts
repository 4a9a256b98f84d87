import { Injectable } from '@nestjs/common';
import { type CsvError, parse } from 'csv-parse/sync';
import { type Actor, Refusal } from '../platform/index.js';
import { type Asked, RecordSearch } from './record-search.js';

/** One term of a list, and what it finds. A term that cannot be read has a fault and no count. */
export interface BatchLine {
  readonly term: string;
  readonly canonical: string | null;
  readonly count: number | null;
  readonly exact: boolean;
  readonly fault: string | null;
}

const MOST_TERMS = 10_000;
const HEADINGS = new Set(['term', 'terms', 'query', 'search', 'word', 'words', 'name']);

/** Counts what each of many terms finds, one after the other, within the same filters. */
@Injectable()
export class BatchSearch {
  constructor(private readonly search: RecordSearch) {}

  async *run(actor: Actor, terms: readonly string[], filters: Asked): AsyncIterable<BatchLine> {
    for (const term of terms) yield await this.line(actor, term, filters);
  }

  private async line(actor: Actor, term: string, filters: Asked): Promise<BatchLine> {
    try {
      const { count, exact, asked } = await this.search.count(actor, { ...filters, text: term });
      return { term, canonical: asked.text, count, exact, fault: null };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { term, canonical: null, count: null, exact: false, fault: error.message };
    }
  }
}

/** The first column of a CSV file, without a heading and without empty lines. */
export function termsOf(csv: string): readonly string[] {
  const rows = rowsOf(csv);
  const [heading] = rows;
  const terms = heading !== undefined && HEADINGS.has(heading.toLowerCase()) ? rows.slice(1) : rows;
  if (terms.length === 0) throw new Refusal('invalid-input', 'There is no term in this file. Write one a line.');
  if (terms.length <= MOST_TERMS) return terms;
  throw new Refusal(
    'too-large',
    `There are ${terms.length} terms in this file; ${MOST_TERMS} can be looked for at once.`,
  );
}

function rowsOf(csv: string): readonly string[] {
  try {
    const rows: string[][] = parse(csv, {
      bom: true,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: 100_000,
    });
    return rows.flatMap(([first = '']) => (first.trim() === '' ? [] : [first.trim()]));
  } catch (cause) {
    const at: Partial<CsvError> = Object(cause);
    const line = Object(at)['lines'];
    throw new Refusal(
      'invalid-input',
      `The file is not CSV${typeof line === 'number' ? ` in line ${line}` : ''}: a quotation mark within a cell is written twice, and the cell stands in quotation marks.`,
      {},
      { cause },
    );
  }
}
