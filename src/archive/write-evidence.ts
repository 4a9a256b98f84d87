import type { EntityManager } from 'typeorm';
import { type ColumnValues, insertMany } from '../platform/index.js';
import type { KeptExchange } from './keep-exchange.js';
import type { KeptMedium } from './keep-medium.js';
import type { WrappedKey } from './keyring.js';
import type { VersionCause } from './views.types.js';

export interface NewItem {
  readonly id: string;
  readonly ref: Buffer;
  readonly kind: string;
  readonly firstSeenAt: Date;
  readonly capturedLate: boolean;
  readonly key: WrappedKey;
}

export interface NewSnapshot {
  readonly id: string;
  readonly itemId: string;
  readonly number: number;
  readonly exchangeId: string;
  readonly observedAt: Date;
  readonly cause: VersionCause;
  readonly commit: Buffer;
  readonly eventId: string;
  readonly itemJson: Buffer;
  readonly contentHash: Buffer;
  readonly platformAt: Date | null;
  readonly postedAt: Date | null;
  /** A tsvector literal. */
  readonly words: string;
}

export interface Ground {
  readonly exchange: string;
  readonly role: 'last-positive' | 'first-negative' | 'second-negative' | 'canary' | 'positive';
}

export interface NewFinding {
  readonly id: string;
  readonly itemId: string;
  readonly kind: 'gone' | 'restored' | 'hidden' | 'shown' | 'expired';
  readonly cause: string;
  readonly certainty: 'asserted' | 'confirmed';
  readonly lastSeen: Date | null;
  readonly firstMissing: Date | null;
  readonly confirmed: Date | null;
  readonly at: Date;
  /** When the platform says it happened, where it says so. */
  readonly sourceAt?: Date | null;
  readonly grounds: readonly Ground[];
  readonly eventId: string;
}

const column = <R>(rows: readonly R[], name: string, type: string, of: (row: R) => unknown): ColumnValues => [
  name,
  type,
  rows.map(of),
];

/** Rows of kept exchanges, with their frame's key. The bytes are durable already. */
export async function writeExchanges(
  tx: EntityManager,
  exchanges: readonly (KeptExchange & { readonly why: 'new' | 'finding' | 'gap' | 'canary' })[],
  of: { readonly accountId: string; readonly captureId: string },
): Promise<void> {
  if (exchanges.length === 0) return;
  await tx.query(
    `WITH e AS (
       INSERT INTO exchange (id, account_id, capture_id, at, why, object, stored, received, digest)
       SELECT id, $1, $2, at, why, object, stored, received, digest
         FROM unnest($3::uuid[], $4::timestamptz[], $5::text[], $6::text[], $7::bigint[], $8::bigint[], $9::bytea[])
           AS x (id, at, why, object, stored, received, digest))
     INSERT INTO frame_key (exchange_id, kek, wrapped) SELECT * FROM unnest($3::uuid[], $10::text[], $11::bytea[])`,
    [
      of.accountId,
      of.captureId,
      exchanges.map(({ id }) => id),
      exchanges.map(({ at }) => at),
      exchanges.map(({ why }) => why),
      exchanges.map(({ object }) => object),
      exchanges.map(({ stored }) => stored),
      exchanges.map(({ received }) => received),
      exchanges.map(({ digest }) => digest),
      exchanges.map(({ frameKey }) => frameKey.kek),
      exchanges.map(({ frameKey }) => frameKey.wrapped),
    ],
  );
}

/** Which items have bytes in which exchange. After `writeItems`. */
export async function writeOwners(
  tx: EntityManager,
  exchanges: readonly { id: string; owners: readonly string[] }[],
): Promise<void> {
  const pairs = exchanges.flatMap(({ id, owners }) => owners.map((owner) => ({ id, owner })));
  await insertMany(tx, 'exchange_item', [
    column(pairs, 'exchange_id', 'uuid', ({ id }) => id),
    column(pairs, 'item_id', 'uuid', ({ owner }) => owner),
  ]);
}

/** As `item.json` says of whom a message is for; no text in it can say so, for a quotation mark in one is escaped. */
const DIRECT = Buffer.from('"audience":"direct"');

/** Items with their keys. A unique violation means another worker saw one of them first: judge the page again. */
export async function writeItems(
  tx: EntityManager,
  items: readonly NewItem[],
  of: { readonly bodyId: string; readonly accountId: string },
): Promise<void> {
  if (items.length === 0) return;
  await tx.query(
    `WITH i AS (
       INSERT INTO item (id, body_id, account_id, ref, kind, first_seen_at, captured_late)
       SELECT id, $1, $2, ref, kind, seen, late
         FROM unnest($3::uuid[], $4::bytea[], $5::text[], $6::timestamptz[], $7::boolean[]) AS x (id, ref, kind, seen, late))
     INSERT INTO item_key (item_id, kek, wrapped) SELECT * FROM unnest($3::uuid[], $8::text[], $9::bytea[])`,
    [
      of.bodyId,
      of.accountId,
      items.map(({ id }) => id),
      items.map(({ ref }) => ref),
      items.map(({ kind }) => kind),
      items.map(({ firstSeenAt }) => firstSeenAt),
      items.map(({ capturedLate }) => capturedLate),
      items.map(({ key }) => key.kek),
      items.map(({ key }) => key.wrapped),
    ],
  );
}

export async function writeSnapshots(
  tx: EntityManager,
  snapshots: readonly NewSnapshot[],
  accountId: string,
): Promise<void> {
  if (snapshots.length === 0) return;
  await tx.query(
    `WITH s AS (
       INSERT INTO snapshot (id, item_id, number, account_id, exchange_id, observed_at, cause, commit, event_id)
       SELECT id, item, number, $1, exchange, observed, cause, commit, event
         FROM unnest($2::uuid[], $3::uuid[], $4::int[], $5::uuid[], $6::timestamptz[], $7::text[], $8::bytea[], $9::uuid[])
           AS x (id, item, number, exchange, observed, cause, commit, event)),
     w AS (
       INSERT INTO snapshot_words (item_id, number, snapshot_id, words)
       SELECT item, number, id, words::tsvector
         FROM unnest($2::uuid[], $3::uuid[], $4::int[], $14::text[]) AS x (id, item, number, words))
     INSERT INTO snapshot_body (snapshot_id, item_id, number, item_json, content_hash, platform_at, posted_at)
     SELECT * FROM unnest($2::uuid[], $3::uuid[], $4::int[], $10::bytea[], $11::bytea[], $12::timestamptz[], $13::timestamptz[])`,
    [
      accountId,
      snapshots.map(({ id }) => id),
      snapshots.map(({ itemId }) => itemId),
      snapshots.map(({ number }) => number),
      snapshots.map(({ exchangeId }) => exchangeId),
      snapshots.map(({ observedAt }) => observedAt),
      snapshots.map(({ cause }) => cause),
      snapshots.map(({ commit }) => commit),
      snapshots.map(({ eventId }) => eventId),
      snapshots.map(({ itemJson }) => itemJson),
      snapshots.map(({ contentHash }) => contentHash),
      snapshots.map(({ platformAt }) => platformAt),
      snapshots.map(({ postedAt }) => postedAt),
      snapshots.map(({ words }) => words),
    ],
  );
  const direct = snapshots.filter(({ itemJson }) => itemJson.includes(DIRECT)).map(({ itemId }) => itemId);
  if (direct.length === 0) return;
  // Closed from the moment it is stored.
  await tx.query(
    `INSERT INTO direct_message (item_id) SELECT DISTINCT * FROM unnest($1::uuid[]) ON CONFLICT DO NOTHING`,
    [direct],
  );
}

export async function writeMedia(
  tx: EntityManager,
  bodyId: string,
  media: readonly KeptMedium[],
  shown: readonly { snapshotId: string; itemId: string; ordinal: number; mediumId: string }[],
): Promise<void> {
  const fresh = media.flatMap(({ fresh: made, ...medium }) => (made ? [{ ...medium, ...made }] : []));
  await insertMany(tx, 'medium', [
    column(fresh, 'id', 'uuid', ({ id }) => id),
    column(fresh, 'body_id', 'uuid', () => bodyId),
    column(fresh, 'digest', 'bytea', ({ digest }) => digest),
    column(fresh, 'object', 'text', ({ object }) => object),
    column(fresh, 'bytes', 'bigint', ({ bytes }) => bytes),
    column(fresh, 'mime', 'text', ({ mime }) => mime),
  ]);
  await insertMany(tx, 'medium_key', [
    column(fresh, 'medium_id', 'uuid', ({ id }) => id),
    column(fresh, 'kek', 'text', ({ key }) => key.kek),
    column(fresh, 'wrapped', 'bytea', ({ key }) => key.wrapped),
  ]);
  await insertMany(tx, 'snapshot_medium', [
    column(shown, 'snapshot_id', 'uuid', ({ snapshotId }) => snapshotId),
    column(shown, 'ordinal', 'int', ({ ordinal }) => ordinal),
    column(shown, 'item_id', 'uuid', ({ itemId }) => itemId),
    column(shown, 'medium_id', 'uuid', ({ mediumId }) => mediumId),
  ]);
}

export async function writeFindings(
  tx: EntityManager,
  findings: readonly NewFinding[],
  accountId: string,
): Promise<void> {
  await insertMany(tx, 'finding', [
    column(findings, 'id', 'uuid', ({ id }) => id),
    column(findings, 'item_id', 'uuid', ({ itemId }) => itemId),
    column(findings, 'account_id', 'uuid', () => accountId),
    column(findings, 'kind', 'text', ({ kind }) => kind),
    column(findings, 'cause', 'text', ({ cause }) => cause),
    column(findings, 'certainty', 'text', ({ certainty }) => certainty),
    column(findings, 'last_seen', 'timestamptz', ({ lastSeen }) => lastSeen),
    column(findings, 'first_missing', 'timestamptz', ({ firstMissing }) => firstMissing),
    column(findings, 'confirmed', 'timestamptz', ({ confirmed }) => confirmed),
    column(findings, 'at', 'timestamptz', ({ at }) => at),
    column(findings, 'grounds', 'jsonb', ({ grounds }) => JSON.stringify(grounds)),
    column(findings, 'source_at', 'timestamptz', ({ sourceAt }) => sourceAt ?? null),
    column(findings, 'event_id', 'uuid', ({ eventId }) => eventId),
  ]);
}
