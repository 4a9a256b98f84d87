import { type Lab, startLab } from '../../lab/index.js';
import type { AccountView, AuditLineView, ItemSummary, ItemView, PageOf, ThreadView } from '../../src/archive/index.js';
import { type ExportView, WorkExports } from '../../src/exports/index.js';
import { SimulatedClock } from '../../src/platform/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { Scenario } from '../support/scenario.js';

const HOST = 'social.newford.example';
const MINUTE = 60_000;

/**
 * The tour for a newcomer: one post from the day it is written to the bundle that leaves the house, by HTTP alone. Each
 * step stands on the one before. What workers do by themselves in an archive that runs is told to them here.
 */
describe('the life of a post', () => {
  const clock = new SimulatedClock(new Date('2026-05-19T13:00:00Z'));
  let lab: Lab;
  let app: TestApp;
  let scenario: Scenario;
  let account: string;
  let postId: string;
  let replyId: string;

  const minutes = async (count: number): Promise<void> => {
    for (let i = 0; i < count; i += 1) {
      clock.advance(MINUTE);
      await scenario.settle();
    }
  };
  const search = (query: string): Promise<PageOf<ItemSummary>> => scenario.read(`/items?${query}`);

  beforeAll(async () => {
    lab = await startLab({
      clock,
      prepare: (world) => {
        world.openServer(HOST, { software: 'mastodon' });
        const city = world.openAccount(`newford@${HOST}`, { displayName: 'City of Newford' });
        world.openAccount(`dana_k@${HOST}`, { displayName: 'Dana' });
        world.post(city, 'Office hours change on Monday.');
      },
    });
    app = await startTestApp({ clock });
    scenario = new Scenario(app);
  });

  afterAll(async () => {
    await app.close();
    await lab.close();
  });

  it('begins when its account is added: the platform is found out, and what cannot be archived is said', async () => {
    const bodyId = await scenario.addBody();
    const address = `${lab.mastodon(HOST)}/@newford`;
    const seen = await scenario.send<AccountView>('POST', '/accounts/probe', { address, privateAllowed: true });
    expect(seen).toMatchObject({ platform: 'mastodon', handle: `@newford@${HOST}`, title: 'City of Newford' });
    expect(seen.limits).toContain('deletions-by-look-only');
    account = await scenario.addAccount(bodyId, address);
    await scenario.stateBasis(account);
    await scenario.settle();
    expect(await scenario.read<AccountView>(`/accounts/${account}`)).toMatchObject({
      state: 'active',
      trouble: null,
      legalBasis: { statute: '50 ILCS 205' },
      counts: { items: 1, versions: 1, gone: 0, gaps: 0 },
    });
  });

  it('is in the archive a minute after it was posted, and found by its words', async () => {
    const { world } = lab;
    world.post(world.account(`newford@${HOST}`), 'A Flood Watch starts at noon. #NewfordFlood', { key: 'watch' });
    world.reply(world.account(`dana_k@${HOST}`), world.postNamed('watch'), 'Is the Ford Street bridge open?', {
      key: 'reply',
    });
    await minutes(2);
    const { items } = await search('text=flood+watch&from=2026-05-19&to=2026-05-19');
    expect(items).toHaveLength(1);
    postId = items[0]?.id ?? '';
    expect(items[0]).toMatchObject({ accountId: account, state: 'present', capturedLate: false, versionCount: 1 });
    expect(await scenario.read('/items/count?text=flood')).toMatchObject({ count: 1, exact: true });
    expect((await search('text=bittern')).items).toEqual([]);
  });

  it('stands in its thread with what was answered', async () => {
    const { rootId, items } = await scenario.read<ThreadView>(`/threads/${postId}`);
    expect(rootId).toBe(postId);
    expect(items.map(({ kind, parentId }) => ({ kind, parentId }))).toEqual([
      { kind: 'post', parentId: null },
      { kind: 'reply', parentId: postId },
    ]);
    replyId = items[1]?.id ?? '';
    expect(items[1]).toMatchObject({ author: { handle: `@dana_k@${HOST}`, official: false } });
  });

  it('keeps what it said before it was edited', async () => {
    lab.world.edit(lab.world.postNamed('watch'), 'A Flood Watch starts at one. #NewfordFlood');
    await minutes(3);
    const { versions } = await scenario.read<ItemView>(`/items/${postId}`);
    expect(versions.map(({ number, text }) => `${number} ${text}`)).toEqual([
      '1 A Flood Watch starts at noon. #NewfordFlood',
      '2 A Flood Watch starts at one. #NewfordFlood',
    ]);
    expect((await search('text=noon')).items.map(({ id }) => id)).toEqual([postId]);
  });

  it('is said to be gone only when that is sure, with the time it was last seen and first missed', async () => {
    const removed = clock.now();
    lab.world.remove(lab.world.postNamed('reply'));
    await minutes(4);
    expect((await scenario.item(replyId)).state).toBe('suspected');
    await minutes(20);
    const { state, findings, versions } = await scenario.item(replyId);
    expect(state).toBe('gone');
    expect(versions.at(-1)?.text).toBe('Is the Ford Street bridge open?');
    const [finding] = findings;
    expect(finding).toMatchObject({ kind: 'gone', certainty: 'confirmed' });
    const bounds = [finding?.lastSeenAt, finding?.firstMissingAt, finding?.confirmedAt].map((at) =>
      Date.parse(at ?? ''),
    );
    expect(bounds).toEqual(bounds.toSorted((a, b) => a - b));
    expect(bounds[0]).toBeLessThanOrEqual(removed.getTime());
    expect(bounds[1]).toBeGreaterThanOrEqual(removed.getTime());
    expect((bounds[2] ?? 0) - (bounds[1] ?? 0)).toBeGreaterThanOrEqual(15 * MINUTE);
    expect((await search('state=gone')).items.map(({ id }) => id)).toEqual([replyId]);
    expect((await scenario.item(postId)).state).toBe('present');
  });

  it('leaves its trace in the audit trail, in sentences in both languages', async () => {
    for (const lang of ['en', 'pl']) {
      const lines = await scenario.read<PageOf<AuditLineView>>(`/audit?item=${replyId}&lang=${lang}`);
      expect(lines.items.length).toBeGreaterThan(0);
      const numbers = lines.items.map(({ seq }) => seq);
      expect(numbers.every((seq) => seq !== null)).toBe(true);
      for (const { sentence } of lines.items) expect(sentence).toMatch(/^\p{Lu}.*\.$/u);
    }
    expect(await scenario.read(`/items/${postId}/proof`)).toMatchObject({});
  });

  it('leaves the house in a bundle that strangers can verify, made once however often it is asked for', async () => {
    const asked = { accountIds: [account], from: '2026-05-19', to: '2026-05-19', language: 'en' };
    const order = (): Promise<Response> =>
      fetch(`${app.url}/api/v1/exports`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${app.key}`,
          'content-type': 'application/json',
          'idempotency-key': 'tour-1',
        },
        body: JSON.stringify(asked),
      });
    const first = await order();
    expect(first.status).toBe(202);
    const { id }: ExportView = JSON.parse(await first.text());
    const again: ExportView = JSON.parse(await (await order()).text());
    expect(again).toMatchObject({ id, status: 'waiting', percent: 0 });
    expect((await app.ask('GET', `/api/v1/exports/${id}/file`)).status).toBe(409);

    const percents: number[] = [];
    const made = scenario.get(WorkExports).tick();
    do percents.push((await scenario.read<ExportView>(`/exports/${id}`)).percent);
    while ((percents.at(-1) ?? 0) < 100);
    expect(await made).toBe(true);
    expect(await scenario.read<ExportView>(`/exports/${id}`)).toMatchObject({ status: 'ready', percent: 100 });
    expect(percents).toEqual(percents.toSorted((a, b) => a - b));
    expect(new Set(percents).size).toBeGreaterThan(2);
    expect((await scenario.read<PageOf<ExportView>>('/exports')).items).toHaveLength(1);

    const report = await scenario.expectAuthentic(await scenario.download(id));
    expect(report.counts).toMatchObject({ items: 3, versions: 4, gone: 1 });
    const lines = await scenario.read<PageOf<AuditLineView>>('/audit');
    expect(lines.items.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['export.started', 'export.built', 'export.downloaded']),
    );
    await scenario.expectSound();
  }, 60_000);
});
