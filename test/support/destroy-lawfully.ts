import type { Type } from '@nestjs/common';
import { DestroyItems } from '../../src/archive/index.js';
import { AuditTrail, Followers } from '../../src/audit/index.js';
import { Clock, newId, system } from '../../src/platform/index.js';

type Get = <T>(type: Type<T> | (abstract new (...args: never[]) => T)) => T;

/** By an executed disposition, as the archive demands it, and with everything told that follows the log. */
export async function destroyLawfully(get: Get, itemIds: readonly string[]): Promise<void> {
  const [dispositionId, eventId] = [newId(), newId()];
  await get(AuditTrail).write(system('setup'), async (tx) => {
    await tx.rows.query(
      `INSERT INTO disposition (id, authority, executed_at, event_id) VALUES ($1, 'a schedule', $2, $3)`,
      [dispositionId, get(Clock).now(), eventId],
    );
    await tx.rows.query(`INSERT INTO disposition_item SELECT $1, unnest($2::uuid[])`, [dispositionId, itemIds]);
    await get(DestroyItems).run(tx, { dispositionId, itemIds });
    await tx.record('disposition.executed', { disposition: dispositionId, items: itemIds.length }, { id: eventId });
  });
  await get(Followers).settle();
}
