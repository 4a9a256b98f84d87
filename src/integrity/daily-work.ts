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
import { NoteCounters } from '../capture/index.js';
import {
  type Actor,
  claim,
  Clock,
  describe,
  type Lease,
  leaseFor,
  loggers,
  newId,
  type Queue,
  renewLease,
  Stopped,
  system,
} from '../platform/index.js';
import { EvaluateSchedules, ProposeDispositions } from '../retention/index.js';
import { CheckKeys } from './check-keys.js';
import { ExamineInstallation } from './doctor/examine-installation.js';
import { type FixityRound, NEW_FIXITY_ROUND } from './fixity/fixity.types.js';
import { RunFixity } from './fixity/run-fixity.js';
import { KeepRegister } from './rebuild/index.js';
import { nextNight } from './night.rules.js';

/** Of what is due at once, a key file is made before the keys are checked: the check looks at it. */
const QUEUE: Queue = { table: 'daily_work', key: ['name'], due: 'next_at <= $1', order: 'next_at, name DESC' };
/** What takes hours has a turn of its own: nothing waits for it. */
const TURNS = {
  short: { ...QUEUE, due: `next_at <= $1 AND name <> 'fixity'` },
  long: { ...QUEUE, due: `next_at <= $1 AND name = 'fixity'` },
} as const satisfies Record<string, Queue>;
const LEASE_MS = 10 * 60_000;
const AGAIN_MS = 10 * 60_000;
/** What is wrong is looked at again while somebody is at it, so that an alarm ends soon after its cause. */
const LOOK_AGAIN_MS = 60 * 60_000;
const EXAMINE_AGAIN_MS = 7 * 24 * 60 * 60_000;
const ACTOR = system('integrity');

type DailyRow =
  | { readonly name: 'lock-renewal'; readonly progress: RenewalRound | null }
  | { readonly name: 'fixity'; readonly progress: FixityRound | null }
  | {
      readonly name: 'key-file' | 'key-check' | 'schedules' | 'counters' | 'register' | 'examination';
      readonly progress: null;
    };

export interface FixityAsked {
  readonly which: 'wrong' | 'all';
  readonly signal: AbortSignal;
  readonly tell: (round: FixityRound) => void;
}

interface Found {
  readonly wrong: number;
  readonly unseen: number;
}

/** Called between two steps of the work: the lease is renewed, how far it is is kept. Throws when it is to end. */
type GoOn = (progress?: RenewalRound | FixityRound) => Promise<void>;

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
    private readonly counters: NoteCounters,
    private readonly fixity: RunFixity,
    private readonly examine: ExamineInstallation,
    private readonly register: KeepRegister,
  ) {}

  /** Does everything that is due now and free, what takes long last; or only the one or the other. */
  async settle(signal: AbortSignal, turn?: keyof typeof TURNS): Promise<void> {
    for (const queue of turn ? [TURNS[turn]] : [TURNS.short, TURNS.long]) {
      while (!signal.aborted) {
        const [row] = await claim<DailyRow>(this.database, queue, this.lease(), 1);
        if (!row) break;
        await this.work(row, signal);
      }
    }
  }

  /** A round of reading stored objects back, asked for by a person: due or not; 'busy' while another process is at one. */
  async readBackNow(actor: Actor, asked: FixityAsked): Promise<FixityRound | 'busy'> {
    const queue = { ...QUEUE, due: `name = 'fixity'` };
    const [row] = await claim<DailyRow>(this.database, queue, this.lease(), 1);
    if (row?.name !== 'fixity') return 'busy';
    await this.fixity.dueNow(asked.which);
    let round = NEW_FIXITY_ROUND;
    const goOn = this.goOnOf(row, asked.signal);
    await this.work(row, asked.signal, async () => {
      round = await this.fixity.run(actor, null, async (so) => {
        asked.tell(so);
        await goOn(so);
      });
      return round;
    });
    return round;
  }

  private async work(
    row: DailyRow,
    signal: AbortSignal,
    perform = (): Promise<Found> => this.perform(row, this.goOnOf(row, signal)),
  ): Promise<void> {
    try {
      const { wrong, unseen } = await perform();
      const now = this.clock.now();
      const next = nextOf(row.name, { now, isAmiss: wrong + unseen > 0 });
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
    if (name === 'fixity') return this.fixity.run(ACTOR, progress, goOn);
    if (name === 'examination') {
      const found = await this.examine.run(ACTOR);
      return { wrong: found.filter(({ is }) => is === 'ill').length, unseen: 0 };
    }
    if (name === 'schedules') {
      await this.schedules.run(() => goOn());
      // What they let go is put before people; nothing is destroyed by it.
      await this.propose.run(system('retention'), { goOn: () => goOn() });
      return { wrong: 0, unseen: 0 };
    }
    if (name === 'counters') {
      await this.counters.run(() => goOn());
      return { wrong: 0, unseen: 0 };
    }
    if (name === 'register') {
      await this.register.run(ACTOR, () => goOn());
      return { wrong: (await this.register.removeOld(ACTOR)).damaged, unseen: 0 };
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
    return leaseFor(this.owner, this.clock, LEASE_MS);
  }
}

/** The doctor comes once a week, and the next night where something was ill: its probe leaves objects that are locked a while. */
function nextOf(name: DailyRow['name'], { now, isAmiss }: { readonly now: Date; readonly isAmiss: boolean }): Date {
  if (name === 'examination') return isAmiss ? nextNight(now) : new Date(now.getTime() + EXAMINE_AGAIN_MS);
  return isAmiss ? new Date(now.getTime() + LOOK_AGAIN_MS) : nextNight(now);
}
