import type { DataSource } from 'typeorm';
import { CUT_SHORT, quoteLexeme } from './document.rules.js';

/** How many items of the archive have a version too long to be indexed whole: words far back in them are not found. */
export async function countCutShort(database: DataSource): Promise<number> {
  return database.transaction(async (tx) => {
    // They are few, and their mark is a word of the index: without this a planner may walk every version.
    await tx.query(`SET LOCAL enable_seqscan = off`);
    const [row]: { count: number }[] = await tx.query(
      `SELECT count(DISTINCT item_id)::int AS count FROM snapshot_words WHERE words @@ $1::tsquery`,
      [quoteLexeme(CUT_SHORT)],
    );
    return row?.count ?? 0;
  });
}
