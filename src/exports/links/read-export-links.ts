import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Actor, Clock, demand } from '../../platform/index.js';
import type { ExportLinkView, FetchView } from './export-link.types.js';

interface Row {
  readonly id: string;
  readonly made_at: Date;
  readonly made_by: string;
  readonly expires_at: Date;
  readonly closed_at: Date | null;
  readonly fetched: number;
  readonly fetches: readonly FetchView[];
}

/** The links of an export and when they were fetched, the newest first; never an address. */
@Injectable()
export class ReadExportLinks {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  async run(actor: Actor, exportId: string): Promise<ExportLinkView[]> {
    demand(actor, 'export.make');
    const rows: Row[] = await this.database.query(
      `SELECT l.id, l.made_at, l.made_by, l.expires_at, l.closed_at,
              (SELECT count(*)::int FROM export_fetch f WHERE f.link_id = l.id) AS fetched,
              (SELECT coalesce(json_agg(json_build_object('at', n.at, 'part', n.part, 'bytes', n.bytes, 'outcome', n.outcome)), '[]'::json)
                 FROM (SELECT * FROM export_fetch f WHERE f.link_id = l.id ORDER BY f.at DESC, f.id DESC LIMIT 100) n) AS fetches
         FROM export_link l WHERE l.export_id = $1 ORDER BY l.id DESC`,
      [exportId],
    );
    const now = this.clock.now();
    return rows.map((row) => ({
      id: row.id,
      exportId,
      state: row.closed_at !== null ? 'closed' : row.expires_at <= now ? 'expired' : 'open',
      madeAt: row.made_at.toISOString(),
      madeBy: row.made_by,
      expiresAt: row.expires_at.toISOString(),
      fetched: row.fetched,
      fetches: row.fetches.map((fetch) => ({ ...fetch, at: new Date(fetch.at).toISOString() })),
    }));
  }
}
