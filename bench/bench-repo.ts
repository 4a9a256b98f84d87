import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { openBenchArchive } from './bench-archive.js';
import { addBenchAccount, backfill } from './bench-capture.js';
import type { Figure, Measured } from './report.js';

const MEBI = 1024 * 1024;
/** How much smaller the repository is whose memory is compared. */
const SMALLER = 10;

/** The signed repository of an account on Bluesky, captured whole: how fast, and in how much memory. */
export async function benchRepo(items: number): Promise<Measured> {
  const small = await measure(Math.round(items / SMALLER));
  const large = await measure(items);
  const figures: Figure[] = [
    { name: 'new', value: items / large.seconds, unit: 'records/s' },
    { name: 'repository', value: large.bytes / MEBI, unit: 'MiB' },
    { name: 'pages', value: large.pages, unit: '' },
    { name: 'largest answer or piece of one', value: large.largest / MEBI, unit: 'MiB' },
    { name: 'largest resident set', value: large.peakBytes / MEBI, unit: 'MiB' },
    { name: `the same, of ${items / SMALLER} records`, value: small.peakBytes / MEBI, unit: 'MiB' },
    { name: 'processor time a record', value: large.processorMs / items, unit: 'ms' },
  ];
  return { bench: 'repo', setting: { items }, figures };
}

interface Captured {
  readonly seconds: number;
  readonly peakBytes: number;
  readonly processorMs: number;
  readonly bytes: number;
  readonly pages: number;
  readonly largest: number;
}

async function measure(items: number): Promise<Captured> {
  const source = await openRepo(items);
  const settings = { BLUESKY_DIRECTORY_URL: source.url, BLUESKY_INDEX_URL: source.url };
  const archive = await openBenchArchive({ settings });
  try {
    const { accountId } = await addBenchAccount(archive, `@${source.handle}`);
    const { seconds, peakBytes, processorMs, result } = await backfill(archive, accountId);
    if (result.counts.new !== items) throw new Error(`Of ${items} records ${result.counts.new} came into the archive`);
    const { rows } = await archive.admin.query<{ bytes: string; pages: number; largest: number }>(
      `SELECT sum(received) AS bytes, count(*)::int AS pages, max(received)::int AS largest FROM exchange`,
    );
    const [row] = rows;
    const { pages = 0, largest = 0 } = row ?? {};
    return { seconds, peakBytes, processorMs, bytes: Number(row?.bytes), pages, largest };
  } finally {
    await archive.close();
    source.close();
  }
}

async function openRepo(items: number): Promise<{ readonly url: string; readonly handle: string; close(): void }> {
  const program = fileURLToPath(new URL('../lab/bench-repo.js', import.meta.url));
  const child = spawn(process.execPath, [program, '--items', String(items)], { stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: child.stdout })) {
    const { url, handle }: { url: string; handle: string } = JSON.parse(line);
    return { url, handle, close: () => void child.kill() };
  }
  throw new Error('The source of the benchmark ended before it listened');
}
