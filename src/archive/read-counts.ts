import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/index.js';

/** A count is used again for this many times as long as it took to make. */
const REUSE = 20;

export interface AccountCounts {
  readonly items: number;
  readonly versions: number;
  readonly gone: number;
  readonly capturedLate: number;
  readonly gaps: number;
  /** Overlapping gaps of one account count once; an open gap counts until now. */
  readonly gapMinutes: number;
}

export const NO_COUNTS: AccountCounts = { items: 0, versions: 0, gone: 0, capturedLate: 0, gaps: 0, gapMinutes: 0 };

const COUNTS = `
  WITH items AS (
    SELECT i.account_id, count(*)::int AS items, count(*) FILTER (WHERE i.captured_late)::int AS late,
           count(*) FILTER (WHERE w.state = 'gone')::int AS gone
      FROM item i JOIN item_key k ON k.item_id = i.id LEFT JOIN item_watch w ON w.item_id = i.id
     WHERE i.kind NOT IN ('profile', 'original') GROUP BY 1),
  versions AS (
    SELECT i.account_id, count(*)::int AS versions
      FROM snapshot s JOIN item i ON i.id = s.item_id JOIN item_key k ON k.item_id = i.id
     WHERE i.kind NOT IN ('profile', 'original') GROUP BY 1),
  stretches AS (
    SELECT account_id, count(*)::int AS gaps, range_agg(tstzrange(from_at, greatest(from_at, coalesce(to_at, $1)))) AS all_of
      FROM gap GROUP BY 1),
  minutes AS (
    SELECT account_id, round(sum(extract(epoch FROM upper(stretch) - lower(stretch))) / 60)::int AS minutes
      FROM stretches, unnest(all_of) AS stretch GROUP BY 1)
  SELECT a.id, coalesce(items, 0) AS items, coalesce(versions, 0) AS versions, coalesce(gone, 0) AS gone,
         coalesce(late, 0) AS "capturedLate", coalesce(gaps, 0) AS gaps, coalesce(minutes, 0) AS "gapMinutes"
    FROM account a LEFT JOIN items i ON i.account_id = a.id LEFT JOIN versions v ON v.account_id = a.id
    LEFT JOIN stretches g ON g.account_id = a.id LEFT JOIN minutes m ON m.account_id = a.id`;

/** Exact counts by account. Items are posts, replies, reposts and entries; what is destroyed is not counted. */
@Injectable()
export class ReadCounts {
  private last: { readonly counts: ReadonlyMap<string, AccountCounts>; readonly until: number } | null = null;

  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  async run(): Promise<ReadonlyMap<string, AccountCounts>> {
    const began = performance.now();
    if (this.last && began < this.last.until) return this.last.counts;
    const rows: (AccountCounts & { id: string })[] = await this.database.query(COUNTS, [this.clock.now()]);
    const counts = new Map(rows.map(({ id, ...of }) => [id, of]));
    const ended = performance.now();
    this.last = { counts, until: ended + REUSE * (ended - began) };
    return counts;
  }
}
