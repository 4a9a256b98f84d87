import { parseArgs } from 'node:util';
import { tweetId, writeXArchive, type XTweet } from './downloads/x-archive.js';

/** Writes the download of an account on X with so many posts, in a process of its own: what it needs is not the archive's. */
const { values } = parseArgs({ options: { items: { type: 'string' }, to: { type: 'string' } } });

const WORDS =
  'the bridge on main street is closed for repair until further notice residents are asked to take river road water office council meeting tonight agenda budget school library park flood warning crews'.split(
    ' ',
  );

await writeXArchive(values.to ?? '', {
  handle: 'newford',
  accountId: '4711',
  displayName: 'City of Newford',
  madeAt: new Date('2026-06-01T00:00:00Z'),
  tweets: tweetsOf(Number(values.items)),
});

/** A minute apart, the newest first, as X lists them: texts of 60 to 280 characters, every fifth an answer. */
function* tweetsOf(items: number): Generator<XTweet> {
  const newest = Date.parse('2026-05-31T00:00:00Z');
  for (let i = 0; i < items; i += 1) {
    const at = new Date(newest - i * 60_000);
    const words = Array.from({ length: 10 + (i % 35) }, (_, n) => WORDS[(i * 7 + n * n * 13 + n) % WORDS.length]);
    const answers = i % 5 === 4 ? { replyTo: tweetId(new Date(at.getTime() - 60_000)) } : {};
    yield { id: tweetId(at), text: `${words.join(' ')} ${i}`, at, ...answers };
  }
}
