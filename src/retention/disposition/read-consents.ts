import type { DataSource } from 'typeorm';
import type { ConsentView } from './disposition.types.js';
import { whoIs } from './list-rows.js';

interface ConsentRow extends Omit<ConsentView, 'filedAt'> {
  readonly filedAt: Date;
}

/** The consents filed for a list, in the order in which they were; their papers are not read. */
export async function consentViews(database: DataSource, listId: string): Promise<readonly ConsentView[]> {
  const rows: ConsentRow[] = await database.query(
    `SELECT c.id, c.name, c.number, c.given_on::text AS "givenOn", c.file_name AS "fileName",
            (s.said->'consent'->>'bytes')::int AS bytes, s.said->'consent'->>'sha256' AS sha256,
            s.at AS "filedAt", ${whoIs('s.by')} AS "filedBy"
       FROM disposition_consent c JOIN disposition_step s ON s.id = c.step_id WHERE c.list_id = $1 ORDER BY c.id`,
    [listId],
  );
  return rows.map(({ filedAt, ...consent }) => ({ ...consent, filedAt: filedAt.toISOString() }));
}
