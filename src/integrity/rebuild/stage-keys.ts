import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { itemDestroyed, KEY_KINDS, type KeptKey, type KeyKind, ReadKeyFiles } from '../../archive/index.js';

/**
 * Lays the wrapped keys of the key files ready: a sealed exchange cannot be opened before its keys are there, and its row,
 * which they belong to, cannot be before it is opened. Of what the log says was destroyed none is laid ready.
 */
@Injectable()
export class StageKeys {
  constructor(
    private readonly database: DataSource,
    private readonly keyFiles: ReadKeyFiles,
  ) {}

  /** Answers how many key files there are. The newest is read; an older one only where that one is damaged. */
  async run(): Promise<number> {
    const { files } = await this.keyFiles.find();
    for (const file of files) {
      let isWhole = true;
      for (const [place, { kind }] of file.index.parts.entries()) {
        const keys = await this.keyFiles.partOrNull(file, place);
        isWhole &&= keys !== null;
        await this.lay(kind, keys ?? []);
      }
      // What was alive when it was made is in it. Keys lost before that come back with their rows.
      if (isWhole) break;
    }
    await this.database.query(`DELETE FROM rebuild_key k WHERE k.kind = 'item_key' AND ${itemDestroyed('k.id::uuid')}`);
    return files.length;
  }

  async clear(): Promise<void> {
    await this.database.query(`DELETE FROM rebuild_key`);
    await this.database.query(`DELETE FROM rebuild_object`);
  }

  private async lay(kind: KeyKind, keys: readonly KeptKey[]): Promise<void> {
    const values = [keys.map(({ id }) => id), keys.map(({ kek }) => kek), keys.map(({ wrapped }) => wrapped)];
    if (!KEY_KINDS.includes(kind)) return;
    if (kind === 'kek') {
      await this.database.query(
        `INSERT INTO kek (month, wrapped, made_at) SELECT k.id, k.wrapped, (left(k.id, 7) || '-01')::timestamptz
           FROM unnest($1::text[], $2::text[], $3::bytea[]) AS k (id, kek, wrapped) ON CONFLICT DO NOTHING`,
        values,
      );
    } else if (kind === 'body_secret') {
      await this.database.query(
        `INSERT INTO body_secret (body_id, wrapped) SELECT b.id, k.wrapped
           FROM unnest($1::text[], $2::text[], $3::bytea[]) AS k (id, kek, wrapped) JOIN body b ON b.id::text = k.id
         ON CONFLICT DO NOTHING`,
        values,
      );
    } else {
      await this.database.query(
        `INSERT INTO rebuild_key (kind, id, kek, wrapped) SELECT $4, k.id, k.kek, k.wrapped
           FROM unnest($1::text[], $2::text[], $3::bytea[]) AS k (id, kek, wrapped) ON CONFLICT DO NOTHING`,
        [...values, kind],
      );
    }
  }
}
