import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Lab, startLab } from '../../lab/index.js';
import { Log, publicKeyOf, Sequencer } from '../../src/audit/index.js';
import { WorkQueue } from '../../src/capture/index.js';
import { SimulatedClock } from '../../src/platform/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { type Ran, runAkta } from '../support/command-line.js';

const HOST = 'social.newford.example';

describe('a bundle made and checked from the command line', () => {
  let clock: SimulatedClock;
  let lab: Lab;
  let app: TestApp;
  let folder: string;

  const run = (...args: readonly string[]): Promise<Ran> => runAkta(args, { env: app.env, clock });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'akta-cli-'));
    clock = new SimulatedClock(new Date('2026-05-19T13:00:00Z'));
    lab = await startLab({
      clock,
      prepare: (world) => {
        world.openServer(HOST, { software: 'mastodon' });
        world.openAccount(`newford@${HOST}`, { displayName: 'City of Newford' });
      },
    });
    app = await startTestApp({ clock });
    lab.world.post(lab.world.account(`newford@${HOST}`), 'A Flood Watch starts at noon.', { key: 'watch' });
    const ask = async (path: string, body: unknown): Promise<{ id: string }> =>
      Object(await (await app.ask('POST', `/api/v1${path}`, { body })).json());
    const { id: bodyId } = await ask('/bodies', {
      name: 'City of Newford', zone: 'America/Chicago', languages: ['en'], country: 'US-IL', prefix: 'NEWFORD',
    }); // prettier-ignore
    const address = `${lab.mastodon(HOST)}/@newford`;
    await ask('/accounts', { address, bodyId, character: 'official', privateAllowed: true });
    clock.advance(60_000);
    await app.akta.app.get(WorkQueue, { strict: false }).settle();
    await app.akta.app.get(Sequencer, { strict: false }).settle();
    const key = publicKeyOf(app.akta.app.get(Log, { strict: false }).publicKey);
    await writeFile(join(folder, 'log.pub.pem'), key.export({ format: 'pem', type: 'spki' }));
  }, 120_000);

  afterAll(async () => {
    await app.close();
    await lab.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('is written where it was asked for, and gets each verdict with its exit code', async () => {
    const file = join(folder, 'newford.zip');
    const made = await run('export', '--from', '2026-05-19', '--to', '2026-05-19', '--out', file, '--json');
    expect(made.exit).toBe(0);
    expect(JSON.parse(made.out)).toMatchObject({ status: 'ready', percent: 100, files: [{ file }] });
    expect(existsSync(file)).toBe(true);

    const key = ['--key', join(folder, 'log.pub.pem')];
    expect(await run('verify', file, ...key)).toMatchObject({
      exit: 0,
      out: expect.stringContaining('complete and unchanged'),
    });
    expect(await run('verify', file, '--lang', 'pl')).toMatchObject({
      exit: 0,
      out: expect.stringContaining('nie wskazano, czyjemu kluczowi ufać'),
    });
    const bytes = await readFile(file);
    const at = bytes.indexOf('data/gaps.csv') + 40;
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    const altered = join(folder, 'altered.zip');
    await writeFile(altered, bytes);
    expect((await run('verify', altered, ...key)).exit).toBe(1);
    expect((await run('verify', join(folder, 'none.zip'), ...key)).exit).toBe(2);
  }, 120_000);

  it('is looked through for what must not leave, and a list that makes no sense is refused', async () => {
    const file = join(folder, 'looked-through.zip');
    await run('export', '--from', '2026-05-19', '--to', '2026-05-19', '--out', file);
    const listed = async (list: unknown): Promise<Ran> => {
      const path = join(folder, 'withheld.json');
      await writeFile(path, typeof list === 'string' ? list : JSON.stringify(list));
      return run('leak-test', file, '--withheld', path, '--json');
    };
    expect(await listed([{ item: 15, kind: 'telephone', value: '555-0142' }])).toMatchObject({ exit: 0 });
    const leaking = await listed([{ item: 1, kind: 'text', value: 'a flood watch STARTS at noon' }]);
    expect(leaking.exit).toBe(1);
    expect(JSON.parse(leaking.out)).toMatchObject({ verdict: 'leaking', looked: { strings: 1, pictures: 0 } });
    const senseless = [
      '{', [], [7], [{ item: 1, kind: 'secret', value: 'x' }], [{ item: 1, kind: 'text', value: ' ' }],
      [{ item: 1, kind: 'text', value: 'x'.repeat(20_001) }], [{ item: 1, kind: 'picture', file: 'none.png' }],
      [{ item: 1, kind: 'text', value: 'x', before: 7 }],
    ]; // prettier-ignore
    for (const list of senseless) {
      const { exit, out } = await listed(list);
      expect([list, exit === 0 || exit === 1, /stack|TypeError/.test(out)]).toEqual([list, false, false]);
    }
    expect((await run('leak-test', file)).exit).not.toBe(0);
    expect((await run('leak-test', join(folder, 'none.zip'), '--withheld', join(folder, 'withheld.json'))).exit).toBe(
      2,
    );
  }, 120_000);

  it('in parts is put into a folder under the names of its parts, and is checked by any of them', async () => {
    const parts = join(folder, 'parts');
    await mkdir(parts);
    const made = await run('export', '--from', '2026-05-19', '--part-size', '0.1 MB', '--out', parts, '--json');
    const { files } = JSON.parse(made.out);
    expect(files.length).toBeGreaterThan(1);
    expect(files.map(({ file }: { file: string }) => file)).toEqual(
      files.map(({ name }: { name: string }) => join(parts, name)),
    );
    const checked = await run('verify', files.at(-1).file, '--key', join(folder, 'log.pub.pem'));
    expect(checked).toMatchObject({ exit: 0, out: expect.stringContaining('complete and unchanged') });
    for (const size of ['tiny', '10kB']) {
      const refused = await run('export', '--part-size', size, '--out', parts);
      expect([size, refused.exit, refused.err]).toEqual([size, 2, expect.stringContaining('is no size of a part.')]);
    }
  }, 120_000);

  it('of an account that is not here is refused with one sentence', async () => {
    const refused = await run(
      'export',
      '--account',
      '@nobody@nowhere.example',
      '--out',
      join(folder, 'x.zip'),
      '--json',
    );
    expect(refused.exit).not.toBe(0);
    expect(existsSync(join(folder, 'x.zip'))).toBe(false);
  }, 60_000);
});
