import { randomBytes } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { RawExchange } from '../connectors/index.js';
import { Keyring } from './keyring.js';
import { KEY_BYTES, seal, unseal } from './keys.rules.js';
import type { OwnedRange } from './slices.rules.js';

const WRAPPED_BYTES = 60;
const MAX_BYTES = 64 * 1024 * 1024;

export interface RecentExchange {
  readonly raw: RawExchange;
  readonly owned: readonly OwnedRange[];
}

interface RecentHead {
  readonly meta: Omit<RawExchange, 'body'>;
  readonly owned: readonly OwnedRange[];
}

/**
 * The last answers that showed items unchanged. They are not evidence and are replaced by the next look; when an item
 * vanishes, the one that still showed it is kept for good, as the last positive ground of the finding.
 */
@Injectable()
export class RecentExchanges {
  constructor(
    private readonly database: DataSource,
    private readonly keyring: Keyring,
  ) {}

  async seal(id: string, { raw, owned }: RecentExchange): Promise<{ kek: string; sealed: Buffer }> {
    const key = randomBytes(KEY_BYTES);
    const { kek, wrapped } = (await this.keyring.current()).wrap(id, key);
    const { body, ...meta } = raw;
    const head = Buffer.from(JSON.stringify({ meta, owned }));
    const length = Buffer.alloc(4);
    length.writeUInt32BE(head.length);
    const plain = deflateRawSync(Buffer.concat([length, head, body]), { level: 1 });
    return { kek, sealed: Buffer.concat([wrapped, seal(key, plain, id)]) };
  }

  async open(id: string): Promise<RecentExchange | null> {
    const [row] = await this.database.query(`SELECT kek, sealed FROM recent_exchange WHERE id = $1`, [id]);
    if (!row) return null;
    return this.unseal(id, row);
  }

  /** What `seal` made, wherever it was kept meanwhile. */
  async unseal(id: string, { kek, sealed }: { kek: string; sealed: Buffer }): Promise<RecentExchange> {
    const key = await this.keyring.unwrap(id, { kek, wrapped: sealed.subarray(0, WRAPPED_BYTES) });
    const plain = inflateRawSync(unseal(key, sealed.subarray(WRAPPED_BYTES), id), { maxOutputLength: MAX_BYTES });
    const end = 4 + plain.readUInt32BE(0);
    const { meta, owned }: RecentHead = JSON.parse(plain.toString('utf8', 4, end));
    return { raw: { ...meta, body: plain.subarray(end) }, owned };
  }

  /** Forgets those no item was last seen in, except what is younger than the time given (a look may be under way). */
  async forget(rows: DataSource | EntityManager, before: Date): Promise<void> {
    await rows.query(
      `DELETE FROM recent_exchange r WHERE r.at < $1
          AND NOT EXISTS (SELECT FROM item_watch w WHERE w.last_seen_in = r.id)`,
      [before],
    );
  }
}
