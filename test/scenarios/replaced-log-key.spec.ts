import { generateKeyPairSync } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startLab } from '../../lab/index.js';
import { Log, publicKeyOf, RotateLogKey, Sequencer } from '../../src/audit/index.js';
import { verifyBundle } from '../../src/exports/index.js';
import { SimulatedClock, system } from '../../src/platform/index.js';
import { startTestApp } from '../support/app.js';
import { Scenario } from '../support/scenario.js';
import { hasPython, verifyByPython } from '../support/verify-py.js';

const HOST = 'social.newford.example';

describe('a bundle made after the key of the log was replaced', () => {
  const clock = new SimulatedClock(new Date('2026-05-19T13:00:00Z'));
  const close: (() => Promise<void>)[] = [];
  let town: Scenario;
  let before: { zip: string; key: string };
  let after: { zip: string; key: string };

  const pem = (): string => String(publicKeyOf(town.get(Log).publicKey).export({ format: 'pem', type: 'spki' }));
  const verdict = async (zip: string, key: string): Promise<[string, string, string]> => {
    const report = await verifyBundle({ path: zip, key: { pem: key, name: 'log.pub.pem' }, language: 'en' });
    const file = join(town.app.dataDir, 'named.pem');
    await writeFile(file, key);
    const second = hasPython ? (await verifyByPython(zip, ['--key', file])).text : report.sentence;
    return [report.verdict, report.sentence, second];
  };

  beforeAll(async () => {
    const lab = await startLab({
      clock,
      prepare: (world) => {
        world.openServer(HOST, { software: 'mastodon' });
        world.post(
          world.openAccount(`newford@${HOST}`, { displayName: 'City of Newford' }),
          'A Flood Watch starts at noon.',
        );
      },
    });
    close.push(() => lab.close());
    const app = await startTestApp({ clock });
    close.unshift(() => app.close());
    town = new Scenario(app);
    const account = await town.addAccount(await town.addBody(), `${lab.mastodon(HOST)}/@newford`);
    await town.settle();
    before = { zip: await town.bundle({ accountIds: [account] }), key: pem() };
    for (let i = 0; i < 2; i += 1) {
      await town.get(RotateLogKey).run(system('setup'));
      await town.get(Sequencer).settle();
    }
    after = { zip: await town.bundle({ accountIds: [account] }), key: pem() };
  }, 120_000);

  afterAll(async () => {
    for (const each of close) await each();
  });

  it('is authentic by the new key, and by the first of all, which led to it', async () => {
    await town.expectAuthentic(after.zip);
    const [is, first, second] = await verdict(after.zip, before.key);
    expect(is).toBe('authentic');
    for (const said of [first, second]) expect(said).toContain('handed over to');
    const [, plain, plainly] = await verdict(after.zip, after.key);
    for (const said of [plain, plainly]) expect(said).not.toContain('handed over to');
  });

  it('leaves the one made before as authentic as it was, by the key of its time alone', async () => {
    expect((await verdict(before.zip, before.key))[0]).toBe('authentic');
    const [is, , second] = await verdict(before.zip, after.key);
    expect(is).toBe('wrong');
    if (hasPython) expect(second).toContain('Do not rely on this bundle');
  });

  it('does not lead from the key of a stranger', async () => {
    const stranger = generateKeyPairSync('ed25519').publicKey;
    const [is, , second] = await verdict(after.zip, String(stranger.export({ format: 'pem', type: 'spki' })));
    expect(is).toBe('wrong');
    if (hasPython) expect(second).toContain('not the key you named');
  });
});
