import { WorkDispositions } from '../../src/retention/index.js';
import { FollowDiscovery, Reindex } from '../../src/search/index.js';
import { SystemClock, system } from '../../src/platform/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { runAkta } from '../support/command-line.js';
import { DispositionOffice, putPolicy } from '../support/disposition-office.js';
import { expectArchiveSound, findFaults } from '../support/expect-archive-sound.js';
import { GivenArchive } from '../support/given-archive.js';
import { MeilisearchTwin } from '../support/meilisearch-twin.js';
import { policy, series } from '../support/policies.js';

describe('the certificate of a destruction', () => {
  let twin: MeilisearchTwin;
  let office: DispositionOffice;

  beforeAll(async () => {
    twin = await MeilisearchTwin.start();
    office = await DispositionOffice.open(['Persimmons on Mill Street', 'A flood watch'], { index: twin.at });
    const match = [{ itemTypes: ['post' as const] }];
    await putPolicy(
      office.archive,
      office.bodyId,
      policy('rules', [series('P', { period: 'P5Y', cutoff: 'end-of-calendar-year', match })]),
    );
    await office.archive.get(FollowDiscovery).settle();
  }, 120_000);

  afterAll(async () => {
    await office?.close();
    await twin?.close();
  });

  it('waits until what was destroyed has left the index and its tasks', async () => {
    expect(twin.everything()).toContain('persimmons');
    await office.until('2030-01-02T12:00:00Z');
    const list = await office.propose();
    await office.approved(list);

    twin.busy = 1_000;
    const waiting = await office.execute(list);
    expect(waiting).toMatchObject({ state: 'executed', counts: { destroyed: 2 } });
    expect(twin.everything()).toContain('persimmons');

    twin.busy = 0;
    office.clock.advance(2 * 60_000);
    await office.archive.get(WorkDispositions).tick({ only: list.id });
    expect(await office.read(list.id)).toMatchObject({ state: 'certified' });
    expect(twin.everything()).not.toMatch(/persimmons|flood/);
    expect(twin.faults).toEqual([]);
    await expectArchiveSound(office.archive);
  }, 60_000);

  it('is not kept from anybody by an index that cannot be looked at: the check says that it could not look', async () => {
    twin.busy = 1_000;
    expect(await findFaults(office.archive, ['index-agrees'])).toMatchObject([{ is: 'could-not-look' }]);
    twin.busy = 0;
    expect(await findFaults(office.archive, ['index-agrees'])).toEqual([]);
  });
});

describe('suggestions at the command line', () => {
  const clock = new SystemClock();
  let app: TestApp;
  let ids: string[];

  beforeAll(async () => {
    app = await startTestApp({ clock });
    const given = new GivenArchive(app.database, clock);
    ids = await given.add(await given.account(), [{ texts: ['Bridge closed at noon'], postedAt: new Date() }]);
  }, 120_000);

  afterAll(() => app?.close());

  const akta = (...args: string[]) => runAkta(args, { env: app.env, clock: clock });

  it('say that the index is empty, and what it is behind, until it is built', async () => {
    const { exit, out } = await akta('discover', 'brid', '--json');
    expect([exit, JSON.parse(out)]).toMatchObject([0, { engine: 'postgres', index: 'absent', exact: 'brid*' }]);
    expect(JSON.parse(out).behind).toBeGreaterThan(0);
    const built = await akta('reindex');
    expect(built).toMatchObject({ exit: 0, out: expect.stringContaining('All of it agrees.') });
    expect(built.err).toContain('1 of 1 items taken in');
  });

  it('name the engine, what was meant and the same as a record search, in both languages', async () => {
    const { out } = await akta('discover', 'brigde');
    expect(out).toContain('Bridge closed at noon');
    expect(out).toContain('“brigde” may be: bridge.');
    expect(out).toMatch(/Suggested by the database\. .*forgiven\./);
    expect(out).toContain(`akta search 'brigde*'`);
    expect((await akta('discover', 'brigde', '--lang', 'pl')).out).toContain('Podpowiada baza danych.');
    expect(JSON.parse((await akta('discover', 'brigde', '--json')).out).items[0].id).toBe(ids[0]);
  });

  it('refuse what is no number, and no account, in one sentence', async () => {
    expect(await akta('discover', 'x', '--limit', 'many')).toMatchObject({
      exit: 2,
      err: expect.stringContaining('--limit takes'),
    });
    expect(await akta('discover', 'x', '--account', 'nobody')).toMatchObject({ exit: 2, out: '' });
  });

  it('are thrown away with one command', async () => {
    expect(await akta('reindex', '--drop')).toMatchObject({
      exit: 0,
      out: expect.stringContaining('Nothing is left of the index'),
    });
    expect(JSON.parse((await akta('discover', 'brid', '--json')).out)).toMatchObject({ index: 'absent' });
  });

  it('go on being built where a run was told to stop', async () => {
    const stop = new AbortController();
    const reindex = app.akta.app.get(Reindex, { strict: false });
    stop.abort();
    await expect(reindex.run(system('setup'), { signal: stop.signal })).rejects.toMatchObject({
      problem: 'wrong-state',
    });
    expect(await akta('reindex', '--json')).toMatchObject({ exit: 0, out: expect.stringContaining('"resumed":true') });
  });
});
