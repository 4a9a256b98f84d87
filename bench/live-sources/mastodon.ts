import { startLab } from '../../lab/index.js';
import { listenFirst } from './listen-first.js';
import type { LiveSource } from './live-source.js';

const HOST = 'bench.example';

/** Mastodon's user stream, as server-sent events. */
export async function openMastodon(texts: readonly string[]): Promise<LiveSource> {
  const lab = await startLab({
    prepare: (world) => {
      world.openServer(HOST, { software: 'mastodon', rateLimit: null });
      world.openAccount(`city@${HOST}`);
    },
  });
  const city = lab.world.account(`city@${HOST}`);
  return {
    what: 'Mastodon of the lab, server-sent events',
    address: `${lab.mastodon(HOST)}/@city`,
    token: lab.world.issueToken(HOST, city).value,
    delivers: false,
    begin: (archive) => listenFirst(archive, () => lab.stream(HOST).open),
    say: (place) => void lab.world.post(city, texts[place] ?? ''),
    close: () => lab.close(),
  };
}
