import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Actor, demand } from '../../platform/index.js';
import { unknownRequest } from '../request-rows.js';
import type { CodeLibrary } from '../redaction/exemption-codes.rules.js';
import { CODE_LIBRARIES } from './ground.rules.js';
import type { CodesView } from './review.types.js';

/** The codes on which something of a request may be withheld: those of its law and of no other. */
@Injectable()
export class ReadCodes {
  constructor(
    private readonly database: DataSource,
    @Inject(CODE_LIBRARIES) private readonly libraries: readonly CodeLibrary[],
  ) {}

  /** Without a law a code is the body's own, and the list is empty. */
  async run(actor: Actor, requestId: string): Promise<CodesView> {
    demand(actor, 'request.read');
    const [request] = await this.database.query<{ law: string | null }[]>(
      `SELECT law FROM records_request WHERE id = $1`,
      [requestId],
    );
    if (!request) throw unknownRequest();
    const { law } = request;
    const library = this.libraries.find((one) => one.law === law);
    return {
      law,
      codes: (library?.codes ?? []).map(({ id, title, citation, needsStatute, needsHarm }) => ({
        id,
        title: title ?? null,
        citation: citation ?? null,
        needsStatute: needsStatute === true,
        needsHarm: needsHarm !== undefined,
      })),
    };
  }
}
