import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Actor, demand, Refusal } from '../platform/index.js';
import type { Due } from './clocks/index.js';
import { DueDates } from './due-dates.js';
import { readRequest } from './request-rows.js';

/** The days counted and skipped on the way to the deadline of a request, with everything that has moved it. */
@Injectable()
export class ReadDue {
  constructor(
    private readonly database: DataSource,
    private readonly dueDates: DueDates,
  ) {}

  /** @throws {Refusal} where no law works it out, or what was stated does not fit the law's calendar any more */
  async run(actor: Actor, id: string): Promise<Due> {
    demand(actor, 'request.read');
    const request = await readRequest(this.database, id);
    const deadline = request.law === null ? null : await this.dueDates.of(request, request.steps, request.dueOn);
    if (deadline?.unfolded) return deadline.unfolded;
    throw new Refusal('not-found', 'No law works the deadline of this request out, so there are no days to count.');
  }
}
