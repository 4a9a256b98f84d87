import type { EntityManager } from 'typeorm';
import { readItemJson, RESTRICTED_SQL } from '../../archive/index.js';
import { type DiscoveryDocument, discoveryDocument } from './discovery-document.rules.js';

type Rows = Pick<EntityManager, 'query'>;

/**
 * SQL over rows `i` of item, `w` of item_watch and `a` of account: everybody who may search may see all of it. What is
 * restricted, even in part, is in no index and is never suggested; record search finds it for those who may.
 */
export const OPEN_SQL = `i.kind NOT IN ('profile', 'original') AND NOT ${RESTRICTED_SQL}
  AND NOT EXISTS (SELECT FROM restriction closed WHERE closed.item_id = i.id AND closed.lifted_at IS NULL)`;

export const OPEN_ITEMS = `item i JOIN item_watch w ON w.item_id = i.id JOIN account a ON a.id = i.account_id`;

/** When an item was posted, else first seen: by this its month is told. */
export const AT_SQL = `coalesce(w.posted_at, i.first_seen_at)`;

export const MONTH_SQL = `to_char(${AT_SQL} AT TIME ZONE 'UTC', 'YYYY-MM')`;

/** Of these items those that may be discovered, as the tables have them now. */
export async function readDocuments(rows: Rows, ids: readonly string[]): Promise<DiscoveryDocument[]> {
  if (ids.length === 0) return [];
  const found: { id: string; account_id: string; kind: string; at: Date; versions: Buffer[] | null }[] =
    await rows.query(
      `SELECT i.id, i.account_id, i.kind, ${AT_SQL} AS at,
              (SELECT array_agg(b.item_json ORDER BY b.number DESC) FROM snapshot_body b WHERE b.item_id = i.id) AS versions
         FROM ${OPEN_ITEMS} WHERE i.id = ANY($1::uuid[]) AND ${OPEN_SQL}`,
      [ids],
    );
  return found.map(({ id, account_id: accountId, kind, at, versions }) =>
    discoveryDocument({ id, accountId, kind, at, versions: (versions ?? []).map(readItemJson) }),
  );
}

/** Of these items those that may be discovered, in the order given. */
export async function openAmong(rows: Rows, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const found: { id: string }[] = await rows.query(
    `SELECT i.id FROM ${OPEN_ITEMS} WHERE i.id = ANY($1::uuid[]) AND ${OPEN_SQL}`,
    [ids],
  );
  const open = new Set(found.map(({ id }) => id));
  return ids.filter((id) => open.has(id));
}
