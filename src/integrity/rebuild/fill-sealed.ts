import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Keyring, type WrappedKey } from '../../archive/index.js';
import { AuditTrail } from '../../audit/index.js';
import { system } from '../../platform/index.js';
import { openCopyPart, openRow, sealedRows } from './copy.rules.js';
import type { ReadPart } from './load-tables.js';
import type { OpenedCopy } from './open-copy.js';

const ROWS_AT_ONCE = 500;

/** Puts what people wrote back from the sealed rows of a copy, as far as the keys of its items are there. */
@Injectable()
export class FillSealed {
  constructor(
    private readonly database: DataSource,
    private readonly trail: AuditTrail,
    private readonly keyring: Keyring,
  ) {}

  /** Rows that are there stay; a row whose key is destroyed is passed over. */
  async run(rebuild: string, { index, key }: OpenedCopy, read: ReadPart, goOn: (done: number) => void): Promise<void> {
    let done = 0;
    for (const [place, part] of index.parts.entries()) {
      if (!part.sealed) continue;
      const rows = sealedRows(openCopyPart(await read(part), { id: index.id, place, key }));
      for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
        done += await this.fill(rebuild, part.table, rows.slice(at, at + ROWS_AT_ONCE));
        goOn(done);
      }
    }
  }

  private async fill(
    rebuild: string,
    table: string,
    rows: readonly { item: string; sealed: Buffer }[],
  ): Promise<number> {
    const found: (WrappedKey & { item: string })[] = await this.database.query(
      `SELECT item_id AS item, kek, wrapped FROM item_key WHERE item_id = ANY($1::uuid[])`,
      [rows.map(({ item }) => item)],
    );
    const keys = new Map<string, Buffer>();
    for (const each of found) keys.set(each.item, await this.keyring.unwrap(each.item, each));
    const texts = rows.flatMap(({ item, sealed }) => {
      const key = keys.get(item);
      return key ? [openRow(sealed, { item, key, table })] : [];
    });
    if (texts.length === 0) return 0;
    await this.trail.write(system('integrity'), async (tx) => {
      await tx.rows.query(
        `INSERT INTO ${table} SELECT (t.row::${table}).* FROM unnest($1::text[]) AS t (row) ON CONFLICT DO NOTHING`,
        [texts],
      );
      await tx.record('versions.rebuilt', { rebuild, versions: texts.length });
    });
    return texts.length;
  }
}
