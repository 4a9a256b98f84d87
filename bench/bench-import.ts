import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { AddAccount, AddBody } from '../src/accounts/index.js';
import { AskImport, type ImportView, ReadImports, WorkImports } from '../src/capture/index.js';
import { system } from '../src/platform/index.js';
import { type BenchArchive, openBenchArchive } from './bench-archive.js';
import { replayFloor } from './replay-floor.js';
import type { Figure, Measured } from './report.js';
import { watchProcess } from './watch-process.js';

const MEBI = 1024 * 1024;
const actor = system('setup');

/** A generated download of X imported, imported again, then the floor of the same promises. */
export async function benchImport(items: number): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'akta-bench-download-'));
  const path = join(folder, 'twitter-2026-06-01.zip');
  const archive = await openBenchArchive();
  try {
    await makeDownload(items, path);
    const accountId = await addXAccount(archive);
    await archive.admin.query('CHECKPOINT');
    const fresh = await watchProcess(() => importIt(archive, accountId, path));
    const again = await watchProcess(() => importIt(archive, accountId, path));
    const floor = await replayFloor(archive);
    const { rows } = await archive.admin.query<{ pages: string }>(`SELECT count(*) AS pages FROM exchange`);
    const pages = Number(rows[0]?.pages);
    const rate = ({ seconds }: { readonly seconds: number }): number => items / seconds;
    const figures: Figure[] = [
      { name: 'new', value: rate(fresh), unit: 'items/s', goal: { least: 3_000 } },
      { name: 'floor of the same promises', value: rate(floor), unit: 'items/s' },
      { name: 'new, of the floor', value: rate(fresh) / rate(floor), unit: 'of 1' },
      { name: 'imported again, nothing new', value: rate(again), unit: 'items/s' },
      {
        name: 'largest resident set',
        value: Math.max(fresh.peakBytes, again.peakBytes) / MEBI,
        unit: 'MiB',
        goal: { most: 400 },
      },
      { name: 'processor time a page, new', value: fresh.processorMs / pages, unit: 'ms' },
      { name: 'statements a page, new', value: fresh.statements / pages, unit: '' },
      { name: 'new items', value: fresh.result.counts.new, unit: '' },
      { name: 'new items of the second import', value: again.result.counts.new, unit: '', goal: { most: 0 } },
    ];
    return { bench: 'import', setting: { items, pages, bytes: statSync(path).size }, figures };
  } finally {
    await archive.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function addXAccount({ context }: BenchArchive): Promise<string> {
  const body = { name: 'City of Newford', zone: 'America/Chicago', languages: ['en'], country: 'US', prefix: 'BENCH' };
  const { id: bodyId } = await context.get(AddBody, { strict: false }).run(actor, body);
  const account = { address: 'https://x.com/newford', bodyId, character: 'official' as const };
  return (await context.get(AddAccount, { strict: false }).run(actor, account)).id;
}

async function importIt({ context }: BenchArchive, accountId: string, path: string): Promise<ImportView> {
  const asked = { accountId, path, fileName: 'twitter-2026-06-01.zip', ours: false };
  const { id } = await context.get(AskImport, { strict: false }).run(actor, asked);
  await context.get(WorkImports, { strict: false }).tick({ only: id });
  const view = await context.get(ReadImports, { strict: false }).one(actor, id);
  if (view.status !== 'done') throw new Error(`The import did not end well: ${JSON.stringify(view)}`);
  return view;
}

/** The download, made in a process of its own. */
async function makeDownload(items: number, path: string): Promise<void> {
  const program = fileURLToPath(new URL('../lab/bench-download.js', import.meta.url));
  const asked = [program, '--items', String(items), '--to', path];
  await promisify(execFile)(process.execPath, asked);
}
