import { Injectable } from '@nestjs/common';
import { ObjectStore } from '../archive/index.js';
import { Clock, loggers } from '../platform/index.js';
import { FindStrays } from './find-strays.js';

const NOBODY_WRITES_FOR_MS = 3_600_000;

/** Removes what interrupted captures left in the store: half-written things soon, whole ones once their lock has ended. */
@Injectable()
export class SweepStrays {
  constructor(
    private readonly strays: FindStrays,
    private readonly store: ObjectStore,
    private readonly clock: Clock,
  ) {}

  async run(signal: AbortSignal): Promise<number> {
    let swept = await this.store.sweepUnfinished(NOBODY_WRITES_FOR_MS);
    for await (const { unlocked } of this.strays.run(signal)) {
      for (const object of unlocked) await this.store.remove(object, this.clock.now());
      swept += unlocked.length;
    }
    if (swept > 0) loggers.integrity.log({ what: 'swept what interrupted captures left', objects: swept });
    return swept;
  }
}
