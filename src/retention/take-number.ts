import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../audit/index.js';
import { type Actor, Clock, demand, Refusal } from '../platform/index.js';
import { isForm, numberIn } from './numbering.rules.js';

export type Series = 'hold' | 'request' | 'disposition';

/** The forms a body's registers begin with. */
const FORMS: Readonly<Record<Series, string>> = {
  hold: '{year}-L-{n:3}',
  request: '{year}-{n:4}',
  disposition: '{year}-D-{n:3}',
};

export interface NumberingFacts {
  readonly bodyId: string;
  readonly series: Series;
  readonly form: string;
  readonly year: number;
  /** The number that is given next in this year. */
  readonly next: number;
}

/** Numbers of a body's registers: one after the other within a year of the body's zone, none left out. */
@Injectable()
export class TakeNumber {
  constructor(
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** The next one. Given back where the transaction does not commit. */
  async run(rows: EntityManager, bodyId: string, series: Series): Promise<string> {
    const [taken] = await rows.query<{ form: string; year: number; last: number }[]>(
      `INSERT INTO numbering AS n (body_id, series, form, year, last) VALUES ($1, $2, $3, $4, 1)
       ON CONFLICT (body_id, series) DO UPDATE
         SET year = greatest(n.year, excluded.year), last = CASE WHEN excluded.year > n.year THEN 1 ELSE n.last + 1 END
       RETURNING form, year, last`,
      [bodyId, series, FORMS[series], await this.year(rows, bodyId)],
    );
    if (!taken) throw new Error(`No number was taken of ${series}`);
    return numberIn(taken.form, taken.year, taken.last);
  }

  /** Sets how a register writes its numbers and, once in a year and before it gave one, with which it goes on. */
  async set(
    actor: Actor,
    { bodyId, series, form, next }: { bodyId: string; series: Series; form: string; next?: number },
  ): Promise<NumberingFacts> {
    demand(actor, 'body.manage');
    if (!isForm(form)) {
      throw new Refusal(
        'invalid-input',
        `"${form}" is no form of a number. Write the year and the count in it, for example {year}-{n:4}.`,
      );
    }
    return this.trail.write(actor, async (tx) => {
      const year = await this.year(tx.rows, bodyId);
      const [before] = await tx.rows.query<{ year: number; last: number }[]>(
        `SELECT year, last FROM numbering WHERE body_id = $1 AND series = $2 FOR UPDATE`,
        [bodyId, series],
      );
      const last = before?.year === year ? before.last : 0;
      if (next !== undefined && next !== last + 1 && last > 0) {
        throw new Refusal(
          'wrong-state',
          `Numbers of ${year} have been given already, the last with the count ${last}. The next is ${last + 1}.`,
        );
      }
      const count = next ?? last + 1;
      await tx.rows.query(
        `INSERT INTO numbering (body_id, series, form, year, last) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (body_id, series) DO UPDATE SET form = $3, year = $4, last = $5`,
        [bodyId, series, form, year, count - 1],
      );
      await tx.record('numbering.set', { body: bodyId, series, next: count });
      return { bodyId, series, form, year, next: count };
    });
  }

  private async year(rows: EntityManager, bodyId: string): Promise<number> {
    const [body] = await rows.query<{ zone: string }[]>(`SELECT zone FROM body WHERE id = $1`, [bodyId]);
    if (!body) throw new Refusal('not-found', 'There is no such body.');
    return Temporal.Instant.fromEpochMilliseconds(this.clock.now().getTime()).toZonedDateTimeISO(body.zone).year;
  }
}
