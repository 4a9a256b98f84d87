import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { DiscoveryIndex } from './discovery-index.port.js';
import { bucketOf } from './discovery-document.rules.js';
import { FollowDiscovery } from './follow-discovery.js';
import { MONTH_SQL, OPEN_ITEMS, OPEN_SQL, readDocuments } from './read-documents.js';

/** One account in one month: how many items may be discovered, how many the index holds, and which do not agree. */
export interface Compared {
  readonly accountId: string;
  readonly month: string;
  readonly here: number;
  /** Null where the engine holds words and no items. */
  readonly there: number | null;
  /** Items whose contents were compared. */
  readonly sampled: number;
  /** Ids, ten at the most, of items that are missing or out of date in the index, or in it though they may not be. */
  readonly differing: readonly string[];
}

interface BucketRow {
  readonly account_id: string;
  readonly month: string;
  readonly items: number;
  readonly sample: string[];
}

const SAMPLE = 5;
const MOST_TOLD = 10;

/**
 * Compares the index with the tables, account by account and month by month: how many items there are of each, and of a few
 * of each whether the index holds them as they are. What the index has not followed yet is not held against it.
 */
@Injectable()
export class CompareDiscovery {
  constructor(
    private readonly database: DataSource,
    private readonly index: DiscoveryIndex,
    private readonly follow: FollowDiscovery,
  ) {}

  async *run(signal: AbortSignal): AsyncIterable<Compared> {
    // Before anything is read: what happens from here on is not followed yet, whatever the index says.
    const followed = await this.followed();
    if (followed === null) return;
    const counts = await this.index.counts();
    const there = (bucket: string): number | null => counts && (counts.get(bucket) ?? 0);
    const unseen = new Set(counts?.keys());
    for await (const rows of this.buckets(signal)) {
      const lacking = await this.lacking(rows);
      for (const row of rows) {
        const bucket = bucketOf(row.account_id, row.month);
        unseen.delete(bucket);
        yield this.compare(row, { there: there(bucket), lacking, followed });
      }
    }
    if (signal.aborted) return;
    for (const bucket of unseen) yield this.superfluous(bucket, there(bucket), followed);
    const strays = await this.settled(await this.index.strays(), followed);
    if (strays.length > 0) yield { accountId: '', month: '', here: 0, there: null, sampled: 0, differing: strays };
  }

  /** An account and month of which nothing may be discovered. */
  private async superfluous(bucket: string, there: number | null, followed: number): Promise<Compared> {
    const [accountId = '', month = ''] = bucket.split(' ');
    const differing = await this.settled(await this.index.idsOf(bucket), followed);
    return { accountId, month, here: 0, there, sampled: 0, differing: differing.slice(0, MOST_TOLD) };
  }

  /** Of the samples of an account those that the index does not hold as they are. */
  private async lacking(rows: readonly BucketRow[]): Promise<ReadonlySet<string>> {
    const sample = rows.flatMap((row) => row.sample);
    return new Set(await this.index.lacking(await readDocuments(this.database, sample)));
  }

  private async compare(
    { account_id: accountId, month, items: here, sample }: BucketRow,
    { there, lacking, followed }: { there: number | null; lacking: ReadonlySet<string>; followed: number },
  ): Promise<Compared> {
    const differing = new Set(sample.filter((id) => lacking.has(id)));
    if (there !== null && there !== here) {
      for (const id of await this.unequal(accountId, month)) differing.add(id);
    }
    const settled = await this.settled([...differing], followed);
    return { accountId, month, here, there, sampled: sample.length, differing: settled.slice(0, MOST_TOLD) };
  }

  /** In one and not in the other. */
  private async unequal(accountId: string, month: string): Promise<string[]> {
    const rows: { id: string }[] = await this.database.query(
      `SELECT i.id FROM ${OPEN_ITEMS} WHERE i.account_id = $1 AND ${MONTH_SQL} = $2 AND ${OPEN_SQL}`,
      [accountId, month],
    );
    const here = new Set(rows.map(({ id }) => id));
    const there = new Set(await this.index.idsOf(bucketOf(accountId, month)));
    return [...[...here].filter((id) => !there.has(id)), ...[...there].filter((id) => !here.has(id))];
  }

  /** Of one account after the other. */
  private async *buckets(signal: AbortSignal): AsyncIterable<readonly BucketRow[]> {
    const accounts: { id: string }[] = await this.database.query(`SELECT id FROM account ORDER BY id`);
    for (const { id } of accounts) {
      if (signal.aborted) return;
      const rows: BucketRow[] = await this.database.query(
        `SELECT account_id, month, count(*)::int AS items, array_agg(id) FILTER (WHERE n <= ${SAMPLE}) AS sample FROM (
           SELECT i.account_id, i.id, ${MONTH_SQL} AS month,
                  row_number() OVER (PARTITION BY ${MONTH_SQL} ORDER BY random()) AS n
             FROM ${OPEN_ITEMS} WHERE w.account_id = $1 AND ${OPEN_SQL}) x
          GROUP BY account_id, month ORDER BY month`,
        [id],
      );
      yield rows;
    }
  }

  private async followed(): Promise<number | null> {
    const [row] = await this.database.query<{ seq: string }[]>(`SELECT seq FROM follower WHERE name = $1`, [
      this.follow.name,
    ]);
    return row === undefined ? null : Number(row.seq);
  }

  /** Without those that something has happened to since. */
  private async settled(ids: readonly string[], followed: number): Promise<string[]> {
    if (ids.length === 0) return [];
    const rows: { item: string }[] = await this.database.query(
      `SELECT e.facts->>'item' AS item FROM audit_event e JOIN log_entry l ON l.event_id = e.id WHERE l.seq > $1
       UNION SELECT e.facts->>'item' FROM audit_event e JOIN audit_pending p ON p.event_id = e.id`,
      [followed],
    );
    const since = new Set(rows.map(({ item }) => item));
    return ids.filter((id) => !since.has(id));
  }
}
