import { Injectable } from '@nestjs/common';
import { type CheckResult, failed, fits, type IntegrityCheck, wrong } from '../check.types.js';
import { FindStrays } from '../find-strays.js';

/**
 * A capture that died between storing and committing leaves an object nobody points at and nobody has the key of. It
 * is harmless while its lock runs; afterwards the sweep removes it, and one that still stands is found here.
 */
@Injectable()
export class NoStrayObject implements IntegrityCheck {
  readonly name = 'no-stray-object';

  constructor(private readonly strays: FindStrays) {}

  async *run(signal: AbortSignal): AsyncIterable<CheckResult> {
    try {
      for await (const { looked, unlocked } of this.strays.run(signal)) {
        for (const object of unlocked) yield wrong('object-stray', object);
        yield fits(looked - unlocked.length);
      }
    } catch (error) {
      yield failed(error, 'object-stray', 'store');
    }
  }
}
