import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import {
  BackUpKeys,
  NEW_ROUND,
  ReadKeyFiles,
  RemoveKeyFiles,
  type RenewalRound,
  RenewLocks,
} from '../archive/index.js';
import {
  claim,
  Clock,
  describe,
  type Lease,
  loggers,
  newId,
  type Queue,
  renewLease,
  system,
} from '../platform/index.js';
import { EvaluateSchedules, ProposeDispositions } from '../retention/index.js';
import { CheckKeys } from './check-keys.js';
import { nextNight } from './night.rules.js';

/** Of what is due at once, a key file is made before the keys are checked: the check looks at it. */
const QUEUE: Queue = { table: 'daily_work', key: ['name'], due: 'next_at <= $1', order: 'next_at, name DESC' };
const LEASE_MS = 10 * 60_000;
const AGAIN_MS = 10 * 60_000;
/** What is wrong is looked at again while somebody is at it, so that an alarm ends soon after its cause. */
const LOOK_AGAIN_MS = 60 * 60_000;
const ACTOR = system('integrity');

interface DailyRow {
  readonly name: 'key-file' | 'key-check' | 'lock-renewal' | 'schedules';
  readonly progress: RenewalRound | null;
}

interface Found {
  readonly wrong: number;
  readonly unseen: number;
}

/** Called between two steps of the work: the lease is renewed, how far it is is kept. Throws when it is to end. */
type GoOn = (progress?: RenewalRound) => Promise<void>;

/** Closing down, or somebody else has the row: the work ends where it is. */
class Stopped extends Error {
  override readonly name = 'Stopped';
}

/** What is to be done once a day, by whichever worker comes first; what failed is tried again soon. */
@Injectable()
export class DailyWork {
  private readonly owner = newId();

  // oxlint-disable-next-line max-params -- each kind of work
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly backUp: BackUpKeys,
    private readonly keyFiles: ReadKeyFiles,
    private readonly removeKeyFiles: RemoveKeyFiles,
    private readonly checkKeys: CheckKeys,
    private readonly renewLocks: RenewLocks,
    private readonly schedules: EvaluateSchedules,
    private readonly propose: ProposeDispositions,
  ) {}

  /** Does everything that is due now and free. */
  async settle(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const [row] = await claim<DailyRow>(this.database, QUEUE, this.lease(), 1);
      if (!row) return;
      await this.work(row, signal);
    }
  }

  private async work(row: DailyRow, signal: AbortSignal): Promise<void> {
    try {
      const { wrong, unseen } = await this.perform(row, this.goOnOf(row, signal));
      const now = this.clock.now();
      const next = wrong + unseen > 0 ? new Date(now.getTime() + LOOK_AGAIN_MS) : nextNight(now);
      await this.database.query(
        `UPDATE daily_work SET next_at = $3, done_at = $4, wrong = $5, unseen = $6, progress = NULL,
                lease_owner = NULL, lease_until = NULL WHERE name = $1 AND lease_owner = $2`,
        [row.name, this.owner, next, now, wrong, unseen],
      );
    } catch (error) {
      const stopped = error instanceof Stopped;
      if (!stopped) loggers.integrity.error('Daily work failed', { work: row.name, ...describe(error) });
      const again = new Date(this.clock.now().getTime() + (stopped ? 0 : AGAIN_MS));
      await this.database.query(
        `UPDATE daily_work SET next_at = $3, lease_owner = NULL, lease_until = NULL WHERE name = $1 AND lease_owner = $2`,
        [row.name, this.owner, again],
      );
    }
  }

  private async perform({ name, progress }: DailyRow, goOn: GoOn): Promise<Found> {
    if (name === 'key-check') return this.checkKeys.run(ACTOR, goOn);
    if (name === 'schedules') {
      await this.schedules.run(() => goOn());
      // What they let go is put before people; nothing is destroyed by it.
      await this.propose.run(system('retention'), { goOn: () => goOn() });
      return { wrong: 0, unseen: 0 };
    }
    if (name === 'lock-renewal') {
      const { short } = await this.renewLocks.run(ACTOR, progress ?? NEW_ROUND, goOn);
      return { wrong: short, unseen: 0 };
    }
    await this.backUp.run(ACTOR, goOn);
    // After the new one is there: what is kept never falls to nothing.
    await this.removeKeyFiles.run(ACTOR);
    return { wrong: (await this.keyFiles.find()).damaged.length, unseen: 0 };
  }

  private goOnOf({ name }: DailyRow, signal: AbortSignal): GoOn {
    return async (progress) => {
      if (progress) {
        await this.database.query(`UPDATE daily_work SET progress = $3 WHERE name = $1 AND lease_owner = $2`, [
          name,
          this.owner,
          JSON.stringify(progress),
        ]);
      }
      if (signal.aborted) throw new Stopped('asked to end');
      if (!(await renewLease(this.database, QUEUE, [name], this.lease()))) throw new Stopped('taken over');
    };
  }

  private lease(): Lease {
    const now = this.clock.now();
    return { owner: this.owner, now, until: new Date(now.getTime() + LEASE_MS) };
  }
}
