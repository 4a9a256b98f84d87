import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import {
  exchangeDestroyed,
  mediumDestroyed,
  type ObjectHandle,
  type StoredExchange,
  type WrappedKey,
} from '../archive/index.js';
import type { VersionRow } from './sealed-versions.rules.js';

/** What the database says of a sealed answer: enough to open it and to tell whether it is what was recorded. */
export interface ExchangeFacts extends StoredExchange {
  readonly body_id: string;
  readonly received: string;
  readonly stored: string;
  readonly digest: Buffer;
  readonly destroyed: boolean;
  readonly owners: readonly { readonly item: string; readonly live: boolean }[];
  /** By owner; `frame` is one. */
  readonly keys: ReadonlyMap<string, WrappedKey>;
  readonly versions: readonly (VersionRow & { readonly commit: Buffer })[];
}

export interface MediumFacts {
  readonly id: string;
  readonly object: ObjectHandle;
  readonly mime: string;
  readonly body_id: string;
  readonly digest: Buffer;
  readonly bytes: string;
  readonly destroyed: boolean;
  /** A living item shows it. */
  readonly shown: boolean;
  readonly kek: string | null;
  readonly wrapped: Buffer | null;
}

/** Rows of many stored objects in few statements. */
@Injectable()
export class EvidenceRows {
  constructor(private readonly database: DataSource) {}

  /** In the order of `ids`; those of no row are left out. */
  async exchanges(ids: readonly string[]): Promise<ExchangeFacts[]> {
    // Of one moment: what is destroyed in between is whole in all three, or in none.
    const { rows, keys, versions } = await this.database.transaction('REPEATABLE READ', async (tx) => ({
      rows: await tx.query<Omit<ExchangeFacts, 'keys' | 'versions'>[]>(EXCHANGES, [ids]),
      keys: await tx.query<(WrappedKey & { exchange: string; owner: string })[]>(KEYS, [ids]),
      versions: await tx.query<(ExchangeFacts['versions'][number] & { exchange: string })[]>(VERSIONS, [ids]),
    }));
    const facts = new Map(
      rows.map((row) => [row.id, { ...row, keys: new Map<string, WrappedKey>(), versions: [] as typeof versions }]),
    );
    for (const { exchange, owner, kek, wrapped } of keys) facts.get(exchange)?.keys.set(owner, { kek, wrapped });
    for (const version of versions) facts.get(version.exchange)?.versions.push(version);
    return ids.flatMap((id) => facts.get(id) ?? []);
  }

  async media(ids: readonly string[]): Promise<MediumFacts[]> {
    return ids.length === 0 ? [] : this.database.query(MEDIA, [ids]);
  }
}

const EXCHANGES = `
  SELECT x.id, a.body_id, x.at, x.object, x.stored, x.received, x.digest, ${exchangeDestroyed('x.id')} AS destroyed,
         coalesce((SELECT json_agg(json_build_object('item', o.item_id, 'live', k.item_id IS NOT NULL))
           FROM exchange_item o LEFT JOIN item_key k ON k.item_id = o.item_id WHERE o.exchange_id = x.id), '[]') AS owners
    FROM exchange x JOIN account a ON a.id = x.account_id WHERE x.id = ANY($1::uuid[])`;

const KEYS = `
  SELECT o.exchange_id AS exchange, k.item_id::text AS owner, k.kek, k.wrapped
    FROM exchange_item o JOIN item_key k ON k.item_id = o.item_id WHERE o.exchange_id = ANY($1::uuid[])
   UNION ALL SELECT exchange_id, 'frame', kek, wrapped FROM frame_key WHERE exchange_id = ANY($1::uuid[])`;

const VERSIONS = `
  SELECT s.exchange_id AS exchange, s.id AS snapshot, s.item_id AS item, s.number, s.cause, s.observed_at, s.commit,
         b.item_json, i.captured_late,
         coalesce((SELECT json_agg(json_build_array(m.ordinal, m.medium_id) ORDER BY m.ordinal)
           FROM snapshot_medium m WHERE m.snapshot_id = s.id), '[]') AS media
    FROM snapshot s JOIN item i ON i.id = s.item_id JOIN item_key k ON k.item_id = s.item_id
    LEFT JOIN snapshot_body b ON b.item_id = s.item_id AND b.snapshot_id = s.id
   WHERE s.exchange_id = ANY($1::uuid[])`;

const MEDIA = `
  SELECT m.id, m.body_id, m.object, m.mime, m.digest, m.bytes, ${mediumDestroyed('m.id')} AS destroyed,
         EXISTS (SELECT FROM snapshot_medium s JOIN item_key i USING (item_id) WHERE s.medium_id = m.id) AS shown,
         k.kek, k.wrapped
    FROM medium m LEFT JOIN medium_key k ON k.medium_id = m.id WHERE m.id = ANY($1::uuid[])`;
