import type { AuditedTx } from '../audit/index.js';
import { statement } from './state-with-event.js';

/**
 * An account is called otherwise from now on: what it is called is how people name it here, what it *is* does not change.
 * In the transaction of the page that proves it. False: it is not called `from` any more.
 */
export async function renameAccount(
  tx: AuditedTx,
  { accountId, from, to }: { readonly accountId: string; readonly from: string; readonly to: string },
): Promise<boolean> {
  const [, renamed] = await tx.rows.query<[unknown[], number]>(
    `UPDATE account SET handle = $3 WHERE id = $1 AND handle = $2`,
    [accountId, from, to],
  );
  if (renamed === 0) return false;
  const said = statement(`${from} → ${to}`);
  await tx.record('account.renamed', { commit: said.digest }, { account: accountId, id: said.id });
  await said.keep(tx);
  return true;
}
