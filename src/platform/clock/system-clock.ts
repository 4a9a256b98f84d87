import { setTimeout as wait } from 'node:timers/promises';
import { Clock } from './clock.port.js';

export class SystemClock extends Clock {
  readonly kind = 'real';

  now(): Date {
    return new Date();
  }

  async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    await wait(milliseconds, undefined, signal ? { signal } : {}).catch(() => undefined);
  }
}
