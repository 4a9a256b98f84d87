import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { ItemRef } from '../connectors/index.js';
import { refText } from './content.rules.js';
import { Keyring, type WrappedKey } from './keyring.js';

/** What the archive knows of an item now. */
export interface FoundItem {
  readonly itemId: string;
  readonly accountId: string;
  readonly state: 'present' | 'suspected' | 'gone';
  readonly version: number;
  readonly contentHash: Buffer;
  readonly key: WrappedKey;
  readonly parentId: string | null;
  readonly rootId: string | null;
  readonly quotedId: string | null;
  readonly repostedId: string | null;
  readonly postedAt: Date | null;
  readonly lastSeenAt: Date;
  readonly lastSeenIn: string | null;
  readonly firstMissing: Date | null;
  readonly missingIn: string | null;
  readonly missingCanary: string | null;
  readonly mediaMissing: boolean;
}

export interface FoundItems {
  /** By `refText`. */
  readonly known: ReadonlyMap<string, FoundItem>;
  /** Refs of items destroyed by disposition: they stay destroyed. */
  readonly suppressed: ReadonlySet<string>;
}

@Injectable()
export class FindItems {
  constructor(
    private readonly database: DataSource,
    private readonly keyring: Keyring,
  ) {}

  async run(bodyId: string, refs: readonly ItemRef[]): Promise<FoundItems> {
    const secret = await this.keyring.secretOf(bodyId);
    const texts = [...new Set(refs.map(refText))];
    const byRef = new Map(texts.map((text) => [secret.ref(text).toString('hex'), text]));
    const rows: FoundRow[] = await this.database.query(
      `SELECT i.ref, i.id, w.account_id, w.state, w.version, w.content_hash, k.kek, k.wrapped, w.parent_id, w.root_id,
              w.quoted_id, w.reposted_id, w.posted_at, w.last_seen_at, w.last_seen_in, w.first_missing, w.missing_in, w.missing_canary, w.media_missing
         FROM item i JOIN item_watch w ON w.item_id = i.id JOIN item_key k ON k.item_id = i.id
        WHERE i.body_id = $1 AND i.ref = ANY($2::bytea[])`,
      [bodyId, [...byRef.keys()].map((hex) => Buffer.from(hex, 'hex'))],
    );
    const known = new Map(rows.map((row) => [byRef.get(row.ref.toString('hex')) ?? '', toFound(row)]));
    return {
      known,
      suppressed: await this.suppressed(
        bodyId,
        texts.filter((text) => !known.has(text)),
      ),
    };
  }

  private async suppressed(bodyId: string, texts: readonly string[]): Promise<ReadonlySet<string>> {
    if (texts.length === 0) return new Set();
    const secret = await this.keyring.secretOf(bodyId);
    const byRef = new Map(texts.map((text) => [secret.suppression(text).toString('hex'), text]));
    const rows: { ref: Buffer }[] = await this.database.query(
      `SELECT ref FROM destroyed_item WHERE body_id = $1 AND ref = ANY($2::bytea[])`,
      [bodyId, [...byRef.keys()].map((hex) => Buffer.from(hex, 'hex'))],
    );
    return new Set(rows.map(({ ref }) => byRef.get(ref.toString('hex')) ?? ''));
  }
}

interface FoundRow {
  readonly ref: Buffer;
  readonly id: string;
  readonly account_id: string;
  readonly state: FoundItem['state'];
  readonly version: number;
  readonly content_hash: Buffer;
  readonly kek: string;
  readonly wrapped: Buffer;
  readonly parent_id: string | null;
  readonly root_id: string | null;
  readonly quoted_id: string | null;
  readonly reposted_id: string | null;
  readonly posted_at: Date | null;
  readonly last_seen_at: Date;
  readonly last_seen_in: string | null;
  readonly first_missing: Date | null;
  readonly missing_in: string | null;
  readonly missing_canary: string | null;
  readonly media_missing: boolean;
}

function toFound(row: FoundRow): FoundItem {
  return {
    itemId: row.id,
    accountId: row.account_id,
    state: row.state,
    version: row.version,
    contentHash: row.content_hash,
    key: { kek: row.kek, wrapped: row.wrapped },
    parentId: row.parent_id,
    rootId: row.root_id,
    quotedId: row.quoted_id,
    repostedId: row.reposted_id,
    postedAt: row.posted_at,
    lastSeenAt: row.last_seen_at,
    lastSeenIn: row.last_seen_in,
    firstMissing: row.first_missing,
    missingIn: row.missing_in,
    missingCanary: row.missing_canary,
    mediaMissing: row.media_missing,
  };
}
