import { Injectable } from '@nestjs/common';
import { system } from '../platform/index.js';
import { FindDueDate, ReadCalendar, ReadClocks } from './clocks/index.js';
import { type ClockGiven, type DueDate, RequestClock } from './request-clock.port.js';

const ACTOR = system('requests');

/** Deadlines by the laws as they are in this installation now, with its own days on top. */
@Injectable()
export class LawClock extends RequestClock {
  constructor(
    private readonly dates: FindDueDate,
    private readonly clocks: ReadClocks,
    private readonly calendars: ReadCalendar,
  ) {
    super();
  }

  override async dueFor(law: string, received: string, given: ClockGiven): Promise<DueDate> {
    const unfolded = await this.dates.run(ACTOR, { law, received, ...given });
    const { due, outer, authority } = unfolded;
    return { due, outer, authority, unfolded };
  }

  /** A type that is named like a country is that of the bodies in it: `pl` of the GDPR for a body in Poland. */
  override async usualBodyType(id: string, country: string): Promise<string | null> {
    const law = await this.clocks.law(id);
    const [land] = country.toLowerCase().split('-');
    return law.bodyTypes?.find((type) => type.id === land)?.id ?? null;
  }

  override lawsBy(calendar: string): readonly string[] {
    return this.calendars.all(ACTOR).find(({ id }) => id === calendar)?.laws ?? [];
  }
}
