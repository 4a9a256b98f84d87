import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/index.js';
import { type Actor, actorName, Clock, demand, Refusal } from '../../platform/index.js';
import { acceptClauses } from './accept-clauses.js';
import { AuthorizationError, type Granted } from './authorization-provider.port.js';
import { refusalOf } from './authorization-refusal.js';
import type { Asked } from './begin-connection.js';
import type { ConnectedView } from './connect.types.js';
import { type ReachedPlatform, ReachPlatform } from './reach-platform.js';
import { askedScopes } from './scopes.rules.js';
import { TakeGrant, type Taken } from './take-grant.js';

/** Connects an account of a platform that lets its owner make a password for one program. It is used once and not kept. */
@Injectable()
export class SignInByPassword {
  constructor(
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
    private readonly reach: ReachPlatform,
    private readonly takeGrant: TakeGrant,
  ) {}

  async run(actor: Actor, asked: Asked & { readonly password: string }): Promise<ConnectedView> {
    demand(actor, 'account.manage');
    return this.signIn(actor, asked, async () => undefined);
  }

  /** For the owner who follows a personal link: whoever issued it was allowed to. */
  async signIn(
    actor: Actor,
    { accountId, messages, ground, password }: Asked & { readonly password: string },
    also: Taken['also'],
  ): Promise<ConnectedView> {
    const reached = await this.reach.run(accountId);
    if (reached.provider.way !== 'password') {
      throw new Refusal(
        'wrong-state',
        'Access to this platform is granted in its own page. No password is taken here.',
      );
    }
    const granted = await this.ask(actor, reached, password);
    return this.takeGrant.run(actor, reached, {
      appId: null,
      granted,
      asked: askedScopes(reached.provider, true),
      messages,
      by: actorName(actor),
      also: async (tx) => {
        const { platform } = reached.calls.account;
        await acceptClauses(tx, { actor, accountId, platform, ground, at: this.clock.now() });
        await also(tx);
      },
    });
  }

  private async ask(actor: Actor, { provider, calls }: ReachedPlatform, password: string): Promise<Granted> {
    try {
      return await provider.signIn(calls, password);
    } catch (error) {
      if (!(error instanceof AuthorizationError)) throw error;
      const about = { account: calls.account.id };
      await this.trail.write(actor, (tx) => tx.record('connection.refused', { why: 'platform-refused-it' }, about));
      throw refusalOf(error);
    }
  }
}
