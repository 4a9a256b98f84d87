import { Injectable } from '@nestjs/common';
import { type Actor, demand } from '../../platform/index.js';
import { demandBodyType } from './clock-input.rules.js';
import type { Due, DueInput } from './clock.types.js';
import { dueDate } from './due-date.rules.js';
import { ReadCalendar } from './read-calendar.js';
import { ReadClocks } from './read-clocks.js';

export interface DueQuestion extends DueInput {
  /** Id of a law, e.g. `us-il`. */
  readonly law: string;
}

/** When a request must be answered, by the law and its calendar as they are in this installation now. */
@Injectable()
export class FindDueDate {
  constructor(
    private readonly clocks: ReadClocks,
    private readonly calendars: ReadCalendar,
  ) {}

  /** @throws {Refusal} where the law is not known or not confirmed, or does not allow what is asked */
  async run(actor: Actor, { law: id, ...input }: DueQuestion): Promise<Due> {
    demand(actor, 'clock.read');
    const law = await this.clocks.law(id);
    const calendar = demandBodyType(law, input.bodyType)?.calendar ?? law.calendar;
    return dueDate(law, input, await this.calendars.calendar(calendar));
  }
}
