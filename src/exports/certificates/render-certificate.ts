import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor, Language } from '../../platform/index.js';
import { ReadDispositions } from '../../retention/index.js';
import { paperOf } from '../letters/letter.rules.js';
import { renderLetterPdf } from '../letters/renderers/letter-pdf.renderer.js';
import { certificatePaper } from './certificate-paper.js';

/** The certificate of a disposition list as PDF, on the paper of the body's country; the same certificate gives the same bytes. */
@Injectable()
export class RenderCertificate {
  constructor(
    private readonly database: DataSource,
    private readonly read: ReadDispositions,
  ) {}

  async run(
    actor: Actor,
    listId: string,
    language: Language,
  ): Promise<{ readonly name: string; readonly bytes: Buffer }> {
    const certificate = await this.read.certificate(actor, listId);
    const [body] = await this.database.query<{ country: string }[]>(
      `SELECT b.country FROM body b JOIN disposition_list l ON l.body_id = b.id WHERE l.id = $1`,
      [listId],
    );
    const bytes = await renderLetterPdf(certificatePaper(certificate, language, paperOf(body?.country ?? '')));
    return { name: `certificate-${certificate.number.replaceAll(/[^\w.-]/g, '-')}.pdf`, bytes };
  }
}
