import type { DataSource, EntityManager } from 'typeorm';
import { hashRange, tileKey, tileLength, tileOfKey, type Tiles } from './merkle.rules.js';

/** The stored tiles among those named; absent ones are left out. */
export async function loadTiles(
  rows: DataSource | EntityManager,
  keys: readonly { level: number; n: number }[],
): Promise<Tiles> {
  const found: { level: number; n: string; data: Buffer }[] = await rows.query(
    `SELECT t.level, t.n, t.data FROM log_tile t JOIN unnest($1::int[], $2::bigint[]) AS k (level, n) USING (level, n)`,
    [keys.map(({ level }) => level), keys.map(({ n }) => n)],
  );
  return new Map(found.map(({ level, n, data }) => [tileKey(level, Number(n)), data]));
}

/** Puts what was changed, and the head of a log of so many entries. */
export async function saveTiles(
  rows: EntityManager,
  { tiles, changed, size }: { readonly tiles: Tiles; readonly changed: ReadonlySet<string>; readonly size: number },
): Promise<void> {
  const keys = Array.from(changed, tileOfKey);
  await rows.query(
    `INSERT INTO log_tile (level, n, data) SELECT * FROM unnest($1::int[], $2::bigint[], $3::bytea[])
     ON CONFLICT (level, n) DO UPDATE SET data = excluded.data`,
    [
      keys.map(({ level }) => level),
      keys.map(({ n }) => n),
      keys.map(({ level, n }) => tiles.get(tileKey(level, n))?.subarray(0, tileLength(level, n, size))),
    ],
  );
  await rows.query(`UPDATE log_head SET size = $1, root = $2`, [size, hashRange([0, size], tiles)]);
}
