import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/index.js';
import { Refusal, system } from '../../platform/index.js';
import { triedBy, Tries } from '../tries.js';

/** Wrong codes of one person within a quarter of an hour. */
const MOST = 5;

const OF_CODES: readonly string[] = ['code-wrong', 'code-used'];

/** Codes are short: a try is counted before it is judged, so that of a thousand at once no more than five are. */
@Injectable()
export class CodeTries {
  constructor(
    private readonly tries: Tries,
    private readonly trail: AuditTrail,
  ) {}

  /** @throws {Refusal} 'rate-limited' while this person has to wait */
  async judge<R>(personId: string, judgement: () => Promise<R>): Promise<R> {
    const whose = triedBy('code', personId);
    await this.demandRoom(whose);
    const tries = await this.tries.count(whose, MOST);
    if (tries > MOST) await this.demandRoom(whose);
    try {
      const judged = await judgement();
      await this.tries.forget(whose);
      return judged;
    } catch (error) {
      if (tries === MOST && error instanceof Refusal && OF_CODES.includes(error.problem)) {
        const refused = { person: personId, tries };
        await this.trail.write(system('sign-in'), (tx) => tx.record('second-factor.refused', refused));
      }
      throw error;
    }
  }

  private async demandRoom(whose: Buffer): Promise<void> {
    const wait = await this.tries.waitOf([whose]);
    if (wait === null) return;
    const text = `Too many wrong codes. Wait ${wait.minutes} minutes, then show the code your app shows by then.`;
    throw new Refusal('rate-limited', text, { retryAfter: wait.seconds });
  }
}
