import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type Follower, Followers, Log, type LogEntry, Sequencer } from '../../audit/index.js';
import { touchedBy } from './discovery-events.rules.js';
import { DiscoveryIndex, type Side, type Ticket } from './discovery-index.port.js';
import { readDocuments } from './read-documents.js';

/** Items read and handed over in one transaction. */
export const AT_ONCE = 500;

/**
 * Keeps the index as the tables are, by the log. What an entry says is not copied: each item it tells of is read anew and
 * put in, or taken out where it may not be discovered any more, so that it does not matter how often an entry is followed.
 * Items are read and handed over under one lock, and under the lock of their keys: nothing that was destroyed or restricted
 * meanwhile comes back by a slower process.
 */
@Injectable()
export class FollowDiscovery implements Follower {
  readonly name: string;
  /** Whether it is known that no other engine has left anything in the database. */
  private isAlone: boolean;

  // oxlint-disable-next-line max-params -- from the log to the index
  constructor(
    private readonly database: DataSource,
    private readonly followers: Followers,
    private readonly sequencer: Sequencer,
    private readonly log: Log,
    private readonly index: DiscoveryIndex,
  ) {
    this.name = `discovery-${index.engine}`;
    this.isAlone = index.engine === 'postgres';
  }

  /** One batch; answers how many entries were followed. */
  tick(): Promise<number> {
    return this.followers.advance(this);
  }

  /** Until it has followed everything in the log. */
  async settle(): Promise<void> {
    while ((await this.tick()) > 0);
  }

  /**
   * After this nothing is in the index that was destroyed or restricted before.
   *
   * @throws {Refusal} `index-unavailable` where that cannot be said
   */
  async catchUp(): Promise<void> {
    await this.sequencer.settle();
    await this.followers.reach(this, (await this.log.head()).size);
  }

  async follow(entries: readonly LogEntry[]): Promise<void> {
    if (!this.isAlone) await this.letGoOfWords();
    const { items, accounts } = touchedBy(entries);
    await this.refresh(items);
    for (const account of accounts) await this.refreshVanished(account);
  }

  /** `also`: in the transaction in which the items are handed over. */
  async refresh(ids: readonly string[], only?: Side, also?: (rows: EntityManager) => Promise<void>): Promise<void> {
    const ticket: number[] = [];
    let removed = false;
    for (let from = 0; from < ids.length; from += AT_ONCE) {
      const some = ids.slice(from, from + AT_ONCE);
      const handed = await this.underLock(async (rows) => {
        const given = await this.handOver(rows, some, only);
        await also?.(rows);
        return given;
      });
      ticket.push(...handed.ticket);
      removed ||= handed.removed;
    }
    await this.index.done(ticket, { removed });
  }

  /** One at a time, in every process. */
  underLock<R>(work: (rows: EntityManager) => Promise<R>): Promise<R> {
    return this.database.transaction(async (rows) => {
      await rows.query(`SELECT pg_advisory_xact_lock(hashtext('akta.discovery'))`);
      return work(rows);
    });
  }

  private async handOver(
    rows: EntityManager,
    ids: readonly string[],
    only: Side | undefined,
  ): Promise<{ readonly ticket: Ticket; readonly removed: boolean }> {
    await rows.query(`SELECT FROM item_key WHERE item_id = ANY($1::uuid[]) ORDER BY item_id FOR SHARE`, [ids]);
    const put = await readDocuments(rows, ids);
    const open = new Set(put.map(({ id }) => id));
    // The one beside holds nothing yet of what is put into it alone; what changes meanwhile goes into both.
    const remove = only === 'beside' ? [] : ids.filter((id) => !open.has(id));
    const sides = only === undefined ? await this.sides(rows) : [only];
    return { ticket: await this.index.change(rows, { put, remove }, sides), removed: remove.length > 0 };
  }

  /** While one is built beside, both are kept up. */
  private async sides(rows: EntityManager): Promise<readonly Side[]> {
    const [row]: { building: boolean }[] = await rows.query(
      `SELECT building IS NOT NULL AS building FROM discovery_index WHERE engine = $1`,
      [this.index.engine],
    );
    return row?.building === true ? ['live', 'beside'] : ['live'];
  }

  /** The words kept for suggestions out of the database are not kept up by another engine: they go. */
  private async letGoOfWords(): Promise<void> {
    await this.underLock(async (rows) => {
      await rows.query(`DELETE FROM discovery_word`);
      await rows.query(`DELETE FROM discovery_index WHERE engine = 'postgres'`);
      await rows.query(`DELETE FROM follower WHERE name = 'discovery-postgres'`);
    });
    this.isAlone = true;
  }

  /** With the legal basis of an account everything that vanished there is open to all. */
  private async refreshVanished(account: string): Promise<void> {
    for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
      const rows: { item_id: string }[] = await this.database.query(
        `SELECT item_id FROM item_watch WHERE account_id = $1 AND state = 'gone' AND item_id > $2 ORDER BY item_id LIMIT $3`,
        [account, after, AT_ONCE],
      );
      const last = rows.at(-1);
      if (!last) return;
      await this.refresh(rows.map((row) => row.item_id));
      after = last.item_id;
    }
  }
}
