import { Injectable } from '@nestjs/common';
import { type AuditedTx, AuditTrail, type EventFacts } from '../../audit/index.js';
import { type Actor, actorName, Clock, demand, Refusal, SecretBox } from '../../platform/index.js';
import { AuthorizationError, type AuthorizationFault, type Granted } from './authorization-provider.port.js';
import { refusalOf } from './authorization-refusal.js';
import { holderOf, type SealedConnection } from './begin-connection.js';
import type { ConnectedView, ConnectionAnswer, Holder } from './connect.types.js';
import { TakeGrant } from './take-grant.js';
import { type ReachedPlatform, ReachPlatform } from './reach-platform.js';
import { secretDigest } from './scopes.rules.js';

interface ConnectionRow {
  readonly id: string;
  readonly account_id: string;
  readonly holder: string;
  readonly sealed: Buffer;
  readonly scopes: readonly string[];
  readonly messages: boolean;
  readonly expires_at: Date;
  readonly answered_at: Date | null;
}

type Why = EventFacts['connection.refused']['why'];

const NOT_TAKEN = {
  'foreign-answer':
    'This answer belongs to no request of yours: nobody asked for it from here. Nothing was changed. Begin again from the account.',
  'used-answer': 'This answer was used already. Nothing was changed; look at the account, or begin again.',
  'late-answer': 'This answer came more than ten minutes after it was asked for. Nothing was changed. Begin again.',
} as const;

const WHY: Partial<Record<AuthorizationFault, Why>> = { denied: 'owner-refused', 'other-account': 'other-account' };

/**
 * Takes what a platform sent back with the owner's browser. An answer that nobody here asked for, that was used, or that
 * comes late is refused and put into the log, and nothing is changed by it.
 */
@Injectable()
export class FinishConnection {
  // oxlint-disable-next-line max-params -- what it writes with, unseals with, asks with
  constructor(
    private readonly trail: AuditTrail,
    private readonly secrets: SecretBox,
    private readonly clock: Clock,
    private readonly reach: ReachPlatform,
    private readonly takeGrant: TakeGrant,
  ) {}

  async run(actor: Actor, answer: ConnectionAnswer): Promise<ConnectedView> {
    demand(actor, 'account.manage');
    return this.finish(actor, holderOf(actor), answer);
  }

  /** `also`: what else is written where the access is. */
  async finish(
    actor: Actor,
    holder: Holder,
    answer: ConnectionAnswer,
    also?: (tx: AuditedTx, connection: string) => Promise<void>,
  ): Promise<ConnectedView> {
    const connection = await this.take(actor, holder, answer);
    const { account_id: accountId, scopes, messages, id } = connection;
    const reached = await this.reach.run(accountId);
    const { app, granted } = await this.redeem(actor, reached, { connection, answer });
    return this.takeGrant.run(actor, reached, {
      appId: app,
      granted,
      asked: scopes,
      messages,
      by: actorName(actor),
      also: async (tx) => also?.(tx, id),
    });
  }

  /** It is used up before it is redeemed, so that of two who bring it one is refused. */
  private async take(actor: Actor, holder: Holder, { state }: ConnectionAnswer): Promise<ConnectionRow> {
    const found = await this.trail.write(actor, async (tx): Promise<ConnectionRow | keyof typeof NOT_TAKEN> => {
      const [row]: ConnectionRow[] = await tx.rows.query(
        `SELECT id, account_id, holder, sealed, scopes, messages, expires_at, answered_at
           FROM connection WHERE digest = $1 FOR UPDATE`,
        [secretDigest(state)],
      );
      const why = this.fault(row, holder);
      if (why !== null || !row) {
        // Whose answer it was is not for whoever brings it.
        const about = row?.holder === nameOf(holder) ? { account: row.account_id } : {};
        await tx.record('connection.refused', { why: why ?? 'foreign-answer' }, about);
        return why ?? 'foreign-answer';
      }
      await tx.rows.query(`UPDATE connection SET answered_at = $2 WHERE id = $1`, [row.id, this.clock.now()]);
      await tx.record('connection.answered', { connection: row.id }, { account: row.account_id });
      return row;
    });
    if (typeof found !== 'string') return found;
    throw new Refusal(found === 'foreign-answer' ? 'not-allowed' : 'wrong-state', NOT_TAKEN[found]);
  }

  private fault(row: ConnectionRow | undefined, holder: Holder): keyof typeof NOT_TAKEN | null {
    if (row?.holder !== nameOf(holder)) return 'foreign-answer';
    if (row.answered_at !== null) return 'used-answer';
    return row.expires_at <= this.clock.now() ? 'late-answer' : null;
  }

  private async redeem(
    actor: Actor,
    reached: ReachedPlatform,
    { connection, answer }: { readonly connection: ConnectionRow; readonly answer: ConnectionAnswer },
  ): Promise<{ app: string | null; granted: Granted }> {
    const sealed: SealedConnection = Object(JSON.parse(this.secrets.open(connection.sealed, connection.id)));
    try {
      const app = await this.reach.appById(reached, sealed.app);
      if (app === null) throw new AuthorizationError('app-unknown', 'The app of this request is not kept any more.');
      const asked = { answer: queryOf(answer), verifier: sealed.verifier };
      return { app: sealed.app, granted: await reached.provider.redeem(reached.calls, app, asked) };
    } catch (error) {
      if (!(error instanceof AuthorizationError)) throw error;
      if (error.fault === 'app-unknown') await this.reach.forgetApp(sealed.app);
      await this.trail.write(actor, (tx) =>
        tx.record(
          'connection.refused',
          { why: WHY[error.fault] ?? 'platform-refused-it' },
          { account: connection.account_id },
        ),
      );
      throw refusalOf(error);
    }
  }
}

function nameOf({ kind, id }: Holder): string {
  return `${kind}:${id}`;
}

function queryOf(answer: ConnectionAnswer): URLSearchParams {
  const given = Object.entries(answer).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value] as [string, string]] : [],
  );
  return new URLSearchParams(given);
}
