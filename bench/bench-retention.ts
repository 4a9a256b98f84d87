import { SimulatedClock, system } from '../src/platform/index.js';
import { type Evaluated, EvaluateSchedules, LoadPolicy, PolicyBook } from '../src/retention/index.js';
import { type BenchArchive, openBenchArchive } from './bench-archive.js';
import { generateArchive } from './generate-archive.js';
import { carryOut, openOffice, placeHolds } from './retention-duties.js';
import type { Figure, Measured } from './report.js';
import { watchMemory } from './watch-memory.js';

/** Of a million items so many come or change in a day of a large body. */
const CHANGED_A_NIGHT = 0.01;

/** A list is carried out in batches of a moment; more than this are several lists of the same. */
const LONGEST_LIST = 10_000;
const LARGEST_HOLD = 100_000;

/**
 * The nightly evaluation: in full after a policy is loaded, then of what changed in a day, then of nothing. Then a list of
 * what is due is carried out, and living holds are placed over what is left.
 */
export async function benchRetention(items: number): Promise<Measured> {
  const clock = new SimulatedClock(new Date('2026-11-26T09:00:00Z'));
  const archive = await openBenchArchive({ clock });
  try {
    // Copies of an item are versions: a tenth more of them than items.
    const generated = await generateArchive(archive.admin, Math.round(items * 1.1));
    await inForce(archive);
    const schedules = archive.context.get(EvaluateSchedules, { strict: false });
    const full = await timed(() => schedules.run());
    const again = await timed(() => schedules.run(undefined, { full: true }));
    const changed = await change(archive, Math.round(items * CHANGED_A_NIGHT));
    const night = await timed(() => schedules.run());
    const [scheduled] = (
      await archive.admin.query<{ all: number; none: number }>(
        `SELECT count(*)::int AS all, count(*) FILTER (WHERE series_id IS NULL)::int AS none FROM item_schedule`,
      )
    ).rows;
    const figures: Figure[] = [
      { name: 'in full, the first time', value: full.seconds, unit: 's', goal: { most: 300 } },
      { name: 'in full, nothing new', value: again.seconds, unit: 's', goal: { most: 300 } },
      { name: `${changed} items changed`, value: night.seconds, unit: 's', goal: { most: 60 } },
      { name: 'items looked at in full', value: full.answer.items, unit: 'items' },
      { name: 'items without a rule', value: scheduled?.none ?? NaN, unit: 'items' },
      { name: 'memory over the start, in full', value: full.megabytes, unit: 'MB', goal: { most: 300 } },
    ];
    const office = await openOffice(archive, clock);
    const listed = await carryOut(archive, office, Math.min(LONGEST_LIST, Math.round(items / 4)));
    const held = await placeHolds(archive, office, Math.min(LARGEST_HOLD, Math.round(items / 2)));
    figures.push(...listed, ...held);
    return { bench: 'retention', setting: { items: generated.items, scheduled: scheduled?.all ?? 0 }, figures };
  } finally {
    await archive.close();
  }
}

async function inForce({ context, admin }: BenchArchive): Promise<void> {
  const [body] = (await admin.query<{ id: string }>(`SELECT id FROM body`)).rows;
  const file = context.get(PolicyBook, { strict: false }).at('us-grs-6.4');
  const load = context.get(LoadPolicy, { strict: false });
  await load.run(system('setup'), { bodyId: body?.id ?? '', file, reason: 'A measurement', confirmsDraft: false });
}

/** As the log's follower leaves them: items that came or changed since the last night. Answers how many. */
async function change({ admin }: BenchArchive, count: number): Promise<number> {
  const { rowCount } = await admin.query(
    `INSERT INTO schedule_pending (item_id) SELECT id FROM item TABLESAMPLE SYSTEM (5) ORDER BY random() LIMIT $1
     ON CONFLICT DO NOTHING`,
    [count],
  );
  return rowCount ?? 0;
}

interface Timed {
  readonly answer: Evaluated;
  readonly seconds: number;
  /** More than at the start. */
  readonly megabytes: number;
}

async function timed(work: () => Promise<Evaluated>): Promise<Timed> {
  const before = process.memoryUsage.rss() / 1e6;
  const memory = watchMemory();
  const start = performance.now();
  const answer = await work();
  return { answer, seconds: (performance.now() - start) / 1_000, megabytes: memory.stop() - before };
}
