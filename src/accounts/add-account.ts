import { Injectable } from '@nestjs/common';
import { DataSource, QueryFailedError } from 'typeorm';
import { type AuditedTx, AuditTrail } from '../audit/index.js';
import type { DetectedAccount } from '../connectors/index.js';
import { type Actor, Clock, demand, newId, Refusal, SecretBox } from '../platform/index.js';
import type { AccountFacts, Character } from './accounts.types.js';
import { awaitedName } from './awaited-account.rules.js';
import { FindAccount, type Sought } from './find-account.js';
import { isUnpolled, LOOPS } from './limits/loops.rules.js';
import { noteLimits } from './limits/note-limits.js';
import { readAccountFacts } from './read-account-facts.js';
import { statement } from './state-with-event.js';

export interface NewAccount extends Sought {
  readonly bodyId: string;
  readonly character: Character;
}

const DAY_MS = 86_400_000;
const UNIQUE_VIOLATION = '23505';

/**
 * Begins to archive an account. Its loops are due at once; no legal basis is needed to begin, but what vanishes stays
 * locked until one is stated. One that waits to be connected is not looked at before.
 */
@Injectable()
export class AddAccount {
  // oxlint-disable-next-line max-params -- what it writes with, what it finds with, what it seals with
  constructor(
    private readonly database: DataSource,
    private readonly trail: AuditTrail,
    private readonly find: FindAccount,
    private readonly secrets: SecretBox,
    private readonly clock: Clock,
  ) {}

  async run(actor: Actor, input: NewAccount): Promise<AccountFacts> {
    demand(actor, 'account.manage');
    await this.refuseUnknownBody(input.bodyId);
    const found = await this.find.run(input);
    await this.refuseDuplicate(input.bodyId, found);
    try {
      return await this.trail.write(actor, (tx) => this.store(tx, input, found));
    } catch (error) {
      if (error instanceof QueryFailedError && Object(error.driverError).code === UNIQUE_VIOLATION) {
        throw alreadyArchived(found.probe.account.handle, error);
      }
      throw error;
    }
  }

  private async store(
    tx: AuditedTx,
    input: NewAccount,
    { platform, probe, address }: DetectedAccount,
  ): Promise<AccountFacts> {
    const id = newId();
    const now = this.clock.now();
    const { account } = probe;
    const identity = statement(`${platform}|${account.canonicalUri}`);
    const isAwaited = awaitedName(probe.settings) !== null;
    await tx.rows.query(
      `INSERT INTO account (id, body_id, platform, canonical_uri, native_id, handle, url, title, software, character,
                            state, settings, limits, private_allowed, added_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'active', $11, $12, $13, $14)`,
      [
        id,
        input.bodyId,
        platform,
        account.canonicalUri,
        account.nativeId,
        account.handle,
        account.url,
        account.title,
        probe.software,
        input.character,
        JSON.stringify(probe.settings),
        probe.limits,
        input.privateAllowed ?? false,
        now,
      ],
    );
    await tx.rows.query(
      `INSERT INTO capture_loop (account_id, loop, next_at) SELECT $1, loop, $2::timestamptz FROM unnest($3::text[]) AS loop`,
      [id, isAwaited ? null : now, isUnpolled(probe.limits) ? [] : LOOPS],
    );
    await noteLimits(tx, { accountId: id, limits: probe.limits, at: now });
    await tx.rows.query(`INSERT INTO account_probe (account_id, url, next_at) VALUES ($1, $2, $3)`, [
      id,
      address,
      isAwaited ? null : new Date(now.getTime() + DAY_MS),
    ]);
    const added = { body: input.bodyId, character: input.character, commit: identity.digest };
    await tx.record(isAwaited ? 'account.awaited' : 'account.added', added, { account: id, id: identity.id });
    await identity.keep(tx);
    if (input.token !== undefined) {
      await tx.rows.query(`INSERT INTO account_access (account_id, sealed) VALUES ($1, $2)`, [
        id,
        this.secrets.seal(input.token, id),
      ]);
      await tx.record('account.access-set', { stated: 'token' }, { account: id });
    }
    return readAccountFacts(tx.rows, id);
  }

  private async refuseUnknownBody(bodyId: string): Promise<void> {
    const [body] = await this.database.query(`SELECT FROM body WHERE id = $1`, [bodyId]);
    if (!body) throw new Refusal('not-found', 'There is no such body. Add the body first, then its accounts.');
  }

  private async refuseDuplicate(bodyId: string, { platform, probe }: DetectedAccount): Promise<void> {
    const [known] = await this.database.query(
      `SELECT handle FROM account WHERE body_id = $1 AND platform = $2 AND canonical_uri = $3`,
      [bodyId, platform, probe.account.canonicalUri],
    );
    if (known) throw alreadyArchived(known.handle);
  }
}

function alreadyArchived(handle: string, cause?: unknown): Refusal {
  const text = `${handle} is archived for this body already. A paused account can be resumed.`;
  return new Refusal('already-exists', text, {}, { cause });
}
