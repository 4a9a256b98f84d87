import type { AuditedTx } from '../../audit/index.js';
import { clausesOf, demandsGround, type Platform } from '../../connectors/index.js';
import { type Actor, actorName, newId, Refusal } from '../../platform/index.js';
import { statedWords, statement } from '../state-with-event.js';

export interface Accepted {
  readonly actor: Actor;
  readonly accountId: string;
  readonly platform: Platform;
  /** The law on whose ground it is kept nevertheless; undefined: nobody said. */
  readonly ground: string | undefined;
  readonly at: Date;
}

/**
 * Whoever connects an account has been shown what its platform says about keeping. Where that stands against keeping, they
 * say on what ground it is kept; once said it need not be said again.
 */
export async function acceptClauses(
  tx: AuditedTx,
  { actor, accountId, platform, ground, at }: Accepted,
): Promise<void> {
  if (ground === undefined) {
    if (!demandsGround(platform) || (await wasAccepted(tx, accountId))) return;
    const text =
      'What this platform demands stands against keeping. Read its clauses, and name the law on whose ground you keep what is removed there.';
    throw new Refusal('invalid-input', text, { clauses: clausesOf(platform).map(({ key }) => key) });
  }
  const said = statement(statedWords(ground, 'The ground'));
  const [id, keys] = [newId(), clausesOf(platform).map(({ key }) => key)];
  await tx.rows.query(
    `INSERT INTO clause_acceptance (id, account_id, clauses, at, by, event_id) VALUES ($1, $2, $3, $4, $5, $6)`,
    [id, accountId, keys, at, actorName(actor), said.id],
  );
  const facts = { acceptance: id, clauses: keys.length, commit: said.digest };
  await tx.record('clauses.accepted', facts, { account: accountId, id: said.id });
  await said.keep(tx);
}

async function wasAccepted(tx: AuditedTx, accountId: string): Promise<boolean> {
  const found: unknown[] = await tx.rows.query(`SELECT FROM clause_acceptance WHERE account_id = $1 LIMIT 1`, [
    accountId,
  ]);
  return found.length > 0;
}
