import type { RequestListener } from 'node:http';
import { gzipSync } from 'node:zlib';
import { type Lab, startLab } from '../../lab/index.js';
import { type AccountView, type GapView, MemoryObjectStore } from '../../src/archive/index.js';
import { WorkQueue } from '../../src/capture/index.js';
import { SimulatedClock } from '../../src/platform/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { runAkta } from '../support/command-line.js';
import { type Mischief, startMischief } from '../support/mischief.js';
import { Scenario } from '../support/scenario.js';

const HOST = 'social.newford.example';
const MINUTE = 60_000;
const MEGABYTE = 1024 * 1024;
const NONSENSE = `[${'{"a":[1,2,{"b":"c"}]},'.repeat(MEGABYTE / 23)}0]`;
const BOMB = gzipSync(Buffer.alloc(64 * MEGABYTE, '['));

const json = { 'content-type': 'application/json' };

/** What a server that was an account's yesterday may answer today. */
const ANSWERS: Readonly<Record<string, RequestListener>> = {
  'a web page with status 200': (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'),
  'JSON of something else': (_, response) => response.writeHead(200, json).end('{"permits":[1,2]}'),
  '1 MB of JSON nonsense': (_, response) => response.writeHead(200, json).end(NONSENSE),
  'brackets without end': (_, response) => response.writeHead(200, json).end('['.repeat(3 * MEGABYTE)),
  'half an answer': (_, response) => response.writeHead(200, json).end('[{"id":"1","uri":"https://h/1","cont'),
  'a gzip bomb': (_, response) => response.writeHead(200, { ...json, 'content-encoding': 'gzip' }).end(BOMB),
  'a length of 10 GB': (_, response) => {
    response.writeHead(200, { ...json, 'content-length': String(10 * 1024 ** 3) });
    response.write('[');
  },
  'a redirection to the metadata of a cloud': (_, response) =>
    response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data/' }).end(),
  'status 503': (_, response) => response.writeHead(503).end(),
  'status 418': (_, response) => response.writeHead(418).end(),
};

describe('a server that was right yesterday', () => {
  const clock = new SimulatedClock(new Date('2026-05-19T13:00:00Z'));
  const store = new MemoryObjectStore();
  let lab: Lab;
  let mischief: Mischief;
  let app: TestApp;
  let scenario: Scenario;
  let account: string;
  let posts = 0;

  /** A look every minute, or every so many. */
  const minutes = async (count: number, step = 1): Promise<void> => {
    for (let i = 0; i < count; i += step) {
      clock.advance(step * MINUTE);
      await scenario.settle();
    }
  };
  /** Six minutes and two looks: at once, and after the longest that is waited after a fault. */
  const recover = async (): Promise<void> => {
    await minutes(1);
    await minutes(5, 5);
  };
  const gaps = async (): Promise<GapView[]> => (await scenario.read<{ items: GapView[] }>('/gaps')).items;
  const trouble = async (): Promise<AccountView['trouble']> =>
    (await scenario.read<AccountView>(`/accounts/${account}`)).trouble;
  const post = (): string => {
    posts += 1;
    const text = `Notice ${posts}`;
    lab.world.post(lab.world.account(`newford@${HOST}`), text);
    return text;
  };
  /** Everything that was ever posted is in the archive once, and nothing of it is taken for gone. */
  const expectAllPresent = async (): Promise<void> => {
    const items = await scenario.items(account);
    expect(items.map(({ latest }) => latest.text).toSorted()).toEqual(
      Array.from({ length: posts }, (_, n) => `Notice ${n + 1}`).toSorted(),
    );
    expect(items.filter(({ state }) => state !== 'present')).toEqual([]);
    expect(await app.database.query(`SELECT 1 FROM finding`)).toEqual([]);
  };

  beforeAll(async () => {
    lab = await startLab({
      clock,
      prepare: (world) => {
        world.openServer(HOST, { software: 'mastodon', strict: true });
        world.openAccount(`newford@${HOST}`, { displayName: 'City of Newford' });
      },
    });
    mischief = await startMischief(lab.mastodon(HOST));
    app = await startTestApp({ clock, store });
    scenario = new Scenario(app);
    post();
    const token = lab.world.issueToken(HOST, lab.world.account(`newford@${HOST}`), 'token-of-the-city');
    account = await scenario.addAccount(await scenario.addBody(), `${mischief.url}/@newford`, token.value);
    await scenario.settle();
    await expectAllPresent();
  }, 60_000);

  afterAll(async () => {
    await app.close();
    await mischief.close();
    await lab.close();
  });

  it.each(Object.keys(ANSWERS))(
    'and answers today with %s makes a gap with its reason, and loses nothing',
    async (name) => {
      await minutes(1);
      mischief.instead = ANSWERS[name] ?? null;
      const missed = post();
      await minutes(4);
      expect(await trouble()).toMatchObject({ reason: 'platform-unavailable' });
      expect((await scenario.items(account)).map(({ latest }) => latest.text)).not.toContain(missed);
      mischief.instead = null;
      await recover();
      expect(await trouble()).toBeNull();
      expect((await gaps())[0]).toMatchObject({ reason: 'platform-unavailable', to: expect.any(String) });
      await expectAllPresent();
    },
    60_000,
  );

  it('and knows the token no longer: a gap and an alarm until it is given a new one, and nothing is gone', async () => {
    const [token] = lab.world.tokens.values();
    if (!token) throw new Error('No token was issued');
    lab.world.revokeToken(token);
    post();
    await minutes(30, 5);
    expect(await trouble()).toMatchObject({ reason: 'access-refused' });
    expect(await scenario.read('/desk')).toMatchObject({ accounts: [{ trouble: { reason: 'access-refused' } }] });
    expect(await app.database.query(`SELECT 1 FROM finding`)).toEqual([]);
    const fresh = lab.world.issueToken(HOST, lab.world.account(`newford@${HOST}`), 'another-token-of-the-city');
    await scenario.send('PUT', `/accounts/${account}/access`, { token: fresh.value });
    await recover();
    expect(await trouble()).toBeNull();
    expect((await gaps())[0]).toMatchObject({ reason: 'access-refused', to: expect.any(String) });
    await expectAllPresent();
    const trail = JSON.stringify(await scenario.read('/audit'));
    expect(trail).not.toMatch(/token-of-the-city/);
  }, 60_000);

  it.each(['before', 'after'] as const)(
    'and our own disk is full, found out %s the write: nothing half-written is believed, and it is tried again',
    async (when) => {
      await minutes(1);
      const { size } = store.objects;
      store.fault = (operation) => (operation === 'put' ? when : null);
      const missed = post();
      const failed: string[] = [];
      scenario.get(WorkQueue).onOutcome = ({ outcome, detail }) => failed.push(`${outcome}: ${detail ?? ''}`);
      await minutes(4);
      expect(failed).toContain('could-not-look: The object store did not answer.');
      expect((await scenario.items(account)).map(({ latest }) => latest.text)).not.toContain(missed);
      if (when === 'before') expect(store.objects.size).toBe(size);
      store.fault = () => null;
      await recover();
      await expectAllPresent();
    },
    60_000,
  );

  it('and does not answer is told so at the command line, by the name of the account', async () => {
    await minutes(1);
    mischief.instead = ANSWERS['status 503'] ?? null;
    const { exit, out } = await runAkta(['capture', '--all'], { env: app.env, clock });
    expect(exit).toBe(2);
    expect(out).toContain(`@newford@${HOST}`);
    expect(out).toContain('The platform did not answer (503)');
    mischief.instead = null;
    await recover();
    await expectAllPresent();
  }, 60_000);

  it('and has been so many times is archived whole: the archive is sound, its bundle authentic', async () => {
    await scenario.stateBasis(account);
    const report = await scenario.expectAuthentic(await scenario.bundle({ accountIds: [account] }));
    expect(report.counts).toMatchObject({ items: posts, versions: posts, gone: 0 });
    await scenario.expectSound();
  }, 60_000);
});
