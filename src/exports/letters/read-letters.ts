import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Actor, demand, type Language, Refusal } from '../../platform/index.js';
import { ReadRequests } from '../../requests/index.js';
import { bundleName, type ExportJob } from '../export.types.js';
import type { LettersOfRequest, WrittenLetterView } from './letter-views.types.js';
import type { Letter, LetterFormat, LetterKind } from './letter.types.js';
import { offeredLetters } from './offered-letters.rules.js';
import { renderLetterDocx } from './renderers/letter-docx.renderer.js';
import { renderLetterPdf } from './renderers/letter-pdf.renderer.js';

interface Row {
  readonly id: string;
  readonly about: string;
  readonly number: number;
  readonly kind: LetterKind;
  readonly language: Language;
  readonly letter: Letter;
  readonly at: Date;
  readonly by: string;
}

const LETTER = `
  SELECT w.id, w.number, w.kind, w.language, w.letter, w.at,
         coalesce((SELECT p.name FROM person p WHERE 'person:' || p.id = w.by), 'Akta') AS by`;

/** Letters as they were written, and the files of them: the same words in both forms, however often they are fetched. */
@Injectable()
export class ReadLetters {
  constructor(
    private readonly database: DataSource,
    private readonly requests: ReadRequests,
  ) {}

  async ofRequest(actor: Actor, requestId: string): Promise<LettersOfRequest> {
    const request = await this.requests.one(actor, requestId);
    const rows = await this.database.query<Row[]>(
      `${LETTER}, r.number AS about FROM written_letter w JOIN records_request r ON r.id = w.request_id
        WHERE w.request_id = $1 ORDER BY w.number`,
      [requestId],
    );
    return { offered: offeredLetters(request), written: rows.map(viewOf) };
  }

  async ofExport(actor: Actor, exportId: string): Promise<readonly WrittenLetterView[]> {
    demand(actor, 'export.make');
    const job = await this.job(exportId);
    const rows = await this.database.query<Omit<Row, 'about'>[]>(
      `${LETTER} FROM written_letter w WHERE w.export_id = $1 ORDER BY w.number`,
      [exportId],
    );
    return rows.map((row) => viewOf({ ...row, about: bundleName(job) }));
  }

  async one(actor: Actor, id: string): Promise<WrittenLetterView> {
    return viewOf(await this.row(actor, id));
  }

  async file(
    actor: Actor,
    id: string,
    format: LetterFormat,
  ): Promise<{ readonly name: string; readonly bytes: Buffer }> {
    const row = await this.row(actor, id);
    const bytes = format === 'docx' ? await renderLetterDocx(row.letter) : await renderLetterPdf(row.letter);
    return { name: `${nameOf(row).replaceAll(/[^A-Za-z0-9.-]+/g, '-')}.${format}`, bytes };
  }

  private async row(actor: Actor, id: string): Promise<Row> {
    const [row] = await this.database.query<
      (Omit<Row, 'about'> & { request: string | null; exportId: string | null })[]
    >(
      `${LETTER}, r.number AS request, w.export_id AS "exportId"
         FROM written_letter w LEFT JOIN records_request r ON r.id = w.request_id WHERE w.id = $1`,
      [id],
    );
    demand(actor, row?.exportId ? 'export.make' : 'request.read');
    if (!row) throw new Refusal('not-found', 'There is no such letter.');
    return { ...row, about: row.request ?? bundleName(await this.job(row.exportId)) };
  }

  private async job(id: string | null): Promise<ExportJob> {
    const [job] = await this.database.query<ExportJob[]>(`SELECT * FROM export_job WHERE id = $1`, [id]);
    if (job) return job;
    throw new Refusal('not-found', 'There is no such export.');
  }
}

function nameOf({ about, number }: Pick<Row, 'about' | 'number'>): string {
  return `${about}-L${number}`;
}

function viewOf(row: Row): WrittenLetterView {
  const { id, kind, language, letter, at, by } = row;
  const file = (format: LetterFormat): string => `/api/v1/letters/${id}/file?format=${format}`;
  return {
    id,
    name: nameOf(row),
    kind,
    language,
    title: letter.title,
    at: at.toISOString(),
    by,
    files: { docx: file('docx'), pdf: file('pdf') },
  };
}
