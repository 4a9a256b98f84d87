import { hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditTrail } from '../audit/index.js';
import { Clock, Refusal, system } from '../platform/index.js';

const MINUTES = 15;
/** Failed tries within a quarter of an hour: for one name, and for one address whatever the names. */
const MOST = { name: 5, address: 20 } as const;

/** Slows guessing down. A series of failures is one event of the log, not one each: strangers do not fill it. */
@Injectable()
export class SignInTries {
  constructor(
    private readonly database: DataSource,
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Throws 'rate-limited' while this name or address has to wait. */
  async demandRoom(who: Tried): Promise<void> {
    const [row] = await this.database.query<{ until: Date | null }[]>(
      `SELECT max(refused_until) AS until FROM sign_in_try WHERE who = ANY($1) AND refused_until > $2`,
      [[digestOf('name', who.name), digestOf('address', who.address)], this.clock.now()],
    );
    if (!row?.until) return;
    const seconds = Math.ceil((row.until.getTime() - this.clock.now().getTime()) / 1000);
    const text = `Too many failed sign-ins. Wait ${Math.ceil(seconds / 60)} minutes, or sign in with a key.`;
    throw new Refusal('rate-limited', text, { retryAfter: seconds });
  }

  async failed(who: Tried): Promise<void> {
    await this.database.query(`DELETE FROM sign_in_try WHERE last_at < $1::timestamptz - interval '1 day'`, [
      this.clock.now(),
    ]);
    for (const kind of ['name', 'address'] as const) {
      const tries = await this.count(digestOf(kind, who[kind]), MOST[kind]);
      if (tries === MOST[kind]) {
        await this.trail.write(system('sign-in'), (tx) => tx.record('sign-in.failed', { tries }));
      }
    }
  }

  async succeeded(who: Tried): Promise<void> {
    await this.database.query(`DELETE FROM sign_in_try WHERE who = $1`, [digestOf('name', who.name)]);
  }

  private async count(who: Buffer, most: number): Promise<number> {
    const [row] = await this.database.query<{ tries: number }[]>(
      `INSERT INTO sign_in_try AS t (who, tries, last_at) VALUES ($1, 1, $2)
       ON CONFLICT (who) DO UPDATE SET
         tries = CASE WHEN t.last_at < $2::timestamptz - make_interval(mins => $3) THEN 1 ELSE t.tries + 1 END,
         last_at = $2,
         refused_until = CASE WHEN t.last_at >= $2::timestamptz - make_interval(mins => $3) AND t.tries + 1 >= $4
                              THEN $2::timestamptz + make_interval(mins => $3) END
       RETURNING tries`,
      [who, this.clock.now(), MINUTES, most],
    );
    return row?.tries ?? 0;
  }
}

export interface Tried {
  readonly name: string;
  readonly address: string;
}

function digestOf(kind: keyof typeof MOST, value: string): Buffer {
  return hash('sha256', `${kind}\0${value.toLowerCase()}`, 'buffer');
}
