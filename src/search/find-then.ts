import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../platform/index.js';
import { FollowStandings } from './follow-standings.js';
import type { FoundSql } from './plan-search.js';
import { type Asked, type Prepared, RecordSearch, type Then } from './record-search.js';

export interface FoundThen {
  readonly items: number;
  readonly versions: number;
  /** SHA-256 of the ids found, in order, one a line. */
  readonly digest: string;
  readonly accounts: readonly { readonly id: string; readonly items: number }[];
}

/**
 * What a search finds over the log of one size: the same whenever it is asked, as long as nothing of it was destroyed.
 * Versions, findings and holds that the log told later are none; what was released or seen again later stands as it did.
 */
@Injectable()
export class FindThen {
  constructor(
    private readonly database: DataSource,
    private readonly search: RecordSearch,
    private readonly standings: FollowStandings,
  ) {}

  async run(actor: Actor, asked: Asked, then: Then): Promise<{ prepared: Prepared; found: FoundThen }> {
    const prepared = await this.search.prepare(actor, asked, then);
    await this.standings.reach(then.size);
    const [found] = await this.search.ofFound<FoundThen>(prepared.plan, frozenSql);
    if (!found) throw new Error('A count answers one row');
    return { prepared, found };
  }

  /** Items of these accounts (null: of all) that stood in the log of this size and have been destroyed since. */
  async destroyedSince(size: number, accountIds: readonly string[] | null): Promise<number> {
    const [row] = await this.database.query<{ n: number }[]>(
      `SELECT count(DISTINCT s.item_id)::int AS n FROM item_standing s
        WHERE s.from_seq < $1 AND (s.to_seq IS NULL OR s.to_seq >= $1) AND ($2::uuid[] IS NULL OR s.account_id = ANY($2))
          AND NOT EXISTS (SELECT FROM item_key k WHERE k.item_id = s.item_id)`,
      [size, accountIds],
    );
    return row?.n ?? 0;
  }
}

function frozenSql({ before, from }: FoundSql): string {
  return `${before === '' ? 'WITH' : `${before},`} frozen AS MATERIALIZED (
      SELECT w.item_id, w.account_id, w.version FROM ${from})
    SELECT (SELECT count(*)::int FROM frozen) AS items,
           (SELECT count(*)::int FROM frozen z JOIN snapshot s ON s.item_id = z.item_id AND s.number <= z.version) AS versions,
           (SELECT encode(sha256(convert_to(coalesce(string_agg(item_id::text, E'\\n' ORDER BY item_id), ''), 'UTF8')), 'hex')
              FROM frozen) AS digest,
           (SELECT coalesce(jsonb_agg(jsonb_build_object('id', n.account_id, 'items', n.items) ORDER BY n.account_id), '[]')
              FROM (SELECT account_id, count(*)::int AS items FROM frozen GROUP BY 1) n) AS accounts`;
}
