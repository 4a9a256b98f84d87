import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { AddAccount, AddBody } from '../src/accounts/index.js';
import { system } from '../src/platform/index.js';
import { type BenchArchive, openBenchArchive } from './bench-archive.js';
import { type BenchSource, openSource } from './open-source.js';
import type { Measured } from './report.js';

const ACCOUNTS = 8;
/** Until a process that was started claims work: what it does at its start is not measured. */
const SETTLED_MS = 10_000;
const ACTOR = system('setup');

/**
 * The whole past of eight accounts captured by one worker process, and that of eight others by several, on one PostgreSQL
 * and one object store. Sources are processes of their own on the same machine: with few processors they share them.
 */
export async function benchWorkers(items: number, workers: number): Promise<Measured> {
  const each = Math.ceil(items / ACCOUNTS);
  const sources: BenchSource[] = [];
  const archive = await openBenchArchive();
  try {
    for (let i = 0; i < 2 * ACCOUNTS; i += 1) sources.push(await openSource(each, { host: `bench-${i}.example` }));
    const accounts = await addAccounts(archive, sources);
    await archive.admin.query(`UPDATE daily_work SET next_at = now() + interval '1 day'`);
    const alone = await captured(archive, { accounts: accounts.slice(0, ACCOUNTS), workers: 1, each });
    const together = await captured(archive, { accounts: accounts.slice(ACCOUNTS), workers, each });
    return {
      bench: 'capture-workers',
      setting: { items: each * ACCOUNTS, accounts: ACCOUNTS, workers },
      figures: [
        { name: 'one worker', value: alone, unit: 'items/s' },
        { name: `${workers} workers`, value: together, unit: 'items/s' },
        { name: `${workers} workers, of one`, value: together / alone, unit: 'times' },
      ],
    };
  } finally {
    for (const source of sources) source.close();
    await archive.close();
  }
}

async function addAccounts({ context, admin }: BenchArchive, sources: readonly BenchSource[]): Promise<string[]> {
  const body = { name: 'City of Newford', zone: 'America/Chicago', languages: ['en'], country: 'US', prefix: 'BENCH' };
  const { id: bodyId } = await context.get(AddBody, { strict: false }).run(ACTOR, body);
  const accounts: string[] = [];
  for (const { url: address } of sources) {
    const account = { address, bodyId, character: 'official' as const, privateAllowed: true };
    accounts.push((await context.get(AddAccount, { strict: false }).run(ACTOR, account)).id);
    await admin.query(`UPDATE capture_loop SET next_at = NULL`);
  }
  return accounts;
}

/** Items a second, from the moment they are due until the last is in the archive. */
async function captured(
  { admin, config }: BenchArchive,
  of: { readonly accounts: readonly string[]; readonly workers: number; readonly each: number },
): Promise<number> {
  const children = Array.from({ length: of.workers }, () => startWorker(config.dataDir));
  try {
    await wait(SETTLED_MS);
    const start = performance.now();
    await admin.query(
      `UPDATE capture_loop SET next_at = now() WHERE loop = 'backfill' AND account_id = ANY($1::uuid[])`,
      [of.accounts],
    );
    const wanted = of.each * of.accounts.length;
    for (let found = 0; found < wanted; await wait(100)) {
      if (children.every(({ exitCode }) => exitCode !== null)) throw new Error('The workers ended');
      const { rows } = await admin.query<{ n: number }>(
        `SELECT count(*)::int AS n FROM item WHERE kind = 'post' AND account_id = ANY($1::uuid[])`,
        [of.accounts],
      );
      found = rows[0]?.n ?? 0;
    }
    return wanted / ((performance.now() - start) / 1000);
  } finally {
    await Promise.all(children.map(stop));
    await admin.query(`UPDATE capture_loop SET next_at = NULL`);
  }
}

function startWorker(dataDir: string): ChildProcess {
  const program = fileURLToPath(new URL('../src/main.js', import.meta.url));
  const env = { PATH: process.env['PATH'], ROLE: 'worker', AKTA_DATA_DIR: dataDir, LOG_LEVEL: 'error', REQUESTS_PER_SECOND: '10000' }; // prettier-ignore
  return spawn(process.execPath, [program], { env, stdio: ['ignore', 'ignore', 'inherit'] });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}
