import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/index.js';
import { ReportSchedules } from '../../retention/index.js';
import { type MadeReport, type MakesReport, section } from './report.types.js';

/** How many items no rule of retention fits, now, by account and over time. The goal is none. */
@Injectable()
export class Unscheduled implements MakesReport {
  readonly name = 'unscheduled';

  constructor(private readonly schedules: ReportSchedules) {}

  async run(actor: Actor): Promise<MadeReport> {
    const { asOf, bodies } = await this.schedules.run(actor, { months: 1 });
    return {
      name: this.name,
      asOf,
      sections: [
        section(
          'now',
          ['body', 'items#', 'unscheduled#', 'waiting#'],
          bodies.map(({ body, items, unscheduled, waiting }) => [body, items, unscheduled, waiting]),
        ),
        section(
          'accounts',
          ['body', 'account', 'unscheduled#'],
          bodies.flatMap(({ body, accounts }) =>
            accounts.map(({ handle, unscheduled }) => [body, handle, unscheduled]),
          ),
        ),
        section(
          'history',
          ['body', 'day', 'items#', 'unscheduled#'],
          bodies.flatMap(({ body, history }) =>
            history.toReversed().map(({ on, items, unscheduled }) => [body, on, items, unscheduled]),
          ),
        ),
      ],
    };
  }
}
