import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ReadAccess } from '../../accounts/index.js';
import { system } from '../../platform/index.js';
import { type Examiner, finds, type Found } from './doctor.types.js';

/** From then on it is not only worth knowing. */
const URGENT_DAYS = 7;

/** Whether platforms take what we show them, and which access ends soon if nobody does anything. */
@Injectable()
export class ExamineAccess implements Examiner {
  readonly subject = 'access';

  constructor(
    private readonly database: DataSource,
    private readonly access: ReadAccess,
  ) {}

  async run(): Promise<Found[]> {
    const [row] = await this.database.query<{ n: number }[]>(
      `SELECT count(DISTINCT g.account_id)::int AS n FROM gap g JOIN account a ON a.id = g.account_id
        WHERE g.to_at IS NULL AND g.reason = 'access-refused' AND a.state = 'active'`,
    );
    const refused = row?.n ?? 0;
    const all = await this.access.all(system('integrity'));
    const ended = all.filter(({ is }) => is === 'ended').length;
    const ending = all.filter(({ is }) => is === 'ending');
    const days = Math.min(...ending.map(({ daysLeft }) => daysLeft ?? 0));
    const found = [
      ...(refused > 0 ? [finds('ill', 'access.refused', { n: refused })] : []),
      ...(ended > 0 ? [finds('ill', 'access.ended', { n: ended })] : []),
      ...(ending.length > 0
        ? [finds(days <= URGENT_DAYS ? 'ill' : 'known', 'access.ending', { n: ending.length, days })]
        : []),
    ];
    return found.length > 0 ? found : [finds('well', 'access.well')];
  }
}
