import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Holds, readItemJson } from '../archive/index.js';
import type { KnownItem } from '../connectors/index.js';

export interface ChosenItem extends KnownItem {
  readonly itemId: string;
  readonly postedAt: Date | null;
  readonly activeAt: Date;
  /** By a hold. */
  readonly held: boolean;
}

const RECHECK_AT_ONCE = 200;
const REPLIES_AT_ONCE = 20;
const NAMED_AMONG = 20_000;

const ITEM = `SELECT w.item_id, w.posted_at, coalesce(greatest(w.posted_at, w.last_reply_at), w.last_seen_at) AS active_at, b.item_json
  FROM item_watch w JOIN snapshot_body b ON b.item_id = w.item_id AND b.number = w.version`;

/** What the loops ask about next, the most overdue first. */
@Injectable()
export class ChooseItems {
  constructor(
    private readonly database: DataSource,
    private readonly holds: Holds,
  ) {}

  async forRecheck(accountId: string, now: Date): Promise<ChosenItem[]> {
    return this.read(
      `${ITEM} WHERE w.account_id = $1 AND w.recheck_at <= $2 ORDER BY w.recheck_at LIMIT ${RECHECK_AT_ONCE}`,
      [accountId, now],
    );
  }

  async forReplies(accountId: string, now: Date): Promise<ChosenItem[]> {
    return this.read(
      `${ITEM} WHERE w.account_id = $1 AND w.replies_at <= $2 AND w.state <> 'gone' ORDER BY w.replies_at LIMIT ${REPLIES_AT_ONCE}`,
      [accountId, now],
    );
  }

  /** Another object of the account, lately readable with the same access. */
  async canary(accountId: string, besides: readonly string[]): Promise<ChosenItem | null> {
    const [found] = await this.read(
      `${ITEM} JOIN item i ON i.id = w.item_id
        WHERE w.account_id = $1 AND w.state = 'present' AND w.recheck_at IS NOT NULL AND i.kind = 'post' AND w.item_id <> ALL($2::uuid[])
        ORDER BY w.last_seen_at DESC, w.posted_at DESC LIMIT 1`,
      [accountId, besides],
    );
    return found ?? null;
  }

  /**
   * Items of an account by what its server calls them, among the newest: what is older and taken back, the sweep over
   * all of them finds.
   */
  async named(accountId: string, nativeIds: readonly string[]): Promise<ChosenItem[]> {
    return this.read(
      `WITH newest AS MATERIALIZED (
         SELECT item_id FROM item_watch WHERE account_id = $1 AND posted_at IS NOT NULL
          ORDER BY posted_at DESC LIMIT ${NAMED_AMONG})
       ${ITEM} JOIN newest n ON n.item_id = w.item_id
       WHERE substring(convert_from(b.item_json, 'UTF8') FROM '"nativeId":"([^"]*)"') = ANY($2::text[])`,
      [accountId, nativeIds],
    );
  }

  /** The newest post or reply on any account of the same body: what stirs one of its accounts concerns all. */
  async newestOfBody(accountId: string): Promise<Date | null> {
    const [row] = await this.database.query(
      `SELECT max(newest) AS at FROM account a CROSS JOIN LATERAL (
          SELECT w.posted_at AS newest FROM item_watch w
           WHERE w.account_id = a.id AND w.posted_at IS NOT NULL ORDER BY w.posted_at DESC LIMIT 1) n
        WHERE a.body_id = (SELECT body_id FROM account WHERE id = $1)`,
      [accountId],
    );
    return row?.at ?? null;
  }

  /** When the loop has something to do next; null = nothing known. */
  async nextDue(accountId: string, column: 'recheck_at' | 'replies_at'): Promise<Date | null> {
    const [row] = await this.database.query(
      `SELECT min(${column}) AS at FROM item_watch WHERE account_id = $1 ${column === 'replies_at' ? `AND state <> 'gone'` : ''}`,
      [accountId],
    );
    return row?.at ?? null;
  }

  private async read(sql: string, values: unknown[]): Promise<ChosenItem[]> {
    const rows: { item_id: string; posted_at: Date | null; active_at: Date; item_json: Buffer }[] =
      await this.database.query(sql, values);
    const held = rows.length === 0 ? new Set() : await this.holds.held(rows.map((row) => row.item_id));
    return rows.map((row) => {
      const { ref, nativeId, kind, editedAt, author } = readItemJson(row.item_json);
      const known = {
        itemId: row.item_id,
        postedAt: row.posted_at,
        activeAt: row.active_at,
        held: held.has(row.item_id),
        ref,
        nativeId,
        kind,
        editedAt,
      };
      return author ? { ...known, authorHandle: author.handle } : known;
    });
  }
}
