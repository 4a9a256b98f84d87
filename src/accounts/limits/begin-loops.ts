import type { AuditedTx } from '../../audit/index.js';
import type { Connector, Probe } from '../../connectors/index.js';
import { LOOPS } from './loops.rules.js';
import { noteLimits } from './note-limits.js';

interface Turning {
  readonly accountId: string;
  readonly at: Date;
}

/**
 * An account that nobody polled is captured by itself from now on. Its own name stays what it was, so that what was
 * brought of it is matched; what its platform calls it, and where, is as it was found just now.
 */
export async function beginLoops(tx: AuditedTx, { accountId, at }: Turning, probe: Probe): Promise<void> {
  const { account, software, settings } = probe;
  await tx.rows.query(
    `UPDATE account SET native_id = $2, url = $3, title = $4, software = $5, settings = $6 WHERE id = $1`,
    [accountId, account.nativeId, account.url, account.title, software, JSON.stringify(settings)],
  );
  await tx.rows.query(
    `INSERT INTO capture_loop (account_id, loop, next_at) SELECT $1, loop, $2 FROM unnest($3::text[]) AS loop
     ON CONFLICT (account_id, loop) DO NOTHING`,
    [accountId, at, LOOPS],
  );
}

/**
 * The token of an account was taken away: where its platform shows nothing without one, nobody polls it from now on, and
 * its limits say so. What it has lasts; what comes is brought.
 */
export async function endLoops(tx: AuditedTx, { accountId, at }: Turning, connector: Connector): Promise<void> {
  if (!connector.needsToken) return;
  await tx.rows.query(`DELETE FROM capture_loop WHERE account_id = $1`, [accountId]);
  const limits = ['not-captured'] as const;
  if (!(await noteLimits(tx, { accountId, limits, at }))) return;
  await tx.rows.query(`UPDATE account SET limits = $2 WHERE id = $1`, [accountId, limits]);
  await tx.record('account.limits-changed', { limits: limits.length }, { account: accountId });
}
