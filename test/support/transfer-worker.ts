import { join } from 'node:path';
import { FilesystemObjectStore } from '../../src/archive/index.js';
import { openDatabase } from '../../src/data-source.js';
import { WorkPackages } from '../../src/exports/index.js';
import { SimulatedClock } from '../../src/platform/index.js';
import { openArchive } from './archive-under-test.js';

/** A worker in a process of its own, to be killed while it packs: `transfer-worker.js <database url> <folder> <time>`. */
const [url = '', folder = '', time = ''] = process.argv.slice(2);
const database = await openDatabase(url, { pool: 4 }).initialize();
const store = new FilesystemObjectStore(join(folder, 'objects'));
const archive = await openArchive(new SimulatedClock(new Date(time)), { database, store, folder, exports: true });
const worked = await archive.get(WorkPackages).tick({ told: (done) => done > 0 && process.stdout.write('ready\n') });
process.stdout.write(`done ${worked}\n`);
await archive.close();
