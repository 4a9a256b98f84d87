import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../audit/index.js';
import { Refusal, system } from '../platform/index.js';
import { triedBy, Tries } from './tries.js';

/** Failed tries within a quarter of an hour: for one name, and for one address whatever the names. */
const MOST = { name: 5, address: 20 } as const;

/** Slows guessing down. A series of failures is one event of the log, not one each: strangers do not fill it. */
@Injectable()
export class SignInTries {
  constructor(
    private readonly tries: Tries,
    private readonly trail: AuditTrail,
  ) {}

  /** Throws 'rate-limited' while this name or address has to wait. */
  async demandRoom(who: Tried): Promise<void> {
    const wait = await this.tries.waitOf([triedBy('name', who.name), triedBy('address', who.address)]);
    if (wait === null) return;
    const text = `Too many failed sign-ins. Wait ${wait.minutes} minutes, or sign in with a key.`;
    throw new Refusal('rate-limited', text, { retryAfter: wait.seconds });
  }

  async failed(who: Tried): Promise<void> {
    for (const kind of ['name', 'address'] as const) {
      const tries = await this.tries.count(triedBy(kind, who[kind]), MOST[kind]);
      if (tries === MOST[kind]) {
        await this.trail.write(system('sign-in'), (tx) => tx.record('sign-in.failed', { tries }));
      }
    }
  }

  async succeeded(who: Tried): Promise<void> {
    await this.tries.forget(triedBy('name', who.name));
  }
}

export interface Tried {
  readonly name: string;
  readonly address: string;
}
