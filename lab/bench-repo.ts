import { parseArgs } from 'node:util';
import { startSignedHost } from './signed/signed-host.js';
import { tidOf } from './signed/signed-repo.js';

/**
 * One account of the AT Protocol with many posts in a really signed repository, in a process of its own, so that a
 * benchmark measures the archive and not the source. Prints `{ url, handle }` once it listens, and ends with the process
 * that started it.
 */
const HANDLE = 'city.test';
const POST = 'app.bsky.feed.post';
const NEWEST = Date.UTC(2026, 4, 1, 12);

function* posts(count: number): Generator<readonly [string, object]> {
  yield ['app.bsky.actor.profile/self', { $type: 'app.bsky.actor.profile', displayName: 'City of Newford' }];
  for (let place = 0; place < count; place += 1) {
    const at = NEWEST - place * 61_000;
    const text = `Water main repairs on Oak Avenue, report ${place}: crews are working, please use Elm Street until ${place % 12} pm. #Newford`;
    yield [`${POST}/${tidOf(at * 1_000)}`, { $type: POST, text, langs: ['en'], createdAt: new Date(at).toISOString() }];
  }
}

const { values } = parseArgs({ options: { items: { type: 'string', default: '50000' } } });
const host = await startSignedHost(HANDLE);
await host.repo.fill(posts(Number(values.items)));
process.stdout.write(`${JSON.stringify({ url: host.url, handle: HANDLE })}\n`);
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) process.exit(0);
}, 1000).unref();
