import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Holds } from '../archive/index.js';
import { Refusal } from '../platform/index.js';
import { heldSentence, type Named } from './hold-name.rules.js';
import { MatchScope } from './match-scope.js';
import type { LivingScope } from './scope.types.js';

export const NOT_RELEASED = `NOT EXISTS (SELECT FROM hold_release r WHERE r.hold_id = h.id AND r.approved_at IS NOT NULL)`;
const NAMED = `h.id, h.number, m.number AS matter_number, m.name AS matter_name, m.kind AS matter_kind`;
const MOST_TOLD = 20;

interface Held extends Named {
  readonly id: string;
  readonly item_id: string;
}

/** Which holds keep an item: those that name it, and those whose living scope means it at this moment. */
@Injectable()
export class LivingHolds extends Holds {
  constructor(
    private readonly database: DataSource,
    private readonly match: MatchScope,
  ) {
    super();
  }

  override async held(itemIds: readonly string[]): Promise<ReadonlySet<string>> {
    const rows: { item_id: string }[] = await this.database.query(
      `SELECT DISTINCT i.item_id FROM hold_item i JOIN hold h ON h.id = i.hold_id
        WHERE i.item_id = ANY($1::uuid[]) AND ${NOT_RELEASED}`,
      [itemIds],
    );
    return new Set(rows.map((row) => row.item_id));
  }

  override async mirrored(objects: readonly string[]): Promise<ReadonlySet<string>> {
    const rows: { object: string }[] = await this.database.query(
      `SELECT object FROM object_hold WHERE object = ANY($1::text[])`,
      [objects],
    );
    return new Set(rows.map(({ object }) => object));
  }

  override async namedBy(eventIds: readonly string[]): Promise<readonly string[]> {
    const rows: { item_id: string }[] = await this.database.query(
      `SELECT i.item_id FROM hold h JOIN hold_item i ON i.hold_id = h.id
        WHERE h.event_id = ANY($1::uuid[]) AND i.event_id IS NULL
       UNION SELECT item_id FROM hold_item WHERE event_id = ANY($1::uuid[])`,
      [eventIds],
    );
    return rows.map((row) => row.item_id);
  }

  override async refuseHeld(rows: EntityManager, itemIds: readonly string[]): Promise<void> {
    const held = await this.over(rows, itemIds);
    const [first] = held;
    if (!first) return;
    const [item, holds] = first;
    throw new Refusal('under-hold', heldSentence(item, holds, 'en'), {
      items: held.slice(0, MOST_TOLD).map(([id, over]) => ({ id, holds: over.map((hold) => hold.id) })),
      sentences: { en: heldSentence(item, holds, 'en'), pl: heldSentence(item, holds, 'pl') },
    });
  }

  /** By item, in the order of the holds' numbers; items under none are left out. */
  async over(rows: EntityManager, itemIds: readonly string[]): Promise<[item: string, holds: Held[]][]> {
    const named: Held[] = await rows.query(
      `SELECT i.item_id, ${NAMED} FROM hold_item i JOIN hold h ON h.id = i.hold_id JOIN matter m ON m.id = h.matter_id
        WHERE i.item_id = ANY($1::uuid[]) AND ${NOT_RELEASED}`,
      [itemIds],
    );
    const byItem = new Map<string, Map<string, Held>>();
    for (const held of [...named, ...(await this.living(rows, itemIds))]) {
      const holds = byItem.get(held.item_id) ?? new Map<string, Held>();
      byItem.set(held.item_id, holds.set(held.id, held));
    }
    const inOrder = (holds: Iterable<Held>): Held[] =>
      [...holds].toSorted(
        (a, b) =>
          Number(a.matter_kind === 'request') - Number(b.matter_kind === 'request') || (a.number < b.number ? -1 : 1),
      );
    return itemIds.flatMap((id) => {
      const holds = byItem.get(id);
      return holds ? [[id, inOrder(holds.values())] as [string, Held[]]] : [];
    });
  }

  private async living(rows: EntityManager, itemIds: readonly string[]): Promise<Held[]> {
    const holds: (Omit<Held, 'item_id'> & { scope: LivingScope })[] = await rows.query(
      `SELECT ${NAMED}, h.scope FROM hold h JOIN matter m ON m.id = h.matter_id
        WHERE h.living AND ${NOT_RELEASED} AND h.body_id IN (SELECT body_id FROM item WHERE id = ANY($1::uuid[]))
        ORDER BY h.id`,
      [itemIds],
    );
    const found: Held[] = [];
    for (const { scope, ...hold } of holds) {
      const ids = await this.match.run(scope, { rows, among: itemIds });
      found.push(...ids.map((id) => ({ ...hold, item_id: id })));
    }
    return found;
  }
}
