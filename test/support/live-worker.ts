import { join } from 'node:path';
import { FilesystemObjectStore } from '../../src/archive/index.js';
import { LiveLoops } from '../../src/capture/index.js';
import { openDatabase } from '../../src/data-source.js';
import { SimulatedClock } from '../../src/platform/index.js';
import { openArchive } from './archive-under-test.js';

/** A worker that only listens, in a process of its own, to be killed: `live-worker.js <database url> <folder> <time>`. */
const [url = '', folder = '', time = ''] = process.argv.slice(2);
const database = await openDatabase(url, { pool: 4 }).initialize();
const store = new FilesystemObjectStore(join(folder, 'objects'));
const archive = await openArchive(new SimulatedClock(new Date(time)), { database, store, folder });
await archive.get(LiveLoops).tick();
process.stdout.write('ready\n');
setInterval(() => undefined, 1_000);
