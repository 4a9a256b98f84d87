import type { INestApplicationContext } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Followers } from '../../src/audit/index.js';
import { WorkQueue } from '../../src/capture/index.js';
import { DailyWork } from '../../src/integrity/index.js';
import type { SimulatedClock } from '../../src/platform/index.js';
import type { Day, DayStep } from '../index.js';

export interface DayPlayer {
  readonly app: INestApplicationContext;
  readonly clock: SimulatedClock;
  readonly day: Day;
  /** Something was posted, edited, removed or broke. */
  readonly onStep: (step: DayStep) => void;
  /** Everything due at this hour has been looked at. */
  readonly onLooked: () => Promise<void>;
  readonly signal: AbortSignal;
}

/**
 * Plays the day: the clock goes from one thing to do to the next, be it a step of the world or a look of the archive.
 * What happens at an hour is there before the looks of that hour.
 */
export async function playDay({ app, clock, day, onStep, onLooked, signal }: DayPlayer): Promise<void> {
  const steps = [...day.steps];
  const [database, queue, followers] = [app.get(DataSource, { strict: false }), app.get(WorkQueue), app.get(Followers)];
  while (!signal.aborted) {
    const due = await nextLook(database);
    const next = [steps[0]?.at, due]
      .filter((at): at is Date => at != null)
      .toSorted((a, b) => a.getTime() - b.getTime())[0];
    if (!next || next > day.closes) break;
    if (next > clock.now()) clock.set(next);
    for (let step = steps[0]; step && step.at <= clock.now(); step = steps[0]) {
      step.run();
      onStep(step);
      steps.shift();
    }
    await queue.settle();
    await followers.settle();
    await onLooked();
  }
}

/** From here on it is about papers: nobody looks at the accounts any more, and the archive does what it does each night. */
export async function playNights(
  { app, clock, signal }: Pick<DayPlayer, 'app' | 'clock' | 'signal'>,
  until: Date,
): Promise<void> {
  const database = app.get(DataSource, { strict: false });
  for (let night = await nextNight(database); night && night <= until; night = await nextNight(database)) {
    if (signal.aborted) return;
    if (night > clock.now()) clock.set(night);
    await app.get(DailyWork).settle(signal);
  }
  clock.set(until);
}

/** The world as it is found when the archive opens; answers the day that is left. */
export function playUntilOpening(day: Day, clock: SimulatedClock): Day {
  for (const step of day.steps.filter(({ at }) => at < day.opens)) {
    if (step.at > clock.now()) clock.set(step.at);
    step.run();
  }
  clock.set(day.opens);
  return { ...day, steps: day.steps.filter(({ at }) => at >= day.opens) };
}

async function nextLook(database: DataSource): Promise<Date | null> {
  const [row] = await database.query(
    `SELECT min(greatest(next_at, coalesce(lease_until, next_at))) AS at FROM capture_loop
       JOIN account a ON a.id = account_id WHERE a.state = 'active'`,
  );
  return row?.at ?? null;
}

async function nextNight(database: DataSource): Promise<Date | null> {
  const [row] = await database.query(
    `SELECT min(greatest(next_at, coalesce(lease_until, next_at))) AS at FROM daily_work`,
  );
  return row?.at ?? null;
}
