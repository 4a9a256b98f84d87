import type { DataSource, EntityManager } from 'typeorm';
import { tileKey, type Tiles } from './merkle.rules.js';

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
