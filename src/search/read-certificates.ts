import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import {
  type Actor,
  decodeCursor,
  demand,
  encodeCursor,
  may,
  type PageOf,
  PERMISSIONS,
  Refusal,
} from '../platform/index.js';
import type { CertificateView } from './certificate.types.js';
import type { PageWanted } from './record-search.js';

interface Row {
  readonly id: string;
  readonly made_at: Date;
  readonly text: string;
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const ROWS = `SELECT c.id, c.made_at, s.text FROM search_certificate c JOIN statement s ON s.event_id = c.event_id`;

/** Certificates as they were made. Who may not have made one, for what it looked through or asked for, may not read it. */
@Injectable()
export class ReadCertificates {
  constructor(private readonly database: DataSource) {}

  async one(actor: Actor, id: string): Promise<CertificateView> {
    demand(actor, 'item.read');
    const [row]: Row[] = !ID.test(id) ? [] : await this.database.query(`${ROWS} WHERE c.id = $1`, [id]);
    if (!row) throw new Refusal('not-found', 'There is no search certificate of this id.');
    const certificate = read(row);
    if (certificate.restrictedSearched) demand(actor, 'restricted.read');
    for (const permission of certificate.needs) demand(actor, permission);
    return certificate;
  }

  /** The newest first; those this reader may not see are left out. */
  async list(actor: Actor, { limit, cursor }: PageWanted): Promise<PageOf<CertificateView>> {
    demand(actor, 'item.read');
    const [at, id] = cursor === undefined ? [null, null] : decodeCursor(cursor, ['time', 'id']);
    const rows: Row[] = await this.database.query(
      `${ROWS} WHERE ($1::timestamptz IS NULL OR (c.made_at, c.id) < ($1, $2::uuid))
          AND ($3 OR NOT c.locked) AND c.needs <@ $5::text[]
        ORDER BY c.made_at DESC, c.id DESC LIMIT $4`,
      [at, id, may(actor, 'restricted.read'), limit + 1, PERMISSIONS.filter((permission) => may(actor, permission))],
    );
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    const more = rows.length > limit && last !== undefined;
    return { items: shown.map(read), nextCursor: more ? encodeCursor([last.made_at.toISOString(), last.id]) : null };
  }
}

function read({ text }: Row): CertificateView {
  const certificate: CertificateView = { needs: [], ...JSON.parse(text) };
  return certificate;
}
