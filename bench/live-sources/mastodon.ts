import { startLab } from '../../lab/index.js';
import type { LiveSource } from './live-source.js';

const HOST = 'bench.example';

/** Mastodon's user stream, as server-sent events. */
export async function openMastodon(): Promise<LiveSource> {
  const lab = await startLab({
    prepare: (world) => {
      world.openServer(HOST, { software: 'mastodon', rateLimit: null });
      world.openAccount(`city@${HOST}`);
    },
  });
  const city = lab.world.account(`city@${HOST}`);
  return {
    address: `${lab.mastodon(HOST)}/@city`,
    token: lab.world.issueToken(HOST, city).value,
    listening: () => lab.stream(HOST).open,
    say: (text) => void lab.world.post(city, text),
    close: () => lab.close(),
  };
}
