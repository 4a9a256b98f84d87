import { Client } from 'pg';
import { type Lab, startLab } from '../../lab/index.js';
import { BackUpKeys, MemoryObjectStore } from '../../src/archive/index.js';
import { AuditTrail, BOOKKEEPING, Followers, Log } from '../../src/audit/index.js';
import { newId, SimulatedClock, system } from '../../src/platform/index.js';
import { type ArchiveUnderTest, openArchive } from '../support/archive-under-test.js';
import { urlsOf } from '../support/database.js';
import { expectArchiveSound, findFaults } from '../support/expect-archive-sound.js';
import { columnsOf, placesOf, tamper } from '../support/tamper.js';
import { THOROUGH } from '../support/thorough.js';

const HOST = 'social.newford.example';
const MINUTE = 60_000;

/** Every kind of row that is evidence, or that the evidence stands or falls with. */
const EVIDENCE = [
  'item',
  'snapshot',
  'snapshot_body',
  'snapshot_words',
  'exchange',
  'exchange_item',
  'medium',
  'snapshot_medium',
  'finding',
  'gap',
  'statement',
  'audit_event',
  'log_entry',
  'log_tile',
  'log_head',
  'log_account',
  'checkpoint',
  'item_key',
  'medium_key',
  'frame_key',
  'kek',
  'body_secret',
  'key_file',
];

/** What says how the work stands, and proves nothing: copied or not, why and when a checkpoint was signed, counters. */
const NOT_EVIDENCE = new Set([
  'log_tile.mirrored',
  'checkpoint.mirrored',
  'checkpoint.at',
  'checkpoint.why',
  'log_head.one',
  'log_head.refused',
  'kek.made_at',
]);

describe('one byte changed behind the archive', () => {
  let clock: SimulatedClock;
  let lab: Lab;
  let archive: ArchiveUnderTest;
  let superuser: Client;
  const store = new MemoryObjectStore();

  beforeAll(async () => {
    clock = new SimulatedClock(new Date('2026-05-19T13:00:00Z'));
    lab = await startLab({
      clock,
      prepare: (world) => {
        world.openServer(HOST, { software: 'mastodon' });
        world.openAccount(`newford@${HOST}`, { displayName: 'City of Newford' });
        world.openAccount(`dana@${HOST}`, { displayName: 'Dana' });
      },
    });
    archive = await openArchive(clock, { store });
    await happen();
    superuser = new Client({ connectionString: (await urlsOf(archive.database)).postgres });
    await superuser.connect();
  }, 120_000);

  afterAll(async () => {
    await superuser.end();
    await archive.close();
    await lab.close();
  });

  /** Posts, a picture, an edit, a removal and its taking back, a gap, and entries enough to fill a tile. */
  async function happen(): Promise<void> {
    const { world } = lab;
    const look = async (times: number, minutes: number): Promise<void> => {
      for (let i = 0; i < times; i += 1) {
        clock.advance(minutes * MINUTE);
        await archive.settle();
      }
    };
    const city = world.account(`newford@${HOST}`);
    const map = world.post(city, 'Know your way out.', { media: [{ scene: 'map', alt: 'Map of Newford' }] });
    const rumour = world.reply(world.account(`dana@${HOST}`), map, 'They opened the dam!');
    await archive.addAccount(`${lab.mastodon(HOST)}/@newford`);
    await archive.settle();
    clock.advance(2 * MINUTE);
    world.edit(map, 'Know your way out: shelter in the Community Hall.');
    world.remove(rumour);
    await look(3, 16);
    world.restore(rumour);
    await look(2, 16);
    world.outage(HOST, { from: clock.now(), to: new Date(clock.now().getTime() + 8 * MINUTE), kind: '503' });
    await look(1, 5);
    await look(2, 16);
    await archive
      .get(AuditTrail)
      .write(system('setup'), (tx) =>
        tx.recordAll(
          Array.from({ length: 300 }, () => ({ type: 'person.signed-out' as const, facts: { person: newId() } })),
        ),
      );
    await archive.get(BackUpKeys).run(system('setup'));
    await archive.get(Followers).settle();
    await archive.get(Log).keepCheckpoint('asked');
    await archive.get(Followers).settle();
  }

  it('is found in an archive that is sound before, with something of every kind in it', async () => {
    for (const table of EVIDENCE) {
      const { rows } = await superuser.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${table}`);
      expect([table, (rows[0]?.count ?? 0) > 0]).toEqual([table, true]);
    }
    const { rows } = await superuser.query(`SELECT DISTINCT kind FROM finding ORDER BY 1`);
    expect(rows).toEqual([{ kind: 'gone' }, { kind: 'restored' }]);
    await expectArchiveSound(archive);
  });

  it.each(EVIDENCE)(
    'in a row of %s, whatever the column, and named',
    async (table) => {
      const unnoticed: string[] = [];
      for (const { name: column, type } of await columnsOf(superuser, table)) {
        if (NOT_EVIDENCE.has(`${table}.${column}`)) continue;
        const places = await placesOf(superuser, table, column);
        // The last row, and in CI the first as well; of findings each, since each kind has rules of its own.
        const chosen = places.filter((_, i) => table === 'finding' || (THOROUGH && i === 0) || i === places.length - 1);
        for (const place of chosen) {
          const { names, undo } = await tamper(superuser, { table, column, type }, place);
          const found = await findFaults(archive);
          const wrong = found.filter(({ is }) => is === 'wrong');
          const named = wrong.some(({ where }) => names.some((name) => where.includes(name)));
          if (!named) unnoticed.push(`${table}.${column} ${place.ctid}: ${JSON.stringify(found.slice(0, 3))}`);
          await undo();
        }
      }
      expect(unnoticed).toEqual([]);
      await expectArchiveSound(archive);
    },
    240_000,
  );

  /** What a row points at, with whose it is, the parts of a key file with its index, and the copy of the log; not what an overtaken page left behind. */
  async function ownedObjects(): Promise<{ name: string; owner: string; object: { bytes: Buffer } }[]> {
    const rows = await archive.database.query<{ id: string; object: string }[]>(
      `SELECT id::text, object FROM exchange UNION ALL SELECT id::text, object FROM medium
       UNION ALL SELECT object, object FROM key_file`,
    );
    const ownerOf = new Map(rows.map(({ id, object }) => [object, id]));
    return [...store.objects].flatMap(([name, object]) => {
      const index = rows.find(({ id, object: made }) => id === made)?.id;
      const owner = name.startsWith('log/') ? name : name.startsWith('k/p/') ? index : ownerOf.get(name);
      return owner === undefined ? [] : [{ name, owner, object }];
    });
  }

  it('in any stored object, wherever in it, and names the object’s owner', async () => {
    const unnoticed: string[] = [];
    for (const { name, owner, object } of await ownedObjects()) {
      const { bytes } = object;
      const header = name.startsWith('x/') ? bytes.readUInt32BE(5) + 9 : 0;
      const inHeader = Array.from({ length: 8 }, (_, i) => Math.floor((header * i) / 8));
      const at = [...inHeader, header, header + 12, bytes.length >> 1, bytes.length - 16, bytes.length - 1];
      for (const position of new Set(at)) {
        bytes.writeUInt8(bytes.readUInt8(position) ^ 1, position);
        const found = await findFaults(archive, ['objects-open', 'key-files-open', 'log-mirrored']);
        bytes.writeUInt8(bytes.readUInt8(position) ^ 1, position);
        if (!found.some(({ is, where }) => is === 'wrong' && where.includes(owner))) {
          unnoticed.push(`${name} at ${position} of ${bytes.length}: ${JSON.stringify(found.slice(0, 2))}`);
        }
      }
    }
    expect(unnoticed).toEqual([]);
  }, 240_000);

  it('or a stored object cut short, longer or taken away', async () => {
    for (const { name, object } of await ownedObjects()) {
      const entry = store.objects.get(name);
      const whole = object.bytes;
      for (const changed of [whole.subarray(0, -1), Buffer.concat([whole, Buffer.from([0])]), Buffer.alloc(0), null]) {
        if (changed) object.bytes = changed;
        else store.objects.delete(name);
        const found = await findFaults(archive, ['objects-present', 'objects-open', 'key-files-open', 'log-mirrored']);
        object.bytes = whole;
        if (entry) store.objects.set(name, entry);
        expect([name, changed?.length, found.some(({ is }) => is === 'wrong')]).toEqual([name, changed?.length, true]);
      }
    }
  }, 120_000);

  it('cannot be told from a store that does not answer by whom nobody asked: that is no finding of damage', async () => {
    store.fault = (operation) => (operation === 'get' ? 'before' : null);
    const found = await findFaults(archive);
    store.fault = () => null;
    expect(found.length).toBeGreaterThan(0);
    expect(found.filter(({ is }) => is === 'wrong')).toEqual([]);
  });

  describe('is what the database itself refuses', () => {
    const refusal = async (sql: string, trailed: boolean): Promise<string> =>
      archive.database
        .transaction(async (rows) => {
          if (trailed) await rows.query(`SET LOCAL akta.trail = 'on'`);
          await rows.query(sql);
          return 'done';
        })
        .catch((error: unknown) => String(Object(error).message));
    const tables = async (): Promise<{ name: string; trailed: boolean; frozen: boolean }[]> =>
      archive.database.query(`
        SELECT c.relname AS name,
               EXISTS (SELECT FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
                 WHERE t.tgrelid = c.oid AND p.proname = 'refuse_untrailed' AND t.tgtype & 4 = 4) AS trailed,
               EXISTS (SELECT FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
                 WHERE t.tgrelid = c.oid AND p.proname = 'refuse_change' AND t.tgtype & 24 = 24) AS frozen
          FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
         ORDER BY 1`);

    it('every table either carries a trail or is bookkeeping, and no table is both', async () => {
      const bookkeeping: readonly string[] = BOOKKEEPING;
      const all = await tables();
      expect(all.length).toBeGreaterThan(30);
      const both = all.filter(({ name, trailed }) => trailed === bookkeeping.includes(name));
      expect(both).toEqual([]);
      expect(bookkeeping.filter((name) => !all.some((table) => table.name === name))).toEqual([]);
    });

    it('what goes round the trail', async () => {
      for (const { name, frozen } of (await tables()).filter(({ trailed }) => trailed)) {
        const [first] = await columnsOf(superuser, name);
        const column = first?.name ?? '';
        expect(
          await refusal(`INSERT INTO ${name} OVERRIDING SYSTEM VALUE SELECT * FROM ${name} WHERE false`, false),
        ).toMatch(/audit trail/);
        const changes = [`UPDATE ${name} SET ${column} = ${column} WHERE false`, `DELETE FROM ${name} WHERE false`];
        for (const change of changes) expect(await refusal(change, false)).toMatch(/audit trail|insert-only/);
        if (frozen) for (const change of changes) expect(await refusal(change, true)).toMatch(/insert-only/);
      }
    });

    it('TRUNCATE and DDL, of any table', async () => {
      for (const { name } of await tables()) {
        for (const sql of [
          `TRUNCATE ${name} CASCADE`,
          `DROP TABLE ${name} CASCADE`,
          `ALTER TABLE ${name} DISABLE TRIGGER ALL`,
        ]) {
          expect(await refusal(sql, true)).toMatch(/permission denied|must be owner/);
        }
      }
    });

    it('the loss of a key or a text that no disposition orders', async () => {
      for (const table of ['item_key', 'snapshot_body', 'snapshot_words']) {
        expect(await refusal(`DELETE FROM ${table}`, true)).toMatch(/only by an executed disposition/);
        expect(await refusal(`UPDATE ${table} SET item_id = item_id`, true)).toMatch(/insert-only/);
      }
      for (const table of ['medium_key', 'frame_key']) {
        expect(await refusal(`DELETE FROM ${table}`, true)).toMatch(/not destroyed/);
        expect(await refusal(`UPDATE ${table} SET kek = kek`, true)).toMatch(/insert-only/);
      }
      for (const table of ['kek', 'body_secret'])
        expect(await refusal(`DELETE FROM ${table}`, true)).toMatch(/insert-only/);
    });
  });
});
