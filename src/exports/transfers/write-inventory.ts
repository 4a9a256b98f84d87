import { text as textIn } from 'node:stream/consumers';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Actor, Clock, demand, type Language } from '../../platform/index.js';
import { type ListRow, localDay, readList } from '../../retention/index.js';
import { csvOf } from '../bundle/write-csv.js';
import { paperOf } from '../letters/letter.rules.js';
import { renderLetterPdf } from '../letters/renderers/letter-pdf.renderer.js';
import { caseSign, caseTitle, SPIS_COLUMNS, spisCells, spisPaper, type SpisRow } from './spis.rules.js';

export const INVENTORY_FORMATS = ['pdf', 'csv'] as const;
export type InventoryFormat = (typeof INVENTORY_FORMATS)[number];

export interface InventoryWanted {
  readonly listId: string;
  readonly format: InventoryFormat;
  readonly language: Language;
}

interface CaseRow {
  readonly account: number;
  readonly handle: string;
  readonly year: number;
  readonly from: string;
  readonly to: string;
  readonly items: number;
}

/** The spis of a list, as it is handed to the archive that takes over or looks at it: one line an account and year. */
@Injectable()
export class WriteInventory {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  async run(
    actor: Actor,
    { listId, format, language }: InventoryWanted,
  ): Promise<{ readonly name: string; readonly mime: string; readonly bytes: Buffer }> {
    demand(actor, 'disposition.read');
    const list = await readList(this.database, listId);
    const rows = await this.rows(list, language);
    const name = `inventory-${list.number.replaceAll(/[^\w.-]/g, '-')}.${format}`;
    if (format === 'csv') {
      const text = await textIn(csvOf(SPIS_COLUMNS[language], spisCells(rows, language)));
      return { name, mime: 'text/csv; charset=utf-8', bytes: Buffer.from(text) };
    }
    return { name, mime: 'application/pdf', bytes: await this.paper(list, { rows, language }) };
  }

  private async paper(
    list: ListRow,
    { rows, language }: { readonly rows: readonly SpisRow[]; readonly language: Language },
  ): Promise<Buffer> {
    const [body] = await this.database.query<{ name: string; country: string }[]>(
      `SELECT name, country FROM body WHERE id = $1`,
      [list.bodyId],
    );
    const [made] = await this.database.query<{ archive: string }[]>(
      `SELECT archive FROM transfer_package WHERE list_id = $1 ORDER BY id DESC LIMIT 1`,
      [list.id],
    );
    const facts = {
      kind: list.about.action,
      number: list.number,
      body: body?.name ?? '',
      archive: made?.archive ?? null,
      authority: list.about.authority.citation[language],
      day: localDay(this.clock.now(), list.zone),
      rows,
    };
    return renderLetterPdf(spisPaper(facts, language, paperOf(body?.country ?? '')));
  }

  /** What was excluded is on no spis. */
  private async rows({ id, zone, about }: ListRow, language: Language): Promise<SpisRow[]> {
    const cases: CaseRow[] = await this.database.query(
      `SELECT (dense_rank() OVER (ORDER BY account_id))::int AS account, handle, year, "from"::text, "to"::text, items FROM (
         SELECT i.account_id, a.handle, extract(year FROM d.day)::int AS year, min(d.day) AS "from", max(d.day) AS "to",
                count(*)::int AS items
           FROM disposition_entry e JOIN item i ON i.id = e.item_id JOIN account a ON a.id = i.account_id
           LEFT JOIN item_watch w ON w.item_id = i.id
          CROSS JOIN LATERAL (SELECT (coalesce(w.posted_at, i.first_seen_at) AT TIME ZONE $2)::date AS day) d
          WHERE e.list_id = $1 AND e.state <> 'excluded' GROUP BY 1, 2, 3) c
        ORDER BY account_id, year`,
      [id, zone],
    );
    return cases.map(({ account, handle, year, from, to, items }, i) => ({
      no: i + 1,
      sign: caseSign(about.series, account, String(year)),
      series: about.series,
      heading: about.title[language],
      title: caseTitle(handle, String(year), language),
      from,
      to,
      documents: items,
    }));
  }
}
