import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Lab, startLab } from '../../lab/index.js';
import { SystemClock } from '../../src/platform/index.js';
import { Sequencer } from '../../src/audit/index.js';
import { WorkQueue } from '../../src/capture/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { type Ran, runAkta } from '../support/command-line.js';

const HOST = 'social.newford.example';

describe('the command line', () => {
  const clock = new SystemClock();
  let app: TestApp;
  let lab: Lab;

  const akta = (...args: string[]): Promise<Ran> => runAkta(args, { env: app.env, clock });
  const json = async (...args: string[]): Promise<{ readonly items: readonly { readonly id: string }[] }> => {
    const { out, err } = await akta(...args, '--json');
    if (err !== '') throw new Error(err);
    const answer: { readonly items: readonly { readonly id: string }[] } = JSON.parse(out);
    return answer;
  };

  beforeAll(async () => {
    lab = await startLab({
      clock,
      prepare: (world) => {
        world.openServer(HOST, { software: 'mastodon' });
        const city = world.openAccount(`newford@${HOST}`, { displayName: 'City of Newford' });
        world.post(city, 'A Flood Watch starts at noon. \u202Eeman rieht');
      },
    });
    app = await startTestApp({ clock });
  });

  afterAll(async () => {
    await app.close();
    await lab.close();
  });

  it('adds a body and an account, says what cannot be archived, and shows what came', async () => {
    expect((await akta('account', 'add', `${lab.mastodon(HOST)}/@newford`)).err).toContain('There is no body yet.');
    const body = ['body', 'add', 'City of Newford', '--zone', 'America/Chicago', '--country', 'US-IL'];
    expect((await akta(...body, '--prefix', 'nope')).err).toContain('cannot begin page numbers');
    expect(await akta(...body, '--prefix', 'NEWFORD', '--language', 'en', 'pl')).toMatchObject({ exit: 0, err: '' });

    const inside = await akta('account', 'add', `${lab.mastodon(HOST)}/@newford`);
    expect(inside).toMatchObject({ exit: 2, err: expect.stringContaining('not an address on the public internet') });
    const added = await akta('account', 'add', `${lab.mastodon(HOST)}/@newford`, '--private');
    expect(added).toMatchObject({
      exit: 0,
      out: expect.stringMatching(/^Archiving .*newford.* since .*\(UTC−0[56]:00\)\./),
    });
    expect(added.out).toContain('Legal basis not stated');

    await app.akta.app.get(WorkQueue, { strict: false }).settle();
    await app.akta.app.get(Sequencer, { strict: false }).settle();
    const found = await akta('search', 'flood', 'wat*');
    expect(found).toMatchObject({ exit: 0, out: expect.stringContaining('1 item matches, newest first.') });
    expect(found.out).not.toContain('\u202E');
    const { items } = await json('search', 'flood');
    const id = items[0]?.id ?? '';
    expect((await akta('item', 'show', id)).out).toContain('A Flood Watch starts at noon.');
    expect((await akta('thread', id, '--lang', 'pl')).out).toContain(id);
    expect((await akta('account', 'list')).out).toMatch(/City of Newford\n {2}.*newford.*1 item/);
    expect((await akta('account', 'show', `newford@${HOST}`)).out + (await akta('account', 'show', items[0]?.id ?? '')).err)
      .toContain('No account is called so.'); // prettier-ignore
  });

  it('makes a key file, lists it and brings missing keys back, in both languages', async () => {
    expect((await akta('keys', 'list')).out).toContain('There is no key file yet.');
    expect((await akta('keys', 'restore')).err).toContain('holds no key file that this master key opens');
    expect((await akta('keys', 'backup')).out).toMatch(/^Made a key file: the keys? of \d+ items?, /);
    expect(await json('keys', 'list')).toMatchObject({
      items: [{ recorded: true, parts: expect.any(Number) }],
      damaged: [],
    });
    expect((await akta('keys', 'list', '--lang', 'pl')).out).toContain('przechowywany do');
    const restored = await akta('keys', 'restore');
    expect(restored).toMatchObject({ exit: 0, out: expect.stringMatching(/restored: the keys of 0 items/) });
    expect((await akta('keys', 'restore', '--help')).out).toContain('akta keys restore');
    const key = await app.keyOf('auditor');
    writeFileSync(join(app.dataDir, 'auditor.key'), key);
    const refused = await akta('keys', 'backup', '--key-file', join(app.dataDir, 'auditor.key'));
    expect(refused).toMatchObject({ exit: 2, err: expect.stringContaining('key-file.manage') });
  });

  it('pauses and resumes with a reason, and tells it in the trail', async () => {
    const { items } = await json('account', 'list');
    const id = items[0]?.id ?? '';
    expect((await akta('account', 'pause', id)).err).toContain('The reason is missing');
    expect((await akta('account', 'pause', id, '--reason', 'renamed')).out).toContain('is paused now.');
    expect((await akta('account', 'resume', id, '--reason', 'done')).exit).toBe(0);
    expect((await akta('account', 'retire', id, '--reason', 'closed')).out).toContain('is retired now.');
    const trail = await akta('audit', '--since', '2026-01-01');
    expect(trail.out).toMatch(/paused .*newford.*: renamed\./);
  });

  it('says that nothing matches, what was searched and what could not be', async () => {
    const { out } = await akta('search', 'bittern', '--from', '2026-05-18', '--to', '2026-05-20');
    expect(out).toMatch(
      /^No item matches\. Searched: all versions of 1 item on 1 account .*2026-05-18 – 2026-05-20, America\/Chicago/,
    );
    expect((await akta('search', '"open')).err).toContain('A quotation mark is opened and not closed.');
  });

  it('shows help with an example for each', async () => {
    for (const command of ['account add', 'account list', 'account show', 'item show', 'thread', 'search', 'audit']) {
      const { out } = await akta(...command.split(' '), '--help');
      expect(out).toContain(`Example:\n  akta ${command}`);
    }
  });
});
