import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditTrail, type Follower, Followers, type LogEntry } from '../audit/index.js';
import { newId, system } from '../platform/index.js';
import { NOT_RELEASED } from './living-holds.js';
import { MatchScope } from './match-scope.js';
import type { LivingScope } from './scope.types.js';

/**
 * A living scope is written out: whenever the log tells of a new version, the holds it falls under name its item. So the
 * database itself can refuse, and "what is held" is a list and not a guess. A hold that was just placed is looked at
 * whole once more: what was captured while it was being placed is in.
 */
@Injectable()
export class GrowHolds implements Follower, OnModuleInit {
  readonly name = 'grow-holds';

  constructor(
    private readonly database: DataSource,
    private readonly followers: Followers,
    private readonly trail: AuditTrail,
    private readonly match: MatchScope,
  ) {}

  onModuleInit(): void {
    this.followers.register(this);
  }

  async follow(entries: readonly LogEntry[]): Promise<void> {
    const facts = (type: string, fact: string): string[] =>
      entries.flatMap((entry) => (entry.type === type ? String(entry.facts[fact]) : []));
    const [items, placed] = [facts('snapshot.stored', 'item'), new Set(facts('hold.placed', 'hold'))];
    if (items.length + placed.size === 0) return;
    const holds: { id: string; scope: LivingScope }[] = await this.database.query(
      `SELECT h.id, h.scope FROM hold h WHERE h.living AND ${NOT_RELEASED} ORDER BY h.id`,
    );
    for (const { id, scope } of holds) {
      if (!placed.has(id) && items.length === 0) continue;
      const meant = await this.match.run(scope, placed.has(id) ? {} : { among: [...new Set(items)] });
      await this.write(id, meant);
    }
  }

  private async write(hold: string, meant: readonly string[]): Promise<void> {
    const fresh: { id: string }[] = await this.database.query(
      `SELECT id FROM unnest($2::uuid[]) AS id
        WHERE NOT EXISTS (SELECT FROM hold_item h WHERE h.hold_id = $1 AND h.item_id = id)`,
      [hold, meant],
    );
    if (fresh.length === 0) return;
    const event = newId();
    await this.trail.write(system('retention'), async (tx) => {
      // Another process may follow the same entries: the event counts what this one added.
      const added = await tx.rows.query<unknown[]>(
        `INSERT INTO hold_item (hold_id, item_id, event_id)
         SELECT $1, k.item_id, $3 FROM item_key k WHERE k.item_id = ANY($2::uuid[]) ORDER BY k.item_id FOR KEY SHARE
         ON CONFLICT DO NOTHING RETURNING item_id`,
        [hold, fresh.map(({ id }) => id), event],
      );
      await tx.record('hold.grew', { hold, items: added.length }, { id: event });
    });
  }
}
