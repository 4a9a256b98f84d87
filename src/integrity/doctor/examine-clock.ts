import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/index.js';
import { type Examiner, finds, type Found } from './doctor.types.js';

/** Seconds apart. */
const DRIFT_KNOWN = 2;
const DRIFT_ILL = 30;

/** Times in the log are this machine's; whether they are right is seen by another's. */
@Injectable()
export class ExamineClock implements Examiner {
  readonly subject = 'clock';

  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  async run(): Promise<Found[]> {
    if (this.clock.kind === 'simulated') return [finds('known', 'clock.simulated')];
    const before = this.clock.now().getTime();
    const [row] = await this.database.query<{ at: Date }[]>(`SELECT clock_timestamp() AS at`);
    const after = this.clock.now().getTime();
    const theirs = row?.at.getTime() ?? 0;
    const apart = Math.max(0, before - theirs, theirs - after) / 1_000;
    const values = { seconds: Math.ceil(apart * 10) / 10 };
    if (apart <= DRIFT_KNOWN) return [finds('well', 'clock.agrees', values)];
    return [finds(apart > DRIFT_ILL ? 'ill' : 'known', 'clock.differs', values)];
  }
}
