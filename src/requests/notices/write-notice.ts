import type { AuditedTx } from '../../audit/index.js';
import { newId } from '../../platform/index.js';
import type { ReminderKind } from '../request.types.js';

export type NoticeKind = ReminderKind | 'recount';

export interface NewNotice {
  readonly requestId: string;
  readonly kind: NoticeKind;
  /** Of a reminder the deadline it is of; of a recount its step. */
  readonly about: string;
  readonly at: Date;
}

/**
 * The owner of a request is to be told something of its deadline, once: false where it was written already. A reminder
 * that is still unsent is overtaken by the next one; that a deadline has moved is always told.
 */
export async function writeNotice(tx: AuditedTx, { requestId, kind, about, at }: NewNotice): Promise<boolean> {
  const id = newId();
  const written = await tx.rows.query<unknown[]>(
    `INSERT INTO request_notice (id, request_id, kind, about, made_at, next_at) VALUES ($1, $2, $3, $4, $5, $5)
     ON CONFLICT DO NOTHING RETURNING id`,
    [id, requestId, kind, about, at],
  );
  if (written.length === 0) return false;
  await tx.rows.query(
    `UPDATE request_notice SET next_at = NULL WHERE request_id = $1 AND id <> $2 AND kind <> 'recount' AND $3 <> 'recount'
        AND sent_at IS NULL`,
    [requestId, id, kind],
  );
  await tx.record('request.reminded', { request: requestId, notice: id, kind });
  return true;
}
