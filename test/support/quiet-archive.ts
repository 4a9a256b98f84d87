import { Client } from 'pg';
import { startLab } from '../../lab/index.js';
import { MemoryObjectStore, type ObjectHandle, ReadDesk } from '../../src/archive/index.js';
import { DailyWork } from '../../src/integrity/index.js';
import { SimulatedClock, system } from '../../src/platform/index.js';
import { type ArchiveUnderTest, openArchive } from './archive-under-test.js';
import { urlsOf } from './database.js';
import { destroyLawfully } from './destroy-lawfully.js';
import { findFaults } from './expect-archive-sound.js';

const HOST = 'social.newford.example';
export const DAY = 86_400_000;
export const ACTOR = system('setup');
export const forever = new AbortController().signal;

/** A store that says yes to a longer lock and does nothing, while it is deaf. */
class DeafStore extends MemoryObjectStore {
  deaf = false;

  override async lock(handle: ObjectHandle, until: Date): Promise<void> {
    if (!this.deaf) await super.lock(handle, until);
  }
}

/** An archive in which something was captured once, and then years pass in which only the daily work is done. */
export class QuietArchive {
  // oxlint-disable-next-line max-params -- what it stands on
  private constructor(
    readonly archive: ArchiveUnderTest,
    readonly clock: SimulatedClock,
    readonly store: DeafStore,
    readonly superuser: Client,
    private readonly source: { post(text: string): void; close(): Promise<void> },
  ) {}

  static async open(given: { exports?: boolean } = {}): Promise<QuietArchive> {
    const clock = new SimulatedClock(new Date('2026-05-19T13:00:00Z'));
    const store = new DeafStore();
    let post: (text: string) => void = () => undefined;
    const lab = await startLab({
      clock,
      prepare: (world) => {
        world.openServer(HOST, { software: 'mastodon' });
        const city = world.openAccount(`newford@${HOST}`, { displayName: 'City of Newford' });
        world.post(city, 'Know your way out.', { media: [{ scene: 'map', alt: 'Map of Newford' }] });
        world.post(city, 'A Flood Watch starts at noon.');
        post = (text) => void world.post(city, text);
      },
    });
    const archive = await openArchive(clock, { store, ...given });
    await archive.addAccount(`${lab.mastodon(HOST)}/@newford`);
    await archive.settle();
    const superuser = new Client({ connectionString: (await urlsOf(archive.database)).postgres });
    await superuser.connect();
    await superuser.query(`SET session_replication_role = replica`);
    // Between two looks nobody signs the log here: what the doctor would say of that has a spec of its own.
    await superuser.query(
      `UPDATE daily_work SET next_at = '2100-01-01', done_at = '2100-01-01' WHERE name = 'examination'`,
    );
    return new QuietArchive(archive, clock, store, superuser, { post, close: () => lab.close() });
  }

  async close(): Promise<void> {
    await this.superuser.end();
    await this.archive.close();
    await this.source.close();
  }

  async daily(who: Pick<ArchiveUnderTest, 'get'> = this.archive): Promise<void> {
    await who.get(DailyWork).settle(forever);
  }

  /** One more post, captured an hour later. */
  async captureAnother(text: string): Promise<void> {
    this.source.post(text);
    this.clock.advance(3_600_000);
    await this.archive.settle();
  }

  /** Days in which nothing is captured, and what is done at their end. */
  async daysPass(days = 1): Promise<void> {
    this.clock.advance(days * DAY);
    await this.daily();
  }

  names(prefix: string): string[] {
    return [...this.store.objects.keys()].filter((name) => name.startsWith(prefix));
  }

  daysLeft(name: string): number {
    return Math.round(((this.store.objects.get(name)?.lockedUntil.getTime() ?? 0) - this.clock.now().getTime()) / DAY);
  }

  /** One bit, in the middle; done twice, it is undone. */
  change(name: string): void {
    const { bytes } = this.store.objects.get(name) ?? { bytes: Buffer.alloc(1) };
    bytes.writeUInt8(bytes.readUInt8(bytes.length >> 1) ^ 1, bytes.length >> 1);
  }

  async rows<Row extends object>(sql: string, values: unknown[] = []): Promise<Row[]> {
    return (await this.superuser.query<Row>(sql, values)).rows;
  }

  async count(of: string): Promise<number> {
    const [row] = await this.rows<{ count: number }>(`SELECT count(*)::int AS count FROM ${of}`);
    return row?.count ?? -1;
  }

  async events(type: string): Promise<number> {
    return this.count(`audit_event WHERE type = '${type}'`);
  }

  async lastFacts(type: string): Promise<Record<string, unknown>> {
    const sql = `SELECT facts FROM audit_event WHERE type = $1 ORDER BY id DESC LIMIT 1`;
    return (await this.rows<{ facts: Record<string, unknown> }>(sql, [type]))[0]?.facts ?? {};
  }

  /** As the desk shows them: `key-check wrong 1`. */
  async alarms(): Promise<string[]> {
    const { alarms } = await this.archive.get(ReadDesk).run(ACTOR);
    // Nobody looks at the accounts here: what the desk says of that has a spec of its own.
    return alarms.filter(({ work }) => work !== 'canary').map(({ work, is, things }) => `${work} ${is} ${things}`);
  }

  async wrongs(): Promise<string[]> {
    const found = await findFaults(this.archive);
    return [...new Set(found.flatMap((each) => (each.is === 'wrong' ? [each.what] : [])))];
  }

  async itemIds(): Promise<string[]> {
    return (await this.rows<{ id: string }>(`SELECT item_id AS id FROM item_key ORDER BY 1`)).map(({ id }) => id);
  }

  /** Behind everybody’s back, as a disk or a hand might. */
  async loseKeys(): Promise<void> {
    for (const table of ['frame_key', 'medium_key', 'item_key', 'body_secret', 'kek']) {
      await this.superuser.query(`DELETE FROM ${table}`);
    }
  }

  /** Lawfully, by an executed disposition. */
  async destroy(itemIds: readonly string[]): Promise<void> {
    await destroyLawfully((type) => this.archive.get(type), itemIds);
  }
}
