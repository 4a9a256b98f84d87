import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../../audit/index.js';
import { type Actor, Clock, Config, demand, type Language, newId } from '../../../platform/index.js';
import { acceptClauses } from '../accept-clauses.js';
import type { Asked } from '../begin-connection.js';
import { ReachPlatform } from '../reach-platform.js';
import { secretDigest } from '../scopes.rules.js';
import type { IssuedLink } from './connect-link.types.js';

const DAYS = 7;
const DAY_MS = 86_400_000;

/**
 * Makes an address by which the owner of an account grants access who signs in to no page of ours. It is good once, for a
 * week, for this one account; the secret stands behind the #, which no browser sends to a server.
 */
@Injectable()
export class IssueConnectLink {
  constructor(
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly reach: ReachPlatform,
  ) {}

  /** `language`: of what the owner is shown. */
  async run(actor: Actor, asked: Asked & { readonly language: Language }): Promise<IssuedLink> {
    demand(actor, 'account.manage');
    const { accountId, messages, ground, language } = asked;
    const { calls } = await this.reach.run(accountId);
    const [id, secret, now] = [newId(), randomBytes(32).toString('base64url'), this.clock.now()];
    const until = new Date(now.getTime() + DAYS * DAY_MS);
    await this.trail.write(actor, async (tx) => {
      await acceptClauses(tx, { actor, accountId, platform: calls.account.platform, ground, at: now });
      await tx.rows.query(
        `INSERT INTO connect_link (id, account_id, language, messages, digest, made_at, made_by, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [id, accountId, language, messages, secretDigest(secret), now, nameOf(actor), until],
      );
      await tx.record('connect-link.issued', { link: id, until: until.toISOString() }, { account: accountId });
    });
    const path = `/connect#${secret}`;
    const { publicUrl } = this.config;
    const url = publicUrl === null ? null : new URL(path, publicUrl).href;
    return { id, path, url, expiresAt: until.toISOString() };
  }
}

function nameOf(actor: Actor): string {
  return actor.kind === 'person' ? actor.name : 'Akta';
}
