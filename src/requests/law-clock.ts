import { Injectable } from '@nestjs/common';
import { system } from '../platform/index.js';
import { FindDueDate } from './clocks/index.js';
import { type ClockGiven, type DueDate, RequestClock } from './request-clock.port.js';

/** Deadlines by the laws as they are in this installation now, with its own days on top. */
@Injectable()
export class LawClock extends RequestClock {
  constructor(private readonly dates: FindDueDate) {
    super();
  }

  override async dueFor(law: string, received: string, given: ClockGiven): Promise<DueDate> {
    const { due, outer, authority, sentences } = await this.dates.run(system('requests'), { law, received, ...given });
    const words = { en: sentences.en[0] ?? '', pl: sentences.pl[0] ?? '' };
    return { due, outer, authority, words };
  }
}
