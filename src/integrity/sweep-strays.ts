import { Injectable } from '@nestjs/common';
import { ObjectStore } from '../archive/index.js';
import { Clock, loggers } from '../platform/index.js';
import { FindStrays } from './find-strays.js';

/** Removes what interrupted captures left in the store, once its lock has ended. Answers how many objects. */
@Injectable()
export class SweepStrays {
  constructor(
    private readonly strays: FindStrays,
    private readonly store: ObjectStore,
    private readonly clock: Clock,
  ) {}

  async run(signal: AbortSignal): Promise<number> {
    let swept = 0;
    for await (const { unlocked } of this.strays.run(signal)) {
      for (const object of unlocked) await this.store.remove(object, this.clock.now());
      swept += unlocked.length;
    }
    if (swept > 0) loggers.integrity.log({ what: 'swept what interrupted captures left', objects: swept });
    return swept;
  }
}
