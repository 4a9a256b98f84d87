import type { GapView, ItemView } from '../../src/archive/index.js';
import { SimulatedClock } from '../../src/platform/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { REPLY, type Replay, ROOT, startReplay } from '../support/replay-gotosocial.js';
import { Scenario } from '../support/scenario.js';

const MINUTE = 60_000;
const TOKEN = 'a-token-of-the-city';

/** One story on one server: each step stands on the one before. */
describe('the recorded session of a real GoToSocial, archived', () => {
  const clock = new SimulatedClock(new Date('2026-11-22T12:48:00Z'));
  let replay: Replay;
  let app: TestApp;
  let scenario: Scenario;
  let account: string;

  /** A look every minute, or every so many. */
  const minutes = async (count: number, step = 1): Promise<void> => {
    for (let i = 0; i < count; i += step) {
      clock.advance(step * MINUTE);
      await scenario.settle();
    }
  };
  const gaps = async (): Promise<GapView[]> => (await scenario.read<{ items: GapView[] }>('/gaps')).items;
  const states = async (): Promise<string[]> =>
    (await scenario.items(account)).map(({ latest, state }) => `${state}: ${latest.text}`).toSorted();
  const item = async (id: string): Promise<ItemView> => {
    const named = (await scenario.items(account)).find(({ url }) => url?.endsWith(id));
    return scenario.item(named?.id ?? '');
  };
  const findings = async (): Promise<unknown[]> => app.database.query(`SELECT kind, certainty FROM finding`);

  const PRESENT = [
    'present: @bob yes, on channel 8',
    'present: @city is it streamed?',
    'present: City council meets Tuesday at 7pm.',
    ...[2, 3, 4, 5].map((n) => `present: Notice ${n}`),
  ];

  beforeAll(async () => {
    replay = await startReplay();
    app = await startTestApp({ clock });
    scenario = new Scenario(app);
    account = await scenario.addAccount(await scenario.addBody('Europe/Warsaw'), `${replay.url}/@city`, TOKEN);
    await scenario.stateBasis(account);
    await scenario.settle();
    await minutes(1);
  }, 60_000);

  afterAll(async () => {
    await app.close();
    await replay.close();
  });

  it('gives every status once, the replies under what they answer', async () => {
    expect(await states()).toEqual(PRESENT.toSorted());
    const [root, reply] = [await item(ROOT), await item(REPLY)];
    expect(reply).toMatchObject({ kind: 'reply', parentId: root.id, author: { official: false } });
    const { items } = await scenario.read<{ items: ItemView[] }>(`/threads/${root.id}`);
    expect(items.map(({ parentId }) => parentId)).toEqual([null, root.id, reply.id]);
  });

  it('has the version before the edit from the history the server keeps', async () => {
    const { versions } = await item(ROOT);
    expect(versions.map(({ text, cause, platformAt }) => ({ text, cause, platformAt }))).toEqual([
      { text: 'City council meets Tusday at 7pm.', cause: 'first-seen', platformAt: '2026-11-22T12:47:31.535Z' },
      { text: 'City council meets Tuesday at 7pm.', cause: 'edited', platformAt: '2026-11-22T12:47:31.557Z' },
    ]);
  });

  it('asks nothing more of a server that refuses for its rate until the time it names; that is a gap', async () => {
    replay.happened.access = 'rate limited';
    await minutes(1);
    const before = replay.asked.length;
    await minutes(1);
    expect(replay.asked).toHaveLength(before);
    expect(await gaps()).toMatchObject([{ reason: 'rate-limited', to: null }]);
    replay.happened.access = 'granted';
    await minutes(5);
    expect(await gaps()).toMatchObject([{ reason: 'rate-limited', to: expect.any(String) }]);
    expect(await states()).toEqual(PRESENT.toSorted());
    expect(await findings()).toEqual([]);
  });

  it('takes a token that is no longer good for a gap, and nothing for gone', async () => {
    replay.happened.access = 'token revoked';
    await minutes(20, 5);
    expect((await gaps())[0]).toMatchObject({ reason: 'access-refused', to: null });
    expect(await states()).toEqual(PRESENT.toSorted());
    replay.happened.access = 'granted';
    await minutes(5);
    expect((await gaps()).map(({ reason, to }) => `${reason} ${to === null}`)).toEqual([
      'access-refused false',
      'rate-limited false',
    ]);
    expect(await findings()).toEqual([]);
  });

  it('suspects nothing while no status at all is found by its id', async () => {
    replay.happened.lookups = 'none found';
    await minutes(40, 5);
    expect(await states()).toEqual(PRESENT.toSorted());
    expect(await findings()).toEqual([]);
    replay.happened.lookups = 'answered';
    await minutes(5);
  });

  it('suspects a reply that is not found once, and confirms it a quarter of an hour later', async () => {
    replay.happened.deleted = [REPLY];
    await minutes(5);
    expect((await item(REPLY)).state).toBe('suspected');
    expect(await findings()).toEqual([]);
    await minutes(40, 5);
    const gone = await item(REPLY);
    expect(gone.state).toBe('gone');
    expect(gone.findings).toMatchObject([{ kind: 'gone', certainty: 'confirmed', cause: 'unknown' }]);
    const [finding] = gone.findings;
    expect(finding?.grounds.map(({ role }) => role)).toEqual(
      expect.arrayContaining(['last-positive', 'first-negative', 'second-negative', 'canary']),
    );
    expect(Date.parse(finding?.firstMissingAt ?? '')).toBeGreaterThan(Date.parse(finding?.lastSeenAt ?? ''));
    expect((await item(ROOT)).state).toBe('present');
  });

  it('finds the post gone too when it is, with both its versions kept', async () => {
    replay.happened.deleted = [REPLY, ROOT];
    await minutes(60, 5);
    const { state, versions } = await item(ROOT);
    expect({ state, versions: versions.length }).toEqual({ state: 'gone', versions: 2 });
    const others = (await scenario.items(account)).filter(({ state: each }) => each !== 'gone');
    expect(others).toHaveLength(PRESENT.length - 2);
  });

  it('leaves as a bundle that both verifiers call authentic', async () => {
    const report = await scenario.expectAuthentic(await scenario.bundle({ accountIds: [account], language: 'pl' }));
    expect(report.counts).toMatchObject({ items: PRESENT.length, versions: PRESENT.length + 1, gone: 2 });
    await scenario.expectSound();
  }, 60_000);
});
