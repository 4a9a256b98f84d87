import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { DataSource } from 'typeorm';
import { STATE_SQL } from '../../archive/index.js';
import { ConnectorRegistry, type Platform } from '../../connectors/index.js';
import { Clock } from '../../platform/index.js';
import type { HeldThen } from './counter.types.js';
import { explainCounter } from './explain-counter.rules.js';

/** A counter that was read longer ago says nothing of today. */
const FRESH_MS = 2 * 86_400_000;

interface CountedAccount {
  readonly id: string;
  readonly platform: Platform;
  readonly zone: string;
}

interface Counted {
  readonly at: Date;
  readonly counts: Readonly<Record<string, number>>;
}

/** The newest counters of the account's own profile. */
const NEWEST = `
  SELECT c.at, c.counts FROM item i JOIN item_key k ON k.item_id = i.id
    JOIN LATERAL (SELECT n.at, n.counts FROM item_count n WHERE n.item_id = i.id ORDER BY n.at DESC LIMIT 1) c ON true
   WHERE i.account_id = $1 AND i.kind = 'profile' ORDER BY c.at DESC LIMIT 1`;

/**
 * The account's own items as they stood at $2: posted by then, and not yet missed. Who wrote an item is looked up in the
 * bytes of its first version, in which a quotation mark inside a text is escaped, so that no text can pass for a name.
 */
const HELD = `
  WITH own AS (
    SELECT i.kind, ${STATE_SQL} AS state, position('"audience":"direct"'::bytea IN b.item_json) > 0 AS direct, (
             w.state = 'gone' AND (SELECT f.first_missing FROM finding f WHERE f.item_id = i.id AND f.kind = 'gone'
               ORDER BY f.at DESC LIMIT 1) > $2) AS then_present
      FROM item i JOIN account a ON a.id = i.account_id JOIN item_key k ON k.item_id = i.id
      JOIN item_watch w ON w.item_id = i.id JOIN snapshot_body b ON b.item_id = i.id AND b.number = 1
     WHERE i.account_id = $1 AND i.kind IN ('post', 'reply', 'repost') AND coalesce(w.posted_at, i.first_seen_at) <= $2
       AND a.canonical_uri =
         split_part(split_part(convert_from(b.item_json, 'UTF8'), '"author":{"canonicalUri":"', 2), '"', 1)),
  there AS (SELECT * FROM own WHERE state IN ('present', 'hidden') OR then_present)
  SELECT (SELECT count(*)::int FROM there WHERE kind = 'post') AS posts,
         (SELECT count(*)::int FROM there WHERE kind = 'reply') AS replies,
         (SELECT count(*)::int FROM there WHERE kind = 'repost') AS reposts,
         (SELECT count(*)::int FROM there WHERE state = 'hidden') AS hidden,
         (SELECT count(*)::int FROM there WHERE direct) AS direct,
         (SELECT count(*)::int FROM own WHERE state = 'suspected') AS suspected,
         (SELECT count(*)::int FROM own WHERE state = 'gone' AND then_present IS NOT TRUE) AS gone,
         (SELECT count(*)::int FROM item i WHERE i.account_id = $1 AND i.kind IN ('post', 'reply', 'repost')
           AND NOT EXISTS (SELECT FROM item_key k WHERE k.item_id = i.id)) AS destroyed,
         EXISTS (SELECT FROM capture_loop l WHERE l.account_id = $1 AND l.loop = 'backfill'
           AND l.next_at IS NOT NULL) AS backfilling,
         EXISTS (SELECT FROM account_access x WHERE x.account_id = $1) AS access`;

/** Once a day: what each platform counts of an account beside what is here. Bookkeeping; it finds and changes nothing. */
@Injectable()
export class NoteCounters {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly connectors: ConnectorRegistry,
  ) {}

  /** `goOn`: called between two accounts; throws when the work is to end. Answers how many were read. */
  async run(goOn: () => Promise<void> = async () => {}): Promise<number> {
    const accounts: CountedAccount[] = await this.database.query(
      `SELECT a.id, a.platform, b.zone FROM account a JOIN body b ON b.id = a.body_id WHERE a.state = 'active' ORDER BY a.id`,
    );
    let read = 0;
    for (const account of accounts) {
      await goOn();
      if (await this.note(account)) read += 1;
    }
    return read;
  }

  private async note({ id, platform, zone }: CountedAccount): Promise<boolean> {
    const counter = this.connectors.for(platform).counter;
    if (counter === null) return false;
    const now = this.clock.now();
    const [newest] = await this.database.query<Counted[]>(NEWEST, [id]);
    const says = newest?.counts[counter];
    if (!newest || says === undefined || says < 0 || now.getTime() - newest.at.getTime() > FRESH_MS) return false;
    const [held] = await this.database.query<HeldThen[]>(HELD, [id, newest.at]);
    if (!held) return false;
    const { difference, unexplained } = explainCounter(says, held);
    const today = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone).toPlainDate();
    await this.database.query(
      `INSERT INTO counter_reading (account_id, on_day, seen_at, says, held, difference, unexplained)
       VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (account_id, on_day) DO UPDATE SET seen_at = excluded.seen_at, says = excluded.says,
         held = excluded.held, difference = excluded.difference, unexplained = excluded.unexplained`,
      [id, today.toString(), newest.at, says, JSON.stringify(held), difference, unexplained],
    );
    return true;
  }
}
