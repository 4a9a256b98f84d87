import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Actor, Refusal } from '../platform/index.js';
import { itemAsOf } from './as-of.rules.js';
import { ReadItems } from './read-items.js';
import type { ItemView } from './views.types.js';

/** How an account described itself: the profile of its own that was captured, with its versions up to a time. */
@Injectable()
export class ReadProfile {
  constructor(
    private readonly database: DataSource,
    private readonly items: ReadItems,
  ) {}

  async run(
    actor: Actor,
    accountId: string,
    at: Date | null,
  ): Promise<{ accountId: string; at: string | null; profile: ItemView | null }> {
    const [known] = await this.database.query(`SELECT FROM account WHERE id = $1`, [accountId]);
    if (!known) throw new Refusal('not-found', 'There is no such account in this archive.');
    const rows: { id: string }[] = await this.database.query(
      `SELECT id FROM item WHERE account_id = $1 AND kind = 'profile' ORDER BY first_seen_at DESC, id LIMIT 1`,
      [accountId],
    );
    const [item] = await this.items.views(
      actor,
      rows.map(({ id }) => id),
    );
    // A profile has no time of posting of its own: it is known from when it was first seen.
    const profile = item && at !== null ? itemAsOf({ ...item, postedAt: null }, at) : (item ?? null);
    return { accountId, at: at?.toISOString() ?? null, profile };
  }
}
