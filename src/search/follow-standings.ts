import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type Follower, Followers, type LogEntry } from '../audit/index.js';
import { type Destroyed, type Standing, standingsOf, tellsOfItem } from './standings.rules.js';

/**
 * Writes down, by places in the log, how each item stood: so a search that was certified over a log of one size can be
 * carried out again over the same size, whatever has happened since. What was written for a place stays: links and dates,
 * which the log does not hold, are those known when its entry was followed.
 */
@Injectable()
export class FollowStandings implements Follower, OnModuleInit {
  readonly name = 'standings';

  constructor(
    private readonly database: DataSource,
    private readonly followers: Followers,
  ) {}

  onModuleInit(): void {
    this.followers.register(this);
  }

  /** After this, how every item stood over a log of this size can be asked. */
  reach(size: number): Promise<void> {
    return this.followers.reach(this, size);
  }

  async follow(entries: readonly LogEntry[]): Promise<void> {
    const told = entries.filter(tellsOfItem);
    const [first] = told;
    if (!first) return;
    const items = [...new Set(told.map(({ facts }) => String(facts['item'])))];
    await this.database.transaction(async (rows) => {
      // Of two processes that follow the same entries the second finds them written.
      await rows.query(`SELECT pg_advisory_xact_lock(hashtext('akta.standings'))`);
      const { standings, destroyed } = standingsOf(told, await before(rows, items, first.seq));
      await write(rows, standings);
      await close(rows, items, destroyed);
    });
  }
}

async function before(rows: EntityManager, items: readonly string[], seq: number): Promise<Map<string, Standing>> {
  const found: { item_id: string; from_seq: string; state: string; version: number; hidden: boolean }[] =
    await rows.query(
      `SELECT DISTINCT ON (item_id) item_id, from_seq, state, version, hidden FROM item_standing
      WHERE item_id = ANY($1::uuid[]) AND from_seq < $2 ORDER BY item_id, from_seq DESC`,
      [items, seq],
    );
  return new Map(
    found.map(({ item_id: itemId, from_seq: fromSeq, state, version, hidden }) => [
      itemId,
      { itemId, fromSeq: Number(fromSeq), state, version, hidden },
    ]),
  );
}

async function write(rows: EntityManager, standings: readonly Standing[]): Promise<void> {
  await rows.query(
    `INSERT INTO item_standing (item_id, from_seq, account_id, state, version, hidden, posted_at, root_id, reposted_id, quoted_id)
     SELECT i.id, n.from_seq, i.account_id, n.state, n.version, n.hidden, w.posted_at, w.root_id, w.reposted_id, w.quoted_id
       FROM unnest($1::uuid[], $2::bigint[], $3::text[], $4::int[], $5::boolean[]) AS n (item_id, from_seq, state, version, hidden)
       JOIN item i ON i.id = n.item_id LEFT JOIN item_watch w ON w.item_id = n.item_id
     ON CONFLICT (item_id, from_seq) DO NOTHING`,
    [
      standings.map(({ itemId }) => itemId),
      standings.map(({ fromSeq }) => fromSeq),
      standings.map(({ state }) => state),
      standings.map(({ version }) => version),
      standings.map(({ hidden }) => hidden),
    ],
  );
}

/** A standing ends with the next of its item, or with its destruction. */
async function close(rows: EntityManager, items: readonly string[], destroyed: readonly Destroyed[]): Promise<void> {
  await rows.query(
    `UPDATE item_standing s SET to_seq = n.seq
       FROM (SELECT item_id, from_seq, lead(from_seq) OVER (PARTITION BY item_id ORDER BY from_seq) AS seq
               FROM item_standing WHERE item_id = ANY($1::uuid[])) n
      WHERE s.item_id = n.item_id AND s.from_seq = n.from_seq AND s.to_seq IS NULL AND n.seq IS NOT NULL`,
    [items],
  );
  await rows.query(
    `UPDATE item_standing s SET to_seq = d.seq FROM unnest($1::uuid[], $2::bigint[]) AS d (item_id, seq)
      WHERE s.item_id = d.item_id AND s.to_seq IS NULL AND s.from_seq < d.seq`,
    [destroyed.map(({ itemId }) => itemId), destroyed.map(({ seq }) => seq)],
  );
}
