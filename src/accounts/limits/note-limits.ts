import type { AuditedTx } from '../../audit/index.js';
import type { LimitKey } from '../../connectors/index.js';

/**
 * What cannot be captured from now on, beside what could not until now: a limit that ends stays, with the time it held.
 * Answers whether anything changed.
 */
export async function noteLimits(
  tx: AuditedTx,
  { accountId, limits, at }: { readonly accountId: string; readonly limits: readonly LimitKey[]; readonly at: Date },
): Promise<boolean> {
  const [, ended]: [unknown, number] = await tx.rows.query(
    `UPDATE account_limit SET to_at = $3 WHERE account_id = $1 AND to_at IS NULL AND NOT key = ANY($2::text[])`,
    [accountId, limits, at],
  );
  const begun: unknown[] = await tx.rows.query(
    `INSERT INTO account_limit (account_id, key, from_at)
     SELECT DISTINCT $1::uuid, key, $3::timestamptz FROM unnest($2::text[]) AS key
      WHERE NOT EXISTS (SELECT FROM account_limit l WHERE l.account_id = $1 AND l.key = key.key AND l.to_at IS NULL)
     ON CONFLICT DO NOTHING RETURNING key`,
    [accountId, limits, at],
  );
  return ended + begun.length > 0;
}
