import { AddAccount, AddBody } from '../src/accounts/index.js';
import { type CaptureOutcome, WorkQueue } from '../src/capture/index.js';
import { system } from '../src/platform/index.js';
import { type BenchArchive, openBenchArchive } from './bench-archive.js';
import { openSource } from './open-source.js';
import { replayFloor } from './replay-floor.js';
import type { Figure, Measured } from './report.js';
import { type Watched, watchProcess } from './watch-process.js';

const MEBI = 1024 * 1024;

/** An account's whole past captured, then looked through again with nothing changed, then the floor. */
export async function benchCapture(items: number): Promise<Measured> {
  const source = await openSource(items);
  const archive = await openBenchArchive();
  try {
    const { accountId } = await addBenchAccount(archive, source.url);
    const fresh = await backfill(archive, accountId);
    const stored = await storedBytes(archive);
    const again = await backfill(archive, accountId);
    const floor = await replayFloor(archive);
    const rate = ({ seconds }: { seconds: number }): number => items / seconds;
    const pages = fresh.result.counts.exchanges;
    const figures: Figure[] = [
      { name: 'new', value: rate(fresh), unit: 'items/s', goal: { least: 2_000 } },
      { name: 'floor of the same promises', value: rate(floor), unit: 'items/s' },
      { name: 'new, of the floor', value: rate(fresh) / rate(floor), unit: 'of 1', goal: { least: 0.4 } },
      { name: 'unchanged', value: rate(again), unit: 'items/s', goal: { least: 10_000 } },
      { name: 'objects a byte received', value: stored.objects / stored.received, unit: 'bytes', goal: { most: 0.5 } },
      {
        name: 'objects and rows a byte received',
        value: (stored.objects + stored.rows) / stored.received,
        unit: 'bytes',
      },
      { name: 'largest resident set', value: peak(fresh, again) / MEBI, unit: 'MiB', goal: { most: 400 } },
      { name: 'processor time a page, new', value: fresh.processorMs / pages, unit: 'ms' },
      { name: 'processor time a page, unchanged', value: again.processorMs / pages, unit: 'ms' },
      { name: 'statements a page, new', value: fresh.statements / pages, unit: '' },
      { name: 'statements a page, unchanged', value: again.statements / pages, unit: '' },
    ];
    return { bench: 'capture', setting: { items, pages, bytes: stored.received }, figures };
  } finally {
    await archive.close();
    source.close();
  }
}

export async function addBenchAccount(
  { context }: BenchArchive,
  address: string,
  token?: string,
): Promise<{ readonly bodyId: string; readonly accountId: string }> {
  const actor = system('setup');
  const body = { name: 'City of Newford', zone: 'America/Chicago', languages: ['en'], country: 'US', prefix: 'BENCH' };
  const { id: bodyId } = await context.get(AddBody, { strict: false }).run(actor, body);
  const access = token === undefined ? {} : { token };
  const account = { address, bodyId, character: 'official' as const, privateAllowed: true, ...access };
  return { bodyId, accountId: (await context.get(AddAccount, { strict: false }).run(actor, account)).id };
}

/** The loop from its beginning. */
export async function backfill({ context, admin }: BenchArchive, accountId: string): Promise<Watched<CaptureOutcome>> {
  await admin.query(
    `UPDATE capture_loop SET cursor = NULL, next_at = now() WHERE account_id = $1 AND loop = 'backfill'`,
    [accountId],
  );
  await admin.query('CHECKPOINT');
  return watchProcess(async () => {
    const outcome = await context.get(WorkQueue, { strict: false }).runNow(accountId, 'backfill');
    if (outcome === 'busy' || outcome.outcome !== 'captured')
      throw new Error(`The capture did not end well: ${JSON.stringify(outcome)}`);
    return outcome;
  });
}

async function storedBytes({ admin }: BenchArchive): Promise<{ objects: number; received: number; rows: number }> {
  const { rows } = await admin.query<{ objects: string; received: string; rows: string }>(
    `SELECT sum(stored) AS objects, sum(received) AS received,
            (SELECT sum(pg_total_relation_size(c.oid)) FROM pg_class c
              WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r') AS rows
       FROM exchange`,
  );
  const [row] = rows;
  return { objects: Number(row?.objects), received: Number(row?.received), rows: Number(row?.rows) };
}

function peak(...watched: readonly { readonly peakBytes: number }[]): number {
  return Math.max(...watched.map(({ peakBytes }) => peakBytes));
}
