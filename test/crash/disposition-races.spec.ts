import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { FilesystemObjectStore, readItemJson } from '../../src/archive/index.js';
import { WorkQueue } from '../../src/capture/index.js';
import { ExecuteList, type ListView, ReleaseHold, WorkDispositions } from '../../src/retention/index.js';
import { freshDatabase, urlsOf } from '../support/database.js';
import { DispositionOffice, putPolicy } from '../support/disposition-office.js';
import { expectArchiveSound } from '../support/expect-archive-sound.js';
import { heldBy } from '../support/expect-truth.js';
import { policy, series } from '../support/policies.js';
import { compileWorker, startWorker } from '../support/worker-process.js';

const ITEMS = 1_000;
const MOST_ROUNDS = 12;
/** Longer than a lease: what a dead worker held is claimable again. */
const ROUND_MS = 6 * 60_000;

describe('a list of a thousand items, while holds come and go, posts are edited, captures run and workers are killed', () => {
  let office: DispositionOffice;
  let url: string;
  let list: ListView;
  const uris = new Map<string, string>();
  const folder = mkdtempSync(join(tmpdir(), 'akta-dispose-'));
  const worker = compileWorker('disposition-worker');

  beforeAll(async () => {
    const database = await freshDatabase();
    url = (await urlsOf(database)).akta_app;
    const store = new FilesystemObjectStore(join(folder, 'objects'));
    const texts = Array.from({ length: ITEMS }, (_, i) => `Post number ${i}`);
    office = await DispositionOffice.open(texts, { database, folder, store });
    for (let i = 0; (await office.items()).length < ITEMS && i < 60; i += 1) await office.look();
    await putPolicy(
      office.archive,
      office.bodyId,
      policy('grs', [series('020', { match: [{ itemTypes: ['post'] }] })]),
    );
    const rows: { item_id: string; item_json: Buffer }[] = await database.query(
      `SELECT b.item_id, b.item_json FROM snapshot_body b JOIN item i ON i.id = b.item_id WHERE i.kind = 'post' AND b.number = 1`,
    );
    for (const row of rows) uris.set(row.item_id, readItemJson(row.item_json).ref.canonicalUri);
    await office.until('2025-03-11T12:00:00Z');
    await office.look();
    await office.hold('2025-CV-0', { query: 'keepme' });
    list = await office.propose();
    await office.approved(list);
    await office.archive.get(ExecuteList).run(office.marta, { listId: list.id });
  }, 600_000);

  afterAll(async () => {
    await office.close();
    worker.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  const pick = <T>(from: readonly T[], count: number): T[] =>
    Array.from({ length: count }, () => from[Math.floor(Math.random() * from.length)]).filter(
      (one): one is T => one !== undefined,
    );

  /** Holds over some items, one of which is released again; posts edited so that the living hold comes to mean them. */
  const happen = async (round: number): Promise<void> => {
    const { archive, lab, marta, adam } = office;
    const alive = await office.items();
    const itemIds = [...new Set(pick(alive, 6))];
    const refusedNow = (error: unknown): null => {
      // What was picked may be gone by now: then nothing is held, and the hold says so.
      if (Object(error).problem === 'not-found') return null;
      throw error;
    };
    const hold = await office.hold(`2025-CV-${round}-a`, { itemIds }).catch(refusedNow);
    await office.hold(`2025-CV-${round}-b`, { itemIds: itemIds.slice(0, 2) }).catch(refusedNow);
    const edited = pick(alive, 4);
    for (const id of edited) {
      const post = lab.world.posts.find(({ uri }) => uri === uris.get(id));
      // However often it happens in a round, its clock stands still: a post has one version a moment.
      const last = post?.versions.at(-1)?.at;
      if (post && last && last < office.clock.now()) lab.world.edit(post, `Post edited in round ${round}: keepme`);
    }
    // Posts a year old are looked at weekly: these now.
    await archive.database.query(`UPDATE item_watch SET recheck_at = $2 WHERE item_id = ANY($1::uuid[])`, [
      edited,
      office.clock.now(),
    ]);
    await archive.get(WorkQueue).settle();
    if (hold !== null && round % 2 === 0) {
      await archive.get(ReleaseHold).propose(marta, { holdId: hold, reason: 'Settled' });
      await archive.get(ReleaseHold).approve(adam, { holdId: hold });
    }
  };

  const left = async (): Promise<number> => (await office.read(list.id)).counts.listed;
  let happened = 0;
  const happenUntil = async (over: Promise<boolean>): Promise<void> => {
    do await happen((happened += 1));
    while (!(await Promise.race([over, wait(10, false)])));
  };

  it('loses nothing held, brings nothing back, settles nothing twice', async () => {
    let killed = 0;
    for (let round = 1; round <= MOST_ROUNDS && (await office.read(list.id)).state === 'executing'; round += 1) {
      office.clock.advance(ROUND_MS);
      const before = await left();
      const { ready, ended, kill } = startWorker(worker.script, [url, folder, office.clock.now().toISOString()]);
      await ready;
      const over = ended.then(() => true);
      const happening = happenUntil(over);
      // Until it has settled something; then, once two were killed so, at some moment of the batch after.
      while ((await left()) === before && !(await Promise.race([over, wait(20, false)])));
      if (killed > 1) await wait(Math.random() * 400);
      kill();
      const { code, said } = await ended;
      if (code === null) killed += 1;
      else expect(said).toMatch(/^done/);
      await happening;
    }
    // What the last one that was killed held.
    office.clock.advance(ROUND_MS);
    await office.archive.get(WorkDispositions).tick({ only: list.id });
    expect(killed).toBeGreaterThan(1);
    const done = await office.read(list.id);
    expect([done.state, done.counts.listed, done.counts.kept + done.counts.destroyed]).toEqual(['certified', 0, ITEMS]);
    expect(done.counts.kept).toBeGreaterThan(0);
    expect(done.counts.destroyed).toBeGreaterThan(ITEMS / 2);

    // Nothing that a hold named went while the hold was in place, by the order of the log.
    const { database } = office.archive;
    expect(
      await database.query(
        `SELECT i.item_id, h.number FROM hold_item i JOIN hold h ON h.id = i.hold_id
           JOIN log_entry placed ON placed.event_id = coalesce(i.event_id, h.event_id)
           JOIN audit_event e ON e.type = 'item.destroyed' AND e.facts->>'item' = i.item_id::text
           JOIN log_entry gone ON gone.event_id = e.id
           LEFT JOIN hold_release r ON r.hold_id = h.id LEFT JOIN log_entry over ON over.event_id = r.approved_event
          WHERE placed.seq < gone.seq AND (over.seq IS NULL OR gone.seq < over.seq)`,
      ),
    ).toEqual([]);
    // Nor what the living hold had come to mean.
    const edited: { item_id: string; alive: boolean }[] = await database.query(
      `SELECT DISTINCT s.item_id, EXISTS (SELECT FROM item_key k WHERE k.item_id = s.item_id) AS alive
         FROM snapshot s JOIN item i ON i.id = s.item_id WHERE i.kind = 'post' AND s.number > 1`,
    );
    expect(edited.length).toBeGreaterThan(0);
    expect(edited.filter(({ alive }) => !alive)).toEqual([]);

    // Nothing comes back, however often the account is read, and nothing else is lost.
    for (let i = 0; i < 4; i += 1) await office.look(6 * 60);
    const gone: { item_id: string }[] = await database.query(`SELECT item_id FROM disposition_item`);
    expect(new Set(gone.map(({ item_id: id }) => id)).size).toBe(done.counts.destroyed);
    const held = await heldBy(database);
    expect(gone.filter(({ item_id: id }) => held.has(uris.get(id) ?? ''))).toEqual([]);
    expect(held.size).toBe(done.counts.kept);
    await expectArchiveSound(office.archive);
  }, 600_000);
});
