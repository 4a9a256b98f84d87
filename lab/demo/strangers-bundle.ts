import { join } from 'node:path';
import { Followers } from '../../src/audit/index.js';
import { WorkQueue } from '../../src/capture/index.js';
import { type Config, type Language, readConfig, type SimulatedClock, system } from '../../src/platform/index.js';
import { openAkta } from '../../src/start-akta.js';
import type { Day, Lab } from '../index.js';
import { makeBundle } from './make-bundles.js';
import { openTown } from './open-town.js';

/** Somebody else runs an archive of his own over the same accounts, and exports what he found, under his own key. */
export async function makeStrangersBundle(given: {
  lab: Lab;
  day: Day;
  clock: SimulatedClock;
  config: Config;
  language: Language;
}): Promise<string> {
  const folder = join(given.config.dataDir, 'stranger');
  const { config, secrets } = readConfig({ AKTA_DATA_DIR: folder, LOG_LEVEL: 'error', REQUESTS_PER_SECOND: '10000' });
  const stranger = await openAkta({ config, secrets, clock: given.clock });
  try {
    const { accounts } = await openTown(stranger.context, given.lab, given.day);
    await stranger.context.get(WorkQueue).settle();
    await stranger.context.get(Followers).settle();
    const asked = { accountIds: [accounts.C], from: '2026-05-18', to: '2026-05-20', language: given.language };
    const { file } = await makeBundle(stranger.context, system('demo'), { ...asked, folder });
    return file;
  } finally {
    await stranger.close();
  }
}
