import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock, system } from '../platform/index.js';
import { AuditTrail } from './audit-trail.js';
import { EMPTY_ROOT } from './merkle.rules.js';

/** First start: the log gets its name and its first entry, which says what kind of clock the times are from. */
@Injectable()
export class OpenLog {
  constructor(
    private readonly database: DataSource,
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** `origin`: host name and path that will stand in every checkpoint, e.g. `records.newford.example/log1`. */
  async run(origin: string): Promise<void> {
    const [head] = await this.database.query(`SELECT 1 FROM log_head`);
    if (head) return;
    await this.trail.write(system('setup'), async (tx) => {
      const added = await tx.rows.query(
        `INSERT INTO log_head (origin, size, root) VALUES ($1, 0, $2) ON CONFLICT DO NOTHING RETURNING 1`,
        [origin, EMPTY_ROOT],
      );
      if (added.length === 0) throw new Error('The log was opened by another process at the same moment; start again');
      await tx.record('log.opened', { clock: this.clock.kind });
    });
  }
}
