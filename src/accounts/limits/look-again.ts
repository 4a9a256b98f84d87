import { Injectable } from '@nestjs/common';
import { type Actor, demand } from '../../platform/index.js';
import { ProbeAgain } from './probe-again.js';
import { type LimitsView, ReadLimits } from './read-limits.js';

/** A person wants to know now what can be captured, and does not wait for tonight. */
@Injectable()
export class LookAgain {
  constructor(
    private readonly probe: ProbeAgain,
    private readonly limits: ReadLimits,
  ) {}

  async run(actor: Actor, accountId: string): Promise<LimitsView> {
    demand(actor, 'account.manage');
    await this.probe.run(accountId);
    return this.limits.run(actor, accountId);
  }
}
