import { type Lab, startLab } from '../../lab/index.js';
import type { Clock } from '../../src/platform/index.js';
import { startTestApp, type TestApp } from './app.js';
import { Scenario } from './scenario.js';

export const NEWFORD_HOST = 'social.newford.example';

export interface Newford {
  readonly lab: Lab;
  readonly app: TestApp;
  readonly scenario: Scenario;
  /** Id of the body; no account of it is archived yet. */
  readonly body: string;
  close(): Promise<void>;
}

/** The smallest town: one server with the city's account and one post on it, and an archive of the city. */
export async function openNewford(clock: Clock): Promise<Newford> {
  const lab = await startLab({
    clock,
    prepare: (world) => {
      world.openServer(NEWFORD_HOST, { software: 'mastodon' });
      world.post(world.openAccount(`newford@${NEWFORD_HOST}`), 'A Flood Watch starts at noon.');
    },
  });
  const app = await startTestApp({ clock });
  const scenario = new Scenario(app);
  return {
    lab,
    app,
    scenario,
    body: await scenario.addBody(),
    close: async () => {
      await app.close();
      await lab.close();
    },
  };
}
