import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { generateRandomCodeVerifier } from 'oauth4webapi';
import { AuditTrail } from '../../audit/index.js';
import { type Actor, actorName, Clock, demand, newId, Refusal, SecretBox } from '../../platform/index.js';
import { acceptClauses } from './accept-clauses.js';
import { refusalOf } from './authorization-refusal.js';
import type { BegunConnection, Holder } from './connect.types.js';
import { type ReachedPlatform, ReachPlatform } from './reach-platform.js';
import { askedScopes, secretDigest } from './scopes.rules.js';

const MINUTES = 10;

export interface Asked {
  readonly accountId: string;
  /** Direct messages too: asked for only where that was consented to separately. */
  readonly messages: boolean;
  readonly ground?: string | undefined;
}

/** What is needed to redeem the answer; sealed until it comes. */
export interface SealedConnection {
  readonly verifier: string;
  readonly app: string | null;
}

/**
 * Asks a platform for access to an account: answers with the address where its owner says yes or no. Its answer can be
 * brought back once, within ten minutes, and only by whoever asked.
 */
@Injectable()
export class BeginConnection {
  constructor(
    private readonly trail: AuditTrail,
    private readonly secrets: SecretBox,
    private readonly clock: Clock,
    private readonly reach: ReachPlatform,
  ) {}

  async run(actor: Actor, asked: Asked): Promise<BegunConnection> {
    demand(actor, 'account.manage');
    return this.begin(actor, holderOf(actor), asked);
  }

  /** For the owner who follows a personal link: whoever issued it was allowed to. */
  async begin(actor: Actor, holder: Holder, asked: Asked): Promise<BegunConnection> {
    const reached = await this.reach.run(asked.accountId);
    if (reached.provider.way === 'password') {
      throw new Refusal('wrong-state', 'Access to this platform is granted by an app password: give it here instead.');
    }
    const scopes = askedScopes(reached.provider, asked.messages);
    const [id, state, verifier] = [newId(), randomBytes(32).toString('base64url'), generateRandomCodeVerifier()];
    const { app, address } = await this.prepare(reached, { state, verifier, scopes });
    const now = this.clock.now();
    const until = new Date(now.getTime() + MINUTES * 60_000);
    const sealed: SealedConnection = { verifier, app };
    await this.trail.write(actor, async (tx) => {
      const { platform } = reached.calls.account;
      await acceptClauses(tx, { actor, accountId: asked.accountId, platform, ground: asked.ground, at: now });
      await tx.rows.query(
        `INSERT INTO connection (id, account_id, holder, digest, sealed, scopes, messages, made_at, made_by, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
        [
          id,
          asked.accountId,
          `${holder.kind}:${holder.id}`,
          secretDigest(state),
          this.secrets.seal(JSON.stringify(sealed), id),
          scopes,
          asked.messages,
          now,
          actorName(actor),
          until,
        ],
      );
      const way = holder.kind === 'link' ? 'link' : 'page';
      await tx.record('connection.begun', { connection: id, way }, { account: asked.accountId });
    });
    return { id, address, until: until.toISOString() };
  }

  private async prepare(
    reached: ReachedPlatform,
    asked: { readonly state: string; readonly verifier: string; readonly scopes: readonly string[] },
  ): Promise<{ app: string | null; address: string }> {
    try {
      const app = await this.reach.app(reached, asked.scopes);
      return { app: app.id, address: await reached.provider.address(reached.calls, app, asked) };
    } catch (error) {
      throw refusalOf(error);
    }
  }
}

/** The session or key a person acts with: another of the same person is another holder. */
export function holderOf(actor: Actor): Holder {
  if (actor.kind === 'person' && actor.credential) return { kind: actor.credential.kind, id: actor.credential.id };
  throw new Refusal('not-allowed', 'A person who is signed in connects an account; a part of the system cannot.');
}
