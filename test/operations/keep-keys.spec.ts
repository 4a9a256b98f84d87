import { Client } from 'pg';
import { type Lab, startLab } from '../../lab/index.js';
import {
  BackUpKeys,
  DestroyItems,
  MemoryObjectStore,
  type ObjectHandle,
  ReadDesk,
  ReadKeyFiles,
  RestoreKeys,
} from '../../src/archive/index.js';
import { AuditTrail, Followers } from '../../src/audit/index.js';
import { DailyWork, SweepStrays } from '../../src/integrity/index.js';
import { newId, SimulatedClock, system } from '../../src/platform/index.js';
import { type ArchiveUnderTest, openArchive } from '../support/archive-under-test.js';
import { urlsOf } from '../support/database.js';
import { expectArchiveSound, findFaults } from '../support/expect-archive-sound.js';

const HOST = 'social.newford.example';
const DAY = 86_400_000;
const ACTOR = system('setup');
const forever = new AbortController().signal;

/** A store that says yes to a longer lock and does nothing, while it is deaf. */
class DeafStore extends MemoryObjectStore {
  deaf = false;

  override async lock(handle: ObjectHandle, until: Date): Promise<void> {
    if (!this.deaf) await super.lock(handle, until);
  }
}

describe('keys and locks, looked after every day', () => {
  let clock: SimulatedClock;
  let lab: Lab;
  let archive: ArchiveUnderTest;
  let store: DeafStore;
  let superuser: Client;

  beforeEach(async () => {
    clock = new SimulatedClock(new Date('2026-05-19T13:00:00Z'));
    store = new DeafStore();
    lab = await startLab({
      clock,
      prepare: (world) => {
        world.openServer(HOST, { software: 'mastodon' });
        const city = world.openAccount(`newford@${HOST}`, { displayName: 'City of Newford' });
        world.post(city, 'Know your way out.', { media: [{ scene: 'map', alt: 'Map of Newford' }] });
        world.post(city, 'A Flood Watch starts at noon.');
      },
    });
    archive = await openArchive(clock, { store });
    await archive.addAccount(`${lab.mastodon(HOST)}/@newford`);
    await archive.settle();
    superuser = new Client({ connectionString: (await urlsOf(archive.database)).postgres });
    await superuser.connect();
    await superuser.query(`SET session_replication_role = replica`);
  }, 120_000);

  afterEach(async () => {
    await superuser.end();
    await archive.close();
    await lab.close();
  });

  const daily = (who: Pick<ArchiveUnderTest, 'get'> = archive): Promise<void> => who.get(DailyWork).settle(forever);
  /** A day in which nothing is captured, and what is done in it. */
  const dayPasses = async (days = 1): Promise<void> => {
    clock.advance(days * DAY);
    await daily();
  };
  const names = (prefix: string): string[] => [...store.objects.keys()].filter((name) => name.startsWith(prefix));
  const count = async (sql: string): Promise<number> =>
    (await superuser.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${sql}`)).rows[0]?.count ?? -1;
  const events = (type: string): Promise<number> => count(`audit_event WHERE type = '${type}'`);
  const lastFacts = async (type: string): Promise<Record<string, unknown>> => {
    const sql = `SELECT facts FROM audit_event WHERE type = $1 ORDER BY id DESC LIMIT 1`;
    return (await superuser.query<{ facts: Record<string, unknown> }>(sql, [type])).rows[0]?.facts ?? {};
  };
  const alarms = async (): Promise<string[]> =>
    (await archive.get(ReadDesk).run(ACTOR)).alarms.map(({ work, is, things }) => `${work} ${is} ${things}`);
  const wrongs = async (): Promise<string[]> => [
    ...new Set((await findFaults(archive)).flatMap((found) => (found.is === 'wrong' ? [found.what] : []))),
  ];
  const loseKeys = async (): Promise<void> => {
    for (const table of ['frame_key', 'medium_key', 'item_key', 'body_secret', 'kek']) {
      await superuser.query(`DELETE FROM ${table}`);
    }
  };
  const daysLeft = (name: string): number =>
    Math.round(((store.objects.get(name)?.lockedUntil.getTime() ?? 0) - clock.now().getTime()) / DAY);
  const change = (name: string): void => {
    const { bytes } = store.objects.get(name) ?? { bytes: Buffer.alloc(1) };
    bytes.writeUInt8(bytes.readUInt8(bytes.length >> 1) ^ 1, bytes.length >> 1);
  };
  const destroy = async (itemIds: readonly string[]): Promise<void> => {
    const dispositionId = newId();
    await archive.get(AuditTrail).write(ACTOR, async (tx) => {
      await tx.rows.query(`INSERT INTO disposition VALUES ($1, 'a schedule', $2)`, [dispositionId, clock.now()]);
      await tx.rows.query(`INSERT INTO disposition_item SELECT $1, unnest($2::uuid[])`, [dispositionId, itemIds]);
      await archive.get(DestroyItems).run(tx, { dispositionId, itemIds });
      await tx.record('disposition.executed', { disposition: dispositionId, items: itemIds.length });
    });
    await archive.get(Followers).settle();
  };
  const itemIds = async (): Promise<string[]> =>
    (await superuser.query<{ id: string }>(`SELECT item_id AS id FROM item_key ORDER BY 1`)).rows.map(({ id }) => id);

  it('one key file a night, however many workers there are, and each as long as it must be', async () => {
    const other = await openArchive(clock, { store, database: archive.database, folder: archive.folder });
    for (const night of [1, 2, 3]) {
      await Promise.all([daily(), daily(other), daily(), daily(other)]);
      await Promise.all([daily(), daily(other)]);
      expect(await count('key_file')).toBe(night);
      expect([await events('keys.checked'), await events('locks.renewed')]).toEqual([night, night]);
      expect(names('k/i/')).toHaveLength(night);
      clock.advance(DAY);
    }
    expect(new Set(names('k/').map(daysLeft))).toEqual(new Set([32, 33, 34]));
    expect(names('k/').filter((name) => /2026|05-19/.test(name))).toEqual([]);
    await expectArchiveSound(archive);
    await other.app.close();

    await dayPasses(33);
    expect(await events('key-file.removed')).toBe(2);
    expect(names('k/i/')).toHaveLength(2);
    expect(await count('key_file')).toBe(4);
    await dayPasses(40);
    expect(names('k/i/')).toHaveLength(1);
    const { items } = await archive.get(ReadKeyFiles).list(ACTOR);
    expect(names('k/p/')).toHaveLength(items[0]?.parts ?? 0);
    await expectArchiveSound(archive);
  });

  it('says what it holds in counts and a digest that nobody can test', async () => {
    await daily();
    const facts = await lastFacts('key-file.made');
    const [items, media] = [await count('item_key'), await count('medium_key')];
    expect(facts).toMatchObject({ items, media, frames: await count('frame_key'), above: 2 });
    expect(items).toBeGreaterThan(1);
    expect(media).toBeGreaterThan(0);
    const stored = Buffer.concat(names('k/').map((name) => store.objects.get(name)?.bytes ?? Buffer.alloc(0)));
    for (const id of await itemIds()) expect(stored.includes(id)).toBe(false);
  });

  it('keys come back after their rows are lost, also when a key file was made since, and nothing else is touched', async () => {
    await daily();
    const rows = async (): Promise<unknown[]> =>
      (await superuser.query(`SELECT * FROM item_key UNION ALL SELECT * FROM frame_key ORDER BY 1`)).rows;
    const before = await rows();
    const all = { item_key: await count('item_key'), medium_key: await count('medium_key'), kek: 1, body_secret: 1 };
    await loseKeys();
    expect(await wrongs()).toContain('key-missing');
    await dayPasses();
    expect(await alarms()).toEqual([expect.stringMatching(/^key-check wrong \d+$/)]);

    const { files, missing, damaged } = await archive.get(RestoreKeys).run(ACTOR);
    expect([missing, damaged]).toEqual([0, []]);
    expect(files.map(({ restored }) => restored)).toEqual([
      expect.objectContaining({ item_key: 0, kek: 0 }),
      expect.objectContaining(all),
    ]);
    expect(files[1]?.left).toEqual({ present: 0, destroyed: 0, unknown: 0 });
    expect(await rows()).toEqual(before);
    expect(await lastFacts('keys.restored')).toMatchObject({ items: all.item_key, above: 2, left: 0 });

    await superuser.query(`DELETE FROM item_key WHERE item_id = $1`, [(await itemIds())[0]]);
    expect((await archive.get(RestoreKeys).run(ACTOR)).files[1]).toMatchObject({ restored: { item_key: 1 } });
    expect(await rows()).toEqual(before);
    await dayPasses();
    expect(await alarms()).toEqual([]);
    await expectArchiveSound(archive);
  });

  it('keys of what was destroyed never come back, from whatever key file', async () => {
    await daily();
    const [first = '', second = ''] = await itemIds();
    await destroy([first]);
    await superuser.query(`DELETE FROM item_key WHERE item_id = $1`, [second]);
    const { files, missing } = await archive.get(RestoreKeys).run(ACTOR);
    expect(files[0]).toMatchObject({ restored: { item_key: 1 }, left: { destroyed: expect.any(Number) } });
    expect(files[0]?.left.destroyed).toBeGreaterThan(0);
    expect(missing).toBe(0);
    expect(await itemIds()).not.toContain(first);
    expect(await itemIds()).toContain(second);
    await expectArchiveSound(archive);
  });

  it('are not put back into a database that never had what they open', async () => {
    await daily();
    const id = (await itemIds())[0] ?? '';
    for (const table of ['item_key', 'item']) {
      await superuser.query(`DELETE FROM ${table} WHERE ${table === 'item' ? 'id' : 'item_id'} = $1`, [id]);
    }
    const { files } = await archive.get(RestoreKeys).run(ACTOR);
    expect(files[0]).toMatchObject({ restored: { item_key: 0 }, left: { unknown: 1 } });
  });

  it('a key file changed in one byte, cut short or taken away is found, named and passed over', async () => {
    await daily();
    await dayPasses();
    const newest = names('k/i/').at(-1) ?? '';
    const parts = names('k/p/').slice(-names('k/p/').length / 2);
    const whole = new Map(
      [...store.objects].map(([name, { bytes, ...rest }]) => [name, { bytes: Buffer.from(bytes), ...rest }]),
    );
    for (const name of [newest, ...parts]) {
      for (const harm of [
        (): void => change(name),
        (): void => void store.objects.set(name, { bytes: Buffer.alloc(1), lockedUntil: clock.now() }),
        (): void => void store.objects.delete(name),
      ]) {
        harm();
        const found = await findFaults(archive, ['key-files-open', 'key-file-fresh']);
        expect(found.filter(({ is }) => is === 'wrong').length).toBeGreaterThan(0);
        const [row] = (await superuser.query<{ id: string }>(`SELECT id FROM key_file ORDER BY made_at DESC`)).rows;
        expect(found.map(({ where }) => where).join()).toMatch(new RegExp(`${newest}|${row?.id ?? ''}`));
        await loseKeys();
        expect((await archive.get(RestoreKeys).run(ACTOR)).missing).toBe(0);
        for (const [each, object] of whole) store.objects.set(each, { ...object, bytes: Buffer.from(object.bytes) });
      }
    }
    expect(await alarms()).toEqual([]);
    change(newest);
    expect((await archive.get(ReadKeyFiles).list(ACTOR)).damaged).toEqual([newest]);
    await dayPasses();
    expect(await alarms()).toEqual(['key-file wrong 1']);
    for (const name of names('k/i/').filter((each) => each !== newest)) change(name);
    await expect(archive.get(RestoreKeys).run(ACTOR)).rejects.toMatchObject({ problem: 'not-found' });
  });

  it('what an interrupted run leaves is no key file, or a whole one', async () => {
    await daily();
    const wholeRun = names('k/').length;
    for (const when of ['before', 'after'] as const) {
      for (let strike = 1; strike <= wholeRun; strike += 1) {
        const before = { rows: await count('key_file'), indexes: names('k/i/').length };
        let puts = 0;
        store.fault = (operation) => (operation === 'put' && (puts += 1) === strike ? when : null);
        await expect(archive.get(BackUpKeys).run(ACTOR)).rejects.toMatchObject({ problem: 'store-unavailable' });
        store.fault = () => null;
        const index = when === 'after' && strike === wholeRun ? 1 : 0;
        expect([await count('key_file'), names('k/i/').length]).toEqual([before.rows, before.indexes + index]);
      }
    }
    const { items } = await archive.get(ReadKeyFiles).list(ACTOR);
    expect(items.map(({ recorded }) => recorded)).toContain(false);
    await expectArchiveSound(archive);
    await loseKeys();
    expect((await archive.get(RestoreKeys).run(ACTOR)).missing).toBe(0);
    await dayPasses(36);
    expect(names('k/')).toHaveLength(wholeRun);
    await expectArchiveSound(archive);
  });

  it('a night whose store does not answer is tried again, and is an alarm after two days', async () => {
    await daily();
    store.fault = (operation, name) => (operation === 'put' && name.startsWith('k/') ? 'before' : null);
    await dayPasses();
    expect(await count('key_file')).toBe(1);
    expect(await alarms()).toEqual([]);
    await dayPasses(2);
    expect(await alarms()).toEqual(['key-check wrong 1', 'key-file overdue 0']);
    expect(await wrongs()).toEqual(['key-file-late']);
    store.fault = () => null;
    clock.advance(11 * 60_000);
    await daily();
    expect(await count('key_file')).toBe(2);
    await dayPasses();
    expect(await alarms()).toEqual([]);
    await expectArchiveSound(archive);
  });

  it('more keys than a part holds are in several parts, and all of them come back', async () => {
    const many = 100_001;
    await superuser.query(
      `INSERT INTO frame_key SELECT gen_random_uuid(), '2026-05', decode(md5(n::text), 'hex') FROM generate_series(1, $1::int) n`,
      [many],
    );
    const frames = await count('frame_key');
    const made = await archive.get(BackUpKeys).run(ACTOR);
    expect(made).toMatchObject({ frames, parts: 7 });
    expect(Math.max(...names('k/p/').map((name) => store.objects.get(name)?.bytes.length ?? 0))).toBeLessThan(8e6);
    await superuser.query(`DELETE FROM frame_key WHERE length(wrapped) = 16`);
    const { files } = await archive.get(RestoreKeys).run(ACTOR);
    expect(files[0]?.left).toMatchObject({ unknown: many, destroyed: 0 });
    await expectArchiveSound(archive);
  }, 60_000);

  describe('locks', () => {
    /** What a row points at, and the copy of the log; not what an overtaken page left behind. */
    const owned = async (): Promise<string[]> => {
      const sql = `SELECT object FROM exchange UNION ALL SELECT object FROM medium ORDER BY 1`;
      const { rows } = await superuser.query<{ object: string }>(sql);
      return rows.map(({ object }) => object).filter((object) => store.objects.has(object));
    };
    const guarded = async (): Promise<string[]> => [...(await owned()), ...names('log/')];
    const left = async (): Promise<number[]> => (await guarded()).map(daysLeft);

    it('are renewed for as many years as the items live, and not a day before they need it', async () => {
      await dayPasses(199);
      expect(Math.max(...(await left()))).toBe(201);
      await dayPasses(2);
      expect(Math.min(...(await left()))).toBe(400);
      for (let half = 0; half < 8; half += 1) await dayPasses(180);
      expect(Math.min(...(await left()))).toBeGreaterThan(200);
      const objects = (await guarded()).length;
      expect(await lastFacts('locks.renewed')).toMatchObject({ removed: 0, short: 0, objects });
      await archive.get(SweepStrays).run(forever);
      await expectArchiveSound(archive);
    });

    it('that cannot be renewed are an alarm below 100 days, which ends when they can be', async () => {
      store.deaf = true;
      await dayPasses(250);
      expect(await alarms()).toEqual([]);
      await dayPasses(51);
      expect(await alarms()).toEqual([expect.stringMatching(/^lock-renewal wrong \d+$/)]);
      expect(await wrongs()).toEqual(['lock-short']);
      store.deaf = false;
      await dayPasses();
      expect(await alarms()).toEqual([]);
      await expectArchiveSound(archive);
    });

    it('of what nobody points at are left alone, and the sweep leaves key files alone', async () => {
      const stray = await store.put(
        'x/ab/stray',
        Buffer.from('left behind'),
        new Date(clock.now().getTime() + 30 * DAY),
      );
      await daily();
      await archive.get(BackUpKeys).run(ACTOR);
      const made = names('k/').length;
      clock.advance(34 * DAY);
      await daily();
      expect(await archive.get(SweepStrays).run(forever)).toBe(1);
      expect(names('k/').length).toBeGreaterThan(made);
      expect(store.objects.has(stray)).toBe(false);
    });

    it('go on where a store broke off, and count each object once', async () => {
      clock.advance(201 * DAY);
      const media = names('m/').length;
      const before = new Map(names('x/').map((name) => [name, 0]));
      store.fault = (operation, name) => {
        if (operation !== 'lock') return null;
        if (name.startsWith('m/')) return 'before';
        before.set(name, (before.get(name) ?? 0) + 1);
        return null;
      };
      await daily();
      expect(
        await count(`daily_work WHERE name = 'lock-renewal' AND progress->>'at' IS NOT NULL AND done_at IS NULL`),
      ).toBe(1);
      store.fault = () => null;
      clock.advance(11 * 60_000);
      await daily();
      expect(media).toBeGreaterThan(0);
      expect([...before.values()].filter((times) => times > 1)).toEqual([]);
      const objects = (await guarded()).length;
      expect(await lastFacts('locks.renewed')).toMatchObject({ renewed: objects, objects });
      await expectArchiveSound(archive);
    });

    it('of what was destroyed whole end, and only then does the object go', async () => {
      const objects = await owned();
      await destroy(await itemIds());
      await dayPasses(399);
      expect(await owned()).toEqual(objects);
      await expectArchiveSound(archive);
      await dayPasses(2);
      expect(await owned()).toEqual([]);
      expect(await events('object.removed')).toBe(objects.length);
      expect(await lastFacts('locks.renewed')).toMatchObject({ removed: objects.length, short: 0 });
      await archive.get(SweepStrays).run(forever);
      await expectArchiveSound(archive);
    });

    it('that ended remove nothing whose keys were merely lost', async () => {
      const objects = await owned();
      await daily();
      await loseKeys();
      store.deaf = true;
      clock.advance(500 * DAY);
      await daily();
      await archive.get(SweepStrays).run(forever);
      expect(await owned()).toEqual(objects);
    });
  });
});
