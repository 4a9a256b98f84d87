import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ObjectStore, type ProbeVerdict } from '../../archive/index.js';
import { Clock } from '../../platform/index.js';
import { type Examiner, finds, type Found, type Standing } from './doctor.types.js';

const LATE_MS = 3_600_000;
const STANDING: Readonly<Record<ProbeVerdict, Standing>> = {
  enforced: 'well',
  'worked-around': 'known',
  trial: 'known',
  refused: 'ill',
  unseen: 'unseen',
};

/** Every promise that evidence relies on, tried on the configured store. */
@Injectable()
export class ExamineStore implements Examiner {
  readonly subject = 'store';

  constructor(
    private readonly store: ObjectStore,
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  async run(): Promise<Found[]> {
    const found: Found[] = [];
    for await (const { probe, verdict, because = '' } of this.store.probe()) {
      const named = { verdict: `verdict.${verdict}` } as const;
      found.push({ ...finds(STANDING[verdict], `probe.${probe}`, { because }), named });
    }
    return [...found, ...(await this.holds())];
  }

  /** Legal holds of the store follow ours; what it could not be told of is kept all the same, and told again. */
  private async holds(): Promise<Found[]> {
    const [row] = await this.database.query<{ held: number; waiting: number; late: number }[]>(
      `SELECT count(*) FILTER (WHERE held)::int AS held, count(*) FILTER (WHERE mirror = 'pending')::int AS waiting,
              count(*) FILTER (WHERE mirror = 'pending' AND changed_at < $1)::int AS late FROM object_hold`,
      [new Date(this.clock.now().getTime() - LATE_MS)],
    );
    const { held = 0, waiting = 0, late = 0 } = row ?? {};
    if (late > 0) return [finds('ill', 'holds.waiting', { n: late })];
    return held > 0 ? [finds('well', 'holds.mirrored', { held, waiting })] : [];
  }
}
