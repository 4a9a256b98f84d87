import { hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/index.js';

const MINUTES = 15;

/** Counts of what was tried and failed within a quarter of an hour. Whom or what they are of is kept as a digest. */
@Injectable()
export class Tries {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Until when one of these has to wait; null: none has to. */
  async waitOf(whose: readonly Buffer[]): Promise<{ readonly seconds: number; readonly minutes: number } | null> {
    const now = this.clock.now();
    const [row] = await this.database.query<{ until: Date | null }[]>(
      `SELECT max(refused_until) AS until FROM sign_in_try WHERE who = ANY($1) AND refused_until > $2`,
      [whose, now],
    );
    if (!row?.until) return null;
    const seconds = Math.ceil((row.until.getTime() - now.getTime()) / 1000);
    return { seconds, minutes: Math.ceil(seconds / 60) };
  }

  /** Which try this is; with the `most`th begins a quarter of an hour in which `waitOf` says so. */
  async count(whose: Buffer, most: number): Promise<number> {
    const now = this.clock.now();
    await this.database.query(`DELETE FROM sign_in_try WHERE last_at < $1::timestamptz - interval '1 day'`, [now]);
    const [row] = await this.database.query<{ tries: number }[]>(
      `INSERT INTO sign_in_try AS t (who, tries, last_at) VALUES ($1, 1, $2)
       ON CONFLICT (who) DO UPDATE SET
         tries = CASE WHEN t.last_at < $2::timestamptz - make_interval(mins => $3) THEN 1 ELSE t.tries + 1 END,
         last_at = $2,
         refused_until = CASE WHEN t.last_at >= $2::timestamptz - make_interval(mins => $3) AND t.tries + 1 >= $4
                              THEN $2::timestamptz + make_interval(mins => $3) END
       RETURNING tries`,
      [whose, now, MINUTES, most],
    );
    return row?.tries ?? 0;
  }

  async forget(whose: Buffer): Promise<void> {
    await this.database.query(`DELETE FROM sign_in_try WHERE who = $1`, [whose]);
  }
}

export function triedBy(kind: string, value: string): Buffer {
  return hash('sha256', `${kind}\0${value.toLowerCase()}`, 'buffer');
}
