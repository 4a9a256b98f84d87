import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type CheckResult, fits, type IntegrityCheck, wrong } from '../check.types.js';

/** Versions of an item are 1, 2, 3 …; the loops go on from the newest. */
@Injectable()
export class VersionsGapless implements IntegrityCheck {
  readonly name = 'versions-gapless';

  constructor(private readonly database: DataSource) {}

  async *run(): AsyncIterable<CheckResult> {
    const rows: { id: string; gapless: boolean; watched: boolean }[] = await this.database.query(ODD);
    for (const { id, gapless, watched } of rows) {
      if (!gapless) yield wrong('versions-gap', `item ${id}`);
      else if (!watched) yield wrong('watch-differs', `item ${id}`);
    }
    const [{ items } = { items: 0 }] = await this.database.query<{ items: number }[]>(
      `SELECT count(*)::int AS items FROM item`,
    );
    yield fits(items - rows.length);
  }
}

const ODD = `
  SELECT * FROM (
    SELECT i.id, count(s.id) > 0 AND min(s.number) = 1 AND max(s.number) = count(s.id) AS gapless,
           k.item_id IS NULL OR w.version IS NOT DISTINCT FROM max(s.number) AS watched
      FROM item i LEFT JOIN snapshot s ON s.item_id = i.id LEFT JOIN item_watch w ON w.item_id = i.id
      LEFT JOIN item_key k ON k.item_id = i.id GROUP BY i.id, w.version, k.item_id) x
   WHERE NOT (gapless AND watched) ORDER BY id`;
