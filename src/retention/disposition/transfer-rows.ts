import type { DataSource, EntityManager } from 'typeorm';
import type { AuditedTx } from '../../audit/index.js';
import { Refusal } from '../../platform/index.js';
import type { PackageView, ReceiptView } from './disposition.types.js';
import { type ListRow, whoIs } from './list-rows.js';

interface StandingPackage {
  readonly id: string;
  readonly profile: string;
  readonly archive: string;
  readonly commit: string;
  readonly bytes: number;
}

/** The package that is ready to leave, or has left. */
export async function standingPackage(
  rows: Pick<EntityManager, 'query'>,
  { id, number }: Pick<ListRow, 'id' | 'number'>,
): Promise<StandingPackage> {
  const [found] = await rows.query<StandingPackage[]>(
    `SELECT id, profile->>'profile' AS profile, archive, commit, bytes::float8 AS bytes FROM transfer_package
      WHERE list_id = $1 AND status = 'ready'`,
    [id],
  );
  if (found) return found;
  throw new Refusal('wrong-state', `There is no finished package of the list ${number}. Nothing was changed.`);
}

/** A package that is not to be handed out any more; its file goes as soon as the log has numbered this. */
export async function dropPackage(tx: AuditedTx, listId: string): Promise<void> {
  const [dropped] = await tx.rows.query<[{ id: string }[], number]>(
    `UPDATE transfer_package SET status = 'removed' WHERE list_id = $1 AND status IN ('waiting', 'ready') RETURNING id`,
    [listId],
  );
  for (const { id } of dropped) await tx.record('transfer.removed', { package: id, list: listId });
}

/** The newest package of a list, whatever became of it. */
export async function packageView(database: DataSource, listId: string): Promise<PackageView | null> {
  const [row] = await database.query<(Omit<PackageView, 'askedAt'> & { askedAt: Date })[]>(
    `SELECT id, name, status, profile->>'profile' AS profile, profile->'title' AS "profileTitle", archive,
            asked_at AS "askedAt", done, total, commit, bytes::float8 AS bytes
       FROM transfer_package WHERE list_id = $1 ORDER BY id DESC LIMIT 1`,
    [listId],
  );
  return row ? { ...row, askedAt: row.askedAt.toISOString() } : null;
}

/** The confirmation of the receiving archive; its paper is not read. */
export async function receiptView(database: DataSource, listId: string): Promise<ReceiptView | null> {
  const [row] = await database.query<(Omit<ReceiptView, 'confirmedAt'> & { confirmedAt: Date })[]>(
    `SELECT r.archive, r.accession, r.received_on::text AS "receivedOn", r.file_name AS "fileName",
            length(r.content) AS bytes, s.said->'receipt'->>'sha256' AS sha256, s.at AS "confirmedAt",
            ${whoIs('s.by')} AS "confirmedBy"
       FROM transfer_receipt r JOIN disposition_step s ON s.id = r.step_id WHERE r.list_id = $1`,
    [listId],
  );
  return row ? { ...row, confirmedAt: row.confirmedAt.toISOString() } : null;
}
