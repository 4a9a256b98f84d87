import { setImmediate as next } from 'node:timers/promises';
import { join } from 'node:path';
import { FilesystemObjectStore } from '../../src/archive/index.js';
import { Followers, Log } from '../../src/audit/index.js';
import { WorkQueue } from '../../src/capture/index.js';
import { openDatabase } from '../../src/data-source.js';
import { SimulatedClock } from '../../src/platform/index.js';
import { openArchive } from './archive-under-test.js';
import { radosgwStore } from './radosgw-store.js';

/** A worker in a process of its own, to be killed: `capture-worker.js <database url> <folder> <time> [endpoint bucket]`. */
const [url = '', folder = '', time = '', endpoint = '', bucket = ''] = process.argv.slice(2);
const database = await openDatabase(url, { pool: 4 }).initialize();
const store = endpoint === '' ? new FilesystemObjectStore(join(folder, 'objects')) : radosgwStore({ endpoint, bucket });
const archive = await openArchive(new SimulatedClock(new Date(time)), { database, store, folder });
process.stdout.write('ready\n');

let capturing = true;
async function follow(): Promise<void> {
  while (capturing) {
    await archive.get(Followers).settle();
    await archive.get(Log).keepCheckpoint('asked');
    await next();
  }
}
const following = follow();
await archive.get(WorkQueue).settle();
capturing = false;
await following;
await archive.get(Followers).settle();
process.stdout.write(`done ${JSON.stringify(archive.outcomes.map(({ outcome }) => outcome))}\n`);
await archive.close();
