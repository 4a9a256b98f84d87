import { Injectable } from '@nestjs/common';
import { type AuditedTx, AuditTrail } from '../../audit/index.js';
import type { Probe } from '../../connectors/index.js';
import { type Actor, describe, loggers, Refusal } from '../../platform/index.js';
import { ProbeAgain } from '../limits/probe-again.js';
import type { Granted } from './authorization-provider.port.js';
import type { ConnectedView } from './connect.types.js';
import { endOfAccess } from './expiry.rules.js';
import { IdentifyAccount } from './identify-account.js';
import { KeepGrant } from './keep-grant.js';
import { type ReachedPlatform, ReachPlatform } from './reach-platform.js';
import { isToken, missingScopes } from './scopes.rules.js';

export interface Taken {
  readonly appId: string | null;
  readonly granted: Granted;
  readonly asked: readonly string[];
  readonly messages: boolean;
  readonly by: string;
  readonly also: (tx: AuditedTx) => Promise<void>;
}

/**
 * Takes access that was granted, if it is to the account it was asked for, and looks again at what can be captured with
 * it. What the owner left out is no refusal: it is said, and what is not captured because of it.
 */
@Injectable()
export class TakeGrant {
  // oxlint-disable-next-line max-params -- what it writes, looks and gives back with
  constructor(
    private readonly trail: AuditTrail,
    private readonly keep: KeepGrant,
    private readonly probe: ProbeAgain,
    private readonly reach: ReachPlatform,
    private readonly identify: IdentifyAccount,
  ) {}

  async run(actor: Actor, reached: ReachedPlatform, taken: Taken): Promise<ConnectedView> {
    const { account } = reached.calls;
    const { granted, asked, messages } = taken;
    const identified = await this.identified(actor, reached, taken);
    const missing = missingScopes(reached.provider, asked, granted.scopes);
    await this.trail.write(actor, async (tx) => {
      if (identified) await this.identify.write(tx, account.id, identified);
      await this.keep.first(tx, {
        accountId: account.id,
        appId: taken.appId,
        tokens: granted,
        scopes: granted.scopes,
        missing: missing.map(({ scope }) => scope),
        messages,
        by: taken.by,
      });
      await taken.also(tx);
    });
    await this.look(account.id);
    const renewing = granted.refresh !== null;
    return {
      accountId: account.id,
      handle: identified?.account.handle ?? account.handle,
      scopes: granted.scopes,
      missing: missing.map(({ scope, without }) => ({ scope, without })),
      messages,
      endsAt: endOfAccess({ ...granted, renewing })?.toISOString() ?? null,
    };
  }

  /** Which account it is, where it waited to be connected; null where that is known. Access to another is refused. */
  private async identified(actor: Actor, reached: ReachedPlatform, taken: Taken): Promise<Probe | null> {
    const { account } = reached.calls;
    const { granted } = taken;
    const isAwaited = typeof account.awaits === 'string';
    if (!isToken(granted.token) || (!isAwaited && granted.nativeId !== account.nativeId)) {
      await this.refuse(actor, reached, taken);
    }
    if (!isAwaited) return null;
    const probe = await this.identify.look(reached, granted);
    return probe.account.nativeId === granted.nativeId ? probe : this.refuse(actor, reached, taken);
  }

  /** What was granted by mistake is given back, as far as the platform lets us. */
  private async refuse(actor: Actor, reached: ReachedPlatform, { appId, granted }: Taken): Promise<never> {
    const { provider, calls } = reached;
    try {
      await provider.giveBack(calls, await this.reach.appById(reached, appId), granted);
    } catch (error) {
      loggers.accounts.warn('Access to another account could not be given back', describe(error));
    }
    await this.trail.write(actor, (tx) =>
      tx.record('connection.refused', { why: 'other-account' }, { account: calls.account.id }),
    );
    const text = `The access that was granted is to another account than ${calls.account.handle}. Nothing was changed. Sign out at the platform, sign in there as this account, and begin again.`;
    throw new Refusal('wrong-state', text);
  }

  /** The access is kept, whatever comes of the look: that is done again by itself. */
  private async look(accountId: string): Promise<void> {
    await this.probe.run(accountId).catch((error: unknown) => {
      loggers.accounts.warn('What can be captured could not be looked at', { account: accountId, ...describe(error) });
    });
  }
}
