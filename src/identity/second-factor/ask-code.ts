import { Injectable } from '@nestjs/common';
import { type Actor, type CommandCall, Refusal } from '../../platform/index.js';
import { ShowCode } from './show-code.js';

/** At the command line a code is asked for where it turns out to be needed, typed unseen or piped in. */
@Injectable()
export class AskCode {
  constructor(private readonly showCode: ShowCode) {}

  /** What was refused for want of a code is done again, with one. */
  async run<R>({ actor, readSecret }: CommandCall, work: (actor: Actor) => Promise<R>): Promise<R> {
    try {
      return await work(actor);
    } catch (error) {
      const isWanted = error instanceof Refusal && error.problem === 'code-missing';
      if (!isWanted || actor.kind !== 'person') throw error;
    }
    return work(await this.showCode.run(actor, await readSecret('A code of your second factor')));
  }
}
