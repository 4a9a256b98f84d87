import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Actor, Refusal } from '../platform/index.js';
import { itemAsOf } from './as-of.rules.js';
import { ReadResidual } from './read-residual.js';
import { ReadItems, type ReadOptions } from './read-items.js';
import type { ThreadView } from './views.types.js';

/** A conversation around any of its items, with the originals that were repeated or quoted in it. */
@Injectable()
export class ReadThread {
  constructor(
    private readonly database: DataSource,
    private readonly items: ReadItems,
    private readonly residuals: ReadResidual,
  ) {}

  /** `at`: as it stood then, as far as this archive knows. */
  async run(
    actor: Actor,
    itemId: string,
    { at = null, ...options }: ReadOptions & { readonly at?: Date | null } = {},
  ): Promise<ThreadView> {
    const [root] = await this.database.query(
      `SELECT coalesce(w.root_id, i.id) AS id FROM item i LEFT JOIN item_watch w ON w.item_id = i.id WHERE i.id = $1`,
      [itemId],
    );
    if (!root) throw unknownItem();
    await this.residuals.refuse(actor, itemId);
    const rows: { id: string }[] = await this.database.query(
      `WITH thread AS (
         SELECT item_id, quoted_id, reposted_id FROM item_watch WHERE root_id = $1 OR item_id = $1)
       SELECT item_id AS id FROM item_watch
        WHERE item_id IN (SELECT item_id FROM thread UNION SELECT quoted_id FROM thread UNION SELECT reposted_id FROM thread)
        ORDER BY posted_at NULLS LAST, item_id`,
      [root.id],
    );
    const items = await this.items.views(
      actor,
      rows.map(({ id }) => id),
      options,
    );
    if (items.length === 0) throw unknownItem();
    return { rootId: root.id, items: at === null ? items : items.flatMap((item) => itemAsOf(item, at) ?? []) };
  }
}

export function unknownItem(): Refusal {
  return new Refusal('not-found', 'There is no such item in this archive, or it has been destroyed by disposition.');
}
