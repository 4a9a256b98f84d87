import { type Lab, startLab } from '../../lab/index.js';
import { EndMessages, GrantMessages } from '../../src/accounts/index.js';
import { ReadItems } from '../../src/archive/index.js';
import { ReadTrail } from '../../src/audit/index.js';
import { LiveLoops, OpenMessage } from '../../src/capture/index.js';
import { RecordSearch } from '../../src/search/index.js';
import { type Actor, newId, SimulatedClock, system } from '../../src/platform/index.js';
import { until } from '../contract/live.contract.js';
import { type ArchiveUnderTest, openArchive } from '../support/archive-under-test.js';
import { expectArchiveSound } from '../support/expect-archive-sound.js';
import { heldBy } from '../support/expect-truth.js';

const HOST = 'social.newford.example';
const NAME = `newford@${HOST}`;
const setup = system('setup');

describe('direct messages', () => {
  let clock: SimulatedClock;
  let lab: Lab;
  let archive: ArchiveUnderTest;
  let accountId: string;

  beforeEach(async () => {
    clock = new SimulatedClock(new Date('2026-05-19T13:00:00Z'));
    lab = await startLab({
      clock,
      prepare: (world) => {
        world.openServer(HOST, { software: 'mastodon', rateLimit: null });
        for (const name of [NAME, `dana@${HOST}`]) world.openAccount(name, { displayName: name });
      },
    });
    const { world } = lab;
    world.post(world.account(NAME), 'In the open');
    const asked = world.post(world.account(`dana@${HOST}`), '@newford My address is 4 Elm Street', direct);
    world.reply(world.account(NAME), asked, '@dana We shall come on Tuesday', direct);
    archive = await openArchive(clock);
    const token = world.issueToken(HOST, world.account(NAME)).value;
    accountId = await archive.addAccount(`${lab.mastodon(HOST)}/@newford`, { token });
    await archive.settle();
    clock.advance(6 * 60_000);
  });

  afterEach(async () => {
    await archive.get(LiveLoops).stop();
    await archive.close();
    await lab.close();
  });

  const direct = { audience: 'direct' as const };
  const texts = async (): Promise<string[]> =>
    [...(await heldBy(archive.database)).values()].flatMap((known) => [...known.texts]).toSorted();
  const grant = () =>
    archive.get(GrantMessages).run(setup, { accountId, grantedBy: 'Marta Zielinski', ground: 'Resolution 26-41' });
  const limits = async (): Promise<string[]> => {
    const [row] = await archive.database.query(`SELECT limits FROM account WHERE id = $1`, [accountId]);
    return row.limits;
  };

  it('are neither kept nor left in kept answers before somebody agrees to it, by look or by stream', async () => {
    await archive.get(LiveLoops).tick();
    await until(() => lab.stream(HOST).open === 1);
    lab.world.post(lab.world.account(`dana@${HOST}`), '@newford Another secret', direct);
    lab.world.post(lab.world.account(NAME), 'In the open again');
    await until(async () => (await texts()).length === 2);
    await archive.settle();
    expect(await texts()).toEqual(['In the open', 'In the open again']);
    expect(await limits()).toContain('messages-not-granted');
    await expectArchiveSound(archive);
  });

  it('are kept closed once it is agreed to, open by a decision with its reason, and end when it ends', async () => {
    const { limits: left } = await grant();
    expect(left).not.toContain('messages-not-granted');
    await archive.settle();
    expect(await texts()).toEqual([
      '@dana We shall come on Tuesday',
      '@newford My address is 4 Elm Street',
      'In the open',
    ]);
    await archive.get(LiveLoops).tick();
    await until(() => lab.stream(HOST).open === 1);
    lab.world.post(lab.world.account(`dana@${HOST}`), '@newford One more thing', direct);
    await until(async () => (await texts()).length === 4);

    const ids = (await archive.database.query<{ item_id: string }[]>(`SELECT item_id FROM direct_message`)).map(
      ({ item_id: id }) => id,
    );
    expect(ids).toHaveLength(3);
    const exporter = system('export');
    const closed = await archive.get(ReadItems).views(exporter, ids, { withhold: true });
    expect(closed.map(({ restricted, versions }) => [restricted, versions.length])).toEqual([
      [true, 0],
      [true, 0],
      [true, 0],
    ]);
    const search = archive.get(RecordSearch);
    const permissions = new Set(['item.read', 'audit.read'] as const);
    const reader: Actor = { kind: 'person', personId: newId(), name: 'A reader', permissions };
    const trail = async (): Promise<string> =>
      (await archive.get(ReadTrail).run(reader, {}, { limit: 200, language: 'en' })).items
        .map(({ sentence }) => sentence)
        .join('\n');
    const found = async (): Promise<number> => (await search.count(reader, { text: 'elm' })).count;
    const authors = async (): Promise<string[]> =>
      (await search.facets(reader, {})).author?.map(({ value }) => value) ?? [];
    expect([await found(), (await search.page(reader, { text: 'elm' }, { limit: 5 })).items]).toEqual([0, []]);
    expect(await trail()).not.toMatch(/Elm|@dana/);
    expect(await authors()).not.toContainEqual(expect.stringContaining('dana'));
    const address = (await archive.get(ReadItems).views(setup, ids)).find(({ versions }) =>
      versions.some(({ text }) => text.includes('Elm')),
    );
    if (!address) throw new Error('The message is not there');
    await archive.get(OpenMessage).run(setup, { itemId: address.id, reason: 'Asked for by request 2026-014' });
    const [opened] = await archive.get(ReadItems).views(exporter, [address.id], { withhold: true });
    expect([opened?.restricted, opened?.versions.length]).toEqual([false, 1]);
    expect(await found()).toBe(1);
    expect(await trail()).toContain('Elm');
    expect(await authors()).toContainEqual(expect.stringContaining('dana'));
    await expect(archive.get(OpenMessage).run(setup, { itemId: address.id, reason: 'Twice' })).rejects.toThrow(
      'open already',
    );

    await archive.get(LiveLoops).stop();
    await archive.get(EndMessages).run(setup, { accountId, reason: 'Repealed' });
    await expect(archive.get(EndMessages).run(setup, { accountId, reason: 'Twice' })).rejects.toThrow('are not kept');
    clock.advance(6 * 60_000);
    lab.world.post(lab.world.account(`dana@${HOST}`), '@newford Too late', direct);
    await archive.settle();
    expect(await texts()).not.toContain('@newford Too late');
    expect(await limits()).toContain('messages-not-granted');
    await expectArchiveSound(archive);
  });
});
