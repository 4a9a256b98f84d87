import { startSignedHost } from '../../lab/signed/signed-host.js';
import { type SignedCommit, tidOf } from '../../lab/signed/signed-repo.js';
import { listenFirst } from './listen-first.js';
import type { LiveSource } from './live-source.js';

const HANDLE = 'city.test';
const POST = 'app.bsky.feed.post';

/**
 * `subscribeRepos` of a host whose commits are really signed, one a post. They are signed before the clock runs: what is
 * measured is the archive, which proves each of them, and not how fast a host signs.
 */
export async function openBluesky(texts: readonly string[]): Promise<LiveSource> {
  const host = await startSignedHost(HANDLE);
  const profile = { $type: 'app.bsky.actor.profile', displayName: 'City' };
  await host.repo.fill(Object.entries({ 'app.bsky.actor.profile/self': profile }));
  const commits: SignedCommit[] = [];
  for (const [place, text] of texts.entries()) {
    const at = Date.now();
    const record = { $type: POST, text, createdAt: new Date(at).toISOString() };
    commits.push(await host.repo.write(`${POST}/${tidOf(at * 1_000 + place)}`, record));
  }
  return {
    what: 'a host of the lab, each commit really signed, before the clock runs',
    address: `@${HANDLE}`,
    settings: { BLUESKY_DIRECTORY_URL: host.url, BLUESKY_INDEX_URL: host.url },
    delivers: false,
    begin: (archive) => listenFirst(archive, () => host.listening),
    say: (place) => {
      const commit = commits[place];
      if (commit) host.say(commit);
    },
    close: () => host.close(),
  };
}
