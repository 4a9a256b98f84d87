import type { DataSource } from 'typeorm';
import type { FindingRow, ItemRow, MediumRow, SnapshotRow } from './item-views.rules.js';
import { closedMessageSql, restrictionsSql, STATE_SQL } from './restricted.rules.js';

/** The rows of items as they stand; destroyed ones have no key and are left out. */
export async function itemRows(database: DataSource, ids: readonly string[]): Promise<ItemRow[]> {
  return database.query(
    `SELECT i.id, i.account_id, i.body_id, i.kind, i.first_seen_at, i.captured_late, ${STATE_SQL} AS state, w.posted_at, w.last_seen_at,
            w.parent_id, w.root_id, w.quoted_id, w.reposted_id, a.basis_statute IS NOT NULL AS basis_stated,
            ${closedMessageSql('i.id')} AS closed_message, ${restrictionsSql('i.id')} AS restrictions
       FROM item i JOIN item_key k ON k.item_id = i.id JOIN account a ON a.id = i.account_id
       LEFT JOIN item_watch w ON w.item_id = i.id
      WHERE i.id = ANY($1::uuid[])`,
    [ids],
  );
}

const SNAPSHOT = `
  SELECT s.id, s.item_id, s.number, s.cause, s.observed_at, s.commit, s.exchange_id, b.platform_at, b.item_json, l.seq
    FROM snapshot s
    JOIN snapshot_body b ON b.item_id = s.item_id AND b.snapshot_id = s.id
    LEFT JOIN log_entry l ON l.event_id = s.event_id`;

export async function snapshotRows(database: DataSource, ids: readonly string[]): Promise<SnapshotRow[]> {
  return database.query(`${SNAPSHOT} WHERE s.item_id = ANY($1::uuid[]) ORDER BY s.item_id, s.number`, [ids]);
}

/** The newest of each item only. */
export async function newestSnapshotRows(database: DataSource, ids: readonly string[]): Promise<SnapshotRow[]> {
  return database.query(
    `${SNAPSHOT} JOIN (SELECT item_id, max(number) AS number FROM snapshot WHERE item_id = ANY($1::uuid[]) GROUP BY 1) n
       ON n.item_id = s.item_id AND n.number = s.number`,
    [ids],
  );
}

export async function mediumRows(database: DataSource, snapshotIds: readonly string[]): Promise<MediumRow[]> {
  return database.query(
    `SELECT s.snapshot_id, s.ordinal, m.id, m.mime, m.bytes
       FROM snapshot_medium s JOIN medium m ON m.id = s.medium_id JOIN medium_key k ON k.medium_id = m.id
      WHERE s.snapshot_id = ANY($1::uuid[])`,
    [snapshotIds],
  );
}

export async function findingRows(database: DataSource, ids: readonly string[]): Promise<FindingRow[]> {
  return database.query(
    `SELECT f.id, f.item_id, f.kind, f.cause, f.certainty, f.last_seen, f.first_missing, f.confirmed, f.at, f.source_at, l.seq,
            (SELECT coalesce(jsonb_agg(g.ground || jsonb_build_object('at', x.at) ORDER BY g.place), '[]')
               FROM jsonb_array_elements(f.grounds) WITH ORDINALITY AS g (ground, place)
               JOIN exchange x ON x.id = (g.ground->>'exchange')::uuid) AS grounds
       FROM finding f LEFT JOIN log_entry l ON l.event_id = f.event_id
      WHERE f.item_id = ANY($1::uuid[]) ORDER BY f.at, f.id`,
    [ids],
  );
}

/** How many versions each has. */
export async function versionCounts(
  database: DataSource,
  ids: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const rows: { id: string; count: number }[] = await database.query(
    `SELECT item_id AS id, count(*)::int AS count FROM snapshot WHERE item_id = ANY($1::uuid[]) GROUP BY 1`,
    [ids],
  );
  return new Map(rows.map(({ id, count }) => [id, count]));
}

/** How many direct answers each has. */
export async function replyCounts(
  database: DataSource,
  items: readonly ItemRow[],
): Promise<ReadonlyMap<string, number>> {
  const rows: { id: string; count: number }[] = await database.query(
    `SELECT parent_id AS id, count(*)::int AS count FROM item_watch
      WHERE root_id = ANY($1::uuid[]) AND parent_id = ANY($2::uuid[]) GROUP BY 1`,
    [items.map((item) => item.root_id ?? item.id), items.map(({ id }) => id)],
  );
  return new Map(rows.map(({ id, count }) => [id, count]));
}

/** `body|canonical URI` of every archived account of these bodies: their authors are the bodies themselves. */
export async function officialAuthors(database: DataSource, bodyIds: readonly string[]): Promise<ReadonlySet<string>> {
  const rows: { body_id: string; canonical_uri: string }[] = await database.query(
    `SELECT body_id, canonical_uri FROM account WHERE body_id = ANY($1::uuid[])`,
    [bodyIds],
  );
  return new Set(rows.map((row) => `${row.body_id}|${row.canonical_uri}`));
}
