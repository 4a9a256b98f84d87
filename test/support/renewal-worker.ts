import { RenewAccess } from '../../src/accounts/index.js';
import { openDatabase } from '../../src/data-source.js';
import { SimulatedClock } from '../../src/platform/index.js';
import { openArchive } from './archive-under-test.js';

/** A worker in a process of its own, to be killed: `renewal-worker.js <database url> <folder> <time> <public url>`. */
const [url = '', folder = '', time = '', publicUrl = ''] = process.argv.slice(2);
const database = await openDatabase(url, { pool: 4 }).initialize();
const clock = new SimulatedClock(new Date(time));
const archive = await openArchive(clock, { database, folder, settings: { PUBLIC_URL: publicUrl } });
process.stdout.write('ready\n');
const renewed = await archive.get(RenewAccess).run(new AbortController().signal);
process.stdout.write(`done ${renewed}\n`);
await archive.close();
