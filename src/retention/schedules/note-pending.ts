import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Follower, Followers, type LogEntry } from '../../audit/index.js';

/** Whatever about an item a rule may ask has changed with these. */
const OF_ITEMS = new Set(['snapshot.stored', 'item.linked', 'item.destroyed', 'item.appraised']);
const OF_ACCOUNTS = new Set(['account.character-set', 'custodian.assigned', 'custodian.ended']);

/**
 * Remembers which items the night has to look at again: those that came or changed, those they answer, show or are shown
 * by, and every item of an account that changed.
 */
@Injectable()
export class NotePending implements Follower, OnModuleInit {
  readonly name = 'note-pending-schedules';

  constructor(
    private readonly database: DataSource,
    private readonly followers: Followers,
  ) {}

  onModuleInit(): void {
    this.followers.register(this);
  }

  async follow(entries: readonly LogEntry[]): Promise<void> {
    const items = entries.flatMap(({ type, facts }) => (OF_ITEMS.has(type) ? [String(facts['item'])] : []));
    const accounts = entries.flatMap(({ type, accountId }) => (OF_ACCOUNTS.has(type) && accountId ? [accountId] : []));
    const events = entries.flatMap(({ type, facts }) =>
      type.startsWith('retention-event.') ? [String(facts['event'])] : [],
    );
    if (items.length > 0) await this.items([...new Set(items)]);
    if (accounts.length > 0) await this.accounts([...new Set(accounts)]);
    if (events.length > 0) await this.events([...new Set(events)]);
  }

  private async items(ids: readonly string[]): Promise<void> {
    await this.database.query(
      `INSERT INTO schedule_pending (item_id)
       SELECT DISTINCT id FROM (
         SELECT unnest($1::uuid[]) AS id
         UNION ALL SELECT unnest(ARRAY[parent_id, reposted_id, quoted_id]) FROM item_watch WHERE item_id = ANY($1::uuid[])
       ) x WHERE id IS NOT NULL ORDER BY id ON CONFLICT DO NOTHING`,
      [ids],
    );
  }

  private async accounts(ids: readonly string[]): Promise<void> {
    await this.database.query(
      `INSERT INTO schedule_pending (item_id) SELECT id FROM item WHERE account_id = ANY($1::uuid[]) ORDER BY id
       ON CONFLICT DO NOTHING`,
      [ids],
    );
  }

  private async events(ids: readonly string[]): Promise<void> {
    await this.database.query(
      `INSERT INTO schedule_pending (item_id)
       SELECT DISTINCT id FROM (
         SELECT i.item_id AS id FROM retention_event_item i WHERE i.retention_event_id = ANY($1::uuid[])
         UNION ALL SELECT i.id FROM retention_event e JOIN item i ON i.account_id = e.account_id
          WHERE e.id = ANY($1::uuid[]) AND e.scope = 'account'
         UNION ALL SELECT i.id FROM retention_event e JOIN item i ON i.body_id = e.body_id
          WHERE e.id = ANY($1::uuid[]) AND e.scope = 'body') x
        ORDER BY id ON CONFLICT DO NOTHING`,
      [ids],
    );
  }
}
