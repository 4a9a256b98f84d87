import { chmodSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Lab, startLab } from '../../lab/index.js';
import { AddAccount, AddBody } from '../../src/accounts/index.js';
import { Sequencer } from '../../src/audit/index.js';
import { WorkQueue } from '../../src/capture/index.js';
import { system, SystemClock } from '../../src/platform/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { type Ran, runAkta } from '../support/command-line.js';

const HOST = 'social.newford.example';

describe('akta check', () => {
  const clock = new SystemClock();
  let app: TestApp;
  let lab: Lab;

  const check = (...args: string[]): Promise<Ran> => runAkta(['check', ...args], { env: app.env, clock });

  beforeAll(async () => {
    lab = await startLab({
      clock,
      prepare: (world) => {
        world.openServer(HOST, { software: 'mastodon' });
        world.post(world.openAccount(`newford@${HOST}`, { displayName: 'City of Newford' }), 'Good morning.');
      },
    });
    app = await startTestApp({ clock });
    const actor = system('setup');
    const place = { zone: 'America/Chicago', languages: ['en'], country: 'US', prefix: 'TEST' };
    const { id } = await app.akta.app.get(AddBody, { strict: false }).run(actor, { name: 'City of Newford', ...place });
    const account = { address: `${lab.mastodon(HOST)}/@newford`, bodyId: id, privateAllowed: true };
    await app.akta.app.get(AddAccount, { strict: false }).run(actor, { ...account, character: 'official' });
    await app.akta.app.get(WorkQueue, { strict: false }).settle();
    await app.akta.app.get(Sequencer, { strict: false }).settle();
  });

  afterAll(async () => {
    await app.close();
    await lab.close();
  });

  it('says that an archive holds what was recorded, and exits 0', async () => {
    const { exit, out } = await check('--json');
    expect(JSON.parse(out)).toMatchObject({ verdict: 'sound', found: [] });
    expect(exit).toBe(0);
    expect((await check()).out).toMatch(/The archive holds what was recorded: \d+ things looked at\./);
    expect((await check('--lang', 'pl')).out).toMatch(/Archiwum zawiera to, co zarejestrowano: sprawdzono \d+ rzecz/);
  });

  it('names what is wrong in both languages, and exits 1', async () => {
    // One that a row names: a page judged twice leaves an object that belongs to nobody.
    const [{ object }] = await app.database.query(`SELECT object FROM exchange ORDER BY at LIMIT 1`);
    const path = join(app.dataDir, 'objects', object);
    const whole = readFileSync(path);
    const { atime, mtime } = statSync(path);
    const half = Buffer.from(whole);
    half.writeUInt8(half.readUInt8(half.length - 20) ^ 1, half.length - 20);
    chmodSync(path, 0o600);
    rmSync(path);
    writeFileSync(path, half);
    // The time of a file is the end of its lock.
    utimesSync(path, atime, mtime);

    const { exit, out } = await check('--json');
    expect(exit).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      verdict: 'damaged',
      found: [
        { is: 'wrong', check: 'objects-open', what: 'exchange-changed', where: expect.stringMatching(/^exchange /) },
      ],
    });
    expect((await check()).out).toContain('1 thing is not what was recorded.');
    expect((await check('--lang', 'pl')).out).toContain('1 rzecz różni się od zarejestrowanej.');
    writeFileSync(path, whole);
    utimesSync(path, atime, mtime);
    expect((await check()).exit).toBe(0);
  });
});
