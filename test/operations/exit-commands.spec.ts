import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Lab, startLab } from '../../lab/index.js';
import { runCommandLine } from '../../src/command-line.js';
import type { ExitMade } from '../../src/exports/index.js';
import { openDatabase } from '../../src/data-source.js';
import { SimulatedClock } from '../../src/platform/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { type Ran, runAkta } from '../support/command-line.js';
import { freshDatabaseUrls } from '../support/database.js';
import { codeOf } from '../support/people.js';
import { Scenario } from '../support/scenario.js';
import { EVIDENCE, rowsOf } from '../support/two-databases.js';

const HOST = 'social.newford.example';

describe('exit export and import at the command line, from one folder of objects into another', () => {
  const clock = new SimulatedClock(new Date('2026-05-19T13:00:00Z'));
  let lab: Lab;
  let app: TestApp;
  let folder: string;
  let keyFile: string;
  let secret = '';

  const akta = (args: readonly string[], secrets: readonly string[] = [], env = app.env): Promise<Ran> =>
    runAkta(args, { env, clock, secrets });

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'akta-exit-'));
    lab = await startLab({
      clock,
      prepare: (world) => {
        world.openServer(HOST, { software: 'mastodon' });
        const city = world.openAccount(`newford@${HOST}`, { displayName: 'City of Newford' });
        world.post(city, 'Know your way out.', { media: [{ scene: 'map', alt: 'Map of Newford' }] });
      },
    });
    app = await startTestApp({ clock });
    const scenario = new Scenario(app);
    await scenario.addAccount(await scenario.addBody(), `${lab.mastodon(HOST)}/@newford`);
    clock.advance(60_000);
    await scenario.settle();
    keyFile = join(folder, 'lena.key');
    writeFileSync(keyFile, await app.keyOf('legal'));
    const recovery = await enrolAtTerminal();
    expect(recovery).toHaveLength(10);
    clock.advance(30_000);
  }, 120_000);

  afterAll(async () => {
    await app.close();
    await lab.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function enrolAtTerminal(): Promise<string[]> {
    let [out, err] = ['', ''];
    await runCommandLine(['factor', 'enrol', '--json', '--key-file', keyFile], {
      env: app.env,
      clock,
      signal: new AbortController().signal,
      out: (text) => (out += text),
      err: (text) => (err += text),
      readSecret: () => {
        secret = /type the secret into one: ([A-Z2-7]{32})\n/.exec(err)?.[1] ?? '';
        return Promise.resolve(codeOf(secret, clock.now()));
      },
    });
    const { recoveryCodes }: { recoveryCodes: string[] } = JSON.parse(out);
    return recoveryCodes;
  }

  it('asks for the second person and a code of theirs, says what to do, and brings the same rows up again', async () => {
    const to = join(folder, 'exit');
    const out = ['exit-export', '--to', to, '--with-keys'];
    expect((await akta(out)).err).toMatch(/lets everything go. Name the file of their key: --approver-key-file/);
    const approved = [...out, '--approver-key-file', keyFile];
    expect((await akta(approved)).err).toMatch(/A code of your second factor is missing/);
    expect((await akta(approved, ['000000'])).err).toMatch(/This code is not right/);
    const ran = await akta([...approved, '--json'], [codeOf(secret, clock.now())]);
    expect(ran.exit).toBe(0);
    const made: ExitMade = JSON.parse(ran.out);
    expect([made.keys, made.media > 0, made.objects > 3, made.unreadable]).toEqual(['with-keys', true, true, 0]);

    const urls = await freshDatabaseUrls();
    const data = join(folder, 'data');
    cpSync(join(app.dataDir, 'keys'), join(data, 'keys'), { recursive: true });
    const env = { ...app.env, AKTA_DATA_DIR: data, DATABASE_URL: urls.akta_app, DATABASE_OWNER_URL: urls.akta_owner };
    const refused = await akta(['import-exit', '--from', to]);
    expect([refused.exit, refused.err]).toEqual([2, expect.stringMatching(/This database is not empty/)]);
    const came = await akta(['import-exit', '--from', to], [], env);
    expect([came.exit, came.out]).toEqual([0, expect.stringMatching(/Nothing is known to be lost/)]);
    const database = await openDatabase(urls.akta_app, { pool: 2 }).initialize();
    expect(await rowsOf(database, EVIDENCE)).toEqual(await rowsOf(app.database, EVIDENCE));
    await database.destroy();
    expect((await akta(['check'], [], env)).exit).toBe(0);
  }, 60_000);
});
