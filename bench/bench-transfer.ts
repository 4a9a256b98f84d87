import type { Type } from '@nestjs/common';
import { letIn } from '../lab/demo/let-in.js';
import { AskPackage, WorkPackages } from '../src/exports/index.js';
import { newId } from '../src/platform/index.js';
import { type ListAbout, ReadDispositions } from '../src/retention/index.js';
import { addBenchAccount, backfill } from './bench-capture.js';
import { type BenchArchive, openBenchArchive } from './bench-archive.js';
import { openSource } from './open-source.js';
import type { Figure, Measured } from './report.js';
import { watchProcess } from './watch-process.js';

const MEBI = 1024 * 1024;
const PROFILES = ['bagit-premis', 'pl-archiwum-panstwowe', 'us-nara'] as const;
const WORDS = { en: 'A measurement', pl: 'Pomiar' };
const ABOUT: ListAbout = {
  policy: 'bench',
  version: '1',
  series: 'A',
  title: WORDS,
  action: 'transfer',
  authority: { citation: WORDS, url: 'https://law.example/' },
  consents: [],
};

/** One approved list of a whole account, packaged in each form; memory must not grow with the list. */
export async function benchTransfer(items: number): Promise<Measured> {
  const source = await openSource(items);
  const archive = await openBenchArchive();
  try {
    const get = <T>(type: Type<T>): T => archive.context.get(type, { strict: false });
    const { bodyId, accountId } = await addBenchAccount(archive, source.url);
    await backfill(archive, accountId);
    const marta = await letIn({ get: (type) => archive.context.get(type, { strict: false }) }, 'Marta', [
      'records-officer',
    ]);
    const listId = await approvedList(archive, bodyId);
    const figures: Figure[] = [];
    for (const profile of PROFILES) {
      await get(AskPackage).run(marta, { listId, profile, archive: 'An archive' });
      const { seconds, peakBytes } = await watchProcess(() => get(WorkPackages).tick({ only: listId }));
      const list = await get(ReadDispositions).one(marta, listId);
      if (list.package?.status !== 'ready') throw new Error(list.steps.at(-1)?.reason ?? 'not packaged');
      figures.push(
        { name: profile, value: list.counts.listed / seconds, unit: 'items/s' },
        { name: `${profile}, largest resident set`, value: peakBytes / MEBI, unit: 'MiB', goal: { most: 600 } },
        { name: `${profile}, bytes an item`, value: (list.package.bytes ?? 0) / list.counts.listed, unit: 'bytes' },
      );
      await again(archive, listId);
    }
    return { bench: 'transfer', setting: { items }, figures };
  } finally {
    await archive.close();
    source.close();
  }
}

/** As the table of its states would leave it, without the days of notice. */
async function approvedList({ admin }: BenchArchive, bodyId: string): Promise<string> {
  const [id, event] = [newId(), newId()];
  await admin.query(`SET session_replication_role = replica`);
  await admin.query(
    `INSERT INTO disposition_list (id, body_id, number, series_row, consents, action, about, salt, state, proposed_at,
       proposed_by, event_id)
     VALUES ($1, $2, 'BENCH-1', $3, '{}', 'transfer', $4, '', 'approved', now(), 'system:setup', $5)`,
    [id, bodyId, newId(), JSON.stringify(ABOUT), event],
  );
  await admin.query(
    `INSERT INTO disposition_entry (list_id, item_id, event_id)
     SELECT $1, i.id, $2 FROM item i JOIN item_key k ON k.item_id = i.id WHERE i.kind <> 'profile'`,
    [id, event],
  );
  return id;
}

async function again({ admin }: BenchArchive, listId: string): Promise<void> {
  await admin.query(`UPDATE transfer_package SET status = 'removed' WHERE list_id = $1`, [listId]);
  await admin.query(`UPDATE disposition_list SET state = 'approved' WHERE id = $1`, [listId]);
}
