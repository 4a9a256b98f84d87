import type { EntityManager } from 'typeorm';
import { barredSql, partlyBarredSql, RESTRICTED_SQL } from '../../archive/index.js';
import { Refusal } from '../../platform/index.js';
import { holdName, type LivingHolds } from '../../retention/index.js';

const A_TIME = 500;
const MOST_TOLD = 20;

interface Unfit {
  readonly locked: number;
  readonly restricted: number;
}

/**
 * What is under a hold is handed over in no package: it is excluded first, or the hold released. What is locked leaves
 * nowhere before a legal basis is stated: it would go here and arrive nowhere.
 */
export async function refuseUnfit(
  rows: EntityManager,
  list: { readonly id: string; readonly number: string },
  holds: LivingHolds,
): Promise<void> {
  const listed: { item_id: string }[] = await rows.query(
    `SELECT item_id FROM disposition_entry WHERE list_id = $1 AND state = 'listed' ORDER BY item_id`,
    [list.id],
  );
  const ids = listed.map((row) => row.item_id);
  for (let i = 0; i < ids.length; i += A_TIME) await refuseHeld(rows, ids.slice(i, i + A_TIME), { list, holds });
  const [{ locked, restricted } = { locked: 0, restricted: 0 }]: Unfit[] = await rows.query(
    `SELECT count(*) FILTER (WHERE ${RESTRICTED_SQL})::int AS locked,
            count(*) FILTER (WHERE ${barredSql('i.id')} OR ${partlyBarredSql('i.id')})::int AS restricted
       FROM disposition_entry e JOIN item i ON i.id = e.item_id
       JOIN item_watch w ON w.item_id = i.id JOIN account a ON a.id = i.account_id
      WHERE e.list_id = $1 AND e.state = 'listed'`,
    [list.id],
  );
  if (restricted > 0) {
    throw new Refusal(
      'wrong-state',
      `${restricted} of the items on the list ${list.number} are restricted by decisions about a person’s data: they leave in no package. Exclude them. Nothing was changed.`,
    );
  }
  if (locked === 0) return;
  throw new Refusal(
    'wrong-state',
    `${locked} of the items on the list ${list.number} vanished at the source while no legal basis is stated: they leave in no package. State the basis of their account, or exclude them. Nothing was changed.`,
    { locked },
  );
}

async function refuseHeld(
  rows: EntityManager,
  ids: readonly string[],
  { list, holds }: { readonly list: { readonly number: string }; readonly holds: LivingHolds },
): Promise<void> {
  const held = await holds.over(rows, ids);
  const [first] = held;
  if (!first) return;
  const [item, over] = first;
  const names = over.map((hold) => holdName(hold, 'en')).join(' and ');
  throw new Refusal(
    'under-hold',
    `The list ${list.number} cannot be packaged: item ${item} is under ${names}. Exclude what is held, or wait for its release. Nothing was changed.`,
    { items: held.slice(0, MOST_TOLD).map(([id, ones]) => ({ id, holds: ones.map((hold) => hold.id) })) },
  );
}
