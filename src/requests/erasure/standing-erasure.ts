import type { EntityManager } from 'typeorm';
import { Refusal } from '../../platform/index.js';
import type { ErasureCounts, ErasureProgress } from './erasure.types.js';

type Rows = Pick<EntityManager, 'query'>;

/** One row an item of a request for erasure: the newest decision about it, and whether it is there, listed or destroyed. */
export const STANDING_ERASURE = `
  SELECT i.request_id, i.item_id, i.versions, coalesce(d.revision, 0) AS revision,
         coalesce(d.decision, 'undecided') AS decision, d.id AS decision_id, d.batch, d.at, d.by, d.said,
         CASE WHEN k.item_id IS NULL THEN 'destroyed' WHEN l.id IS NOT NULL THEN 'listed' ELSE 'kept' END AS state,
         l.id AS list_id, l.number AS list_number
    FROM request_item i
    LEFT JOIN item_key k ON k.item_id = i.item_id
    LEFT JOIN LATERAL (SELECT n.* FROM erasure_decision n
      WHERE n.request_id = i.request_id AND n.item_id = i.item_id ORDER BY n.revision DESC LIMIT 1) d ON true
    LEFT JOIN LATERAL (SELECT l.id, l.number FROM disposition_entry e JOIN disposition_list l ON l.id = e.list_id
      WHERE e.item_id = i.item_id AND l.request_id = i.request_id AND e.state = 'listed' LIMIT 1) l ON true`;

export async function tallyErasures(rows: Rows, requestId: string): Promise<ErasureProgress> {
  const [row] = await rows.query<Omit<ErasureProgress, 'lists'>[]>(
    `SELECT count(*)::int AS found,
            count(*) FILTER (WHERE decision = 'erase' AND state = 'destroyed')::int AS erased,
            count(*) FILTER (WHERE decision = 'restrict')::int AS restricted,
            count(*) FILTER (WHERE decision = 'refuse')::int AS refused,
            count(*) FILTER (WHERE decision = 'undecided')::int AS undecided,
            count(*) FILTER (WHERE decision = 'erase' AND state <> 'destroyed')::int AS waiting,
            count(*) FILTER (WHERE decision = 'erase' AND state = 'kept')::int AS unordered,
            count(*) FILTER (WHERE decision = 'refuse' AND said->>'restricts' <> 'nothing')::int AS details
       FROM (${STANDING_ERASURE} WHERE i.request_id = $1) t`,
    [requestId],
  );
  if (!row) throw new Error(`The items of request ${requestId} were not counted`);
  const lists = await rows.query<ErasureProgress['lists'][number][]>(
    `SELECT id, number, state FROM disposition_list WHERE request_id = $1 ORDER BY id`,
    [requestId],
  );
  return { ...row, lists };
}

/**
 * The counts of a request of which every item is decided and everything to be erased is destroyed.
 *
 * @throws {Refusal} where something waits
 */
export async function reconcileErasures(
  rows: Rows,
  { id, number }: { readonly id: string; readonly number: string },
): Promise<ErasureCounts> {
  const { found, erased, restricted, refused, undecided, waiting } = await tallyErasures(rows, id);
  if (undecided > 0) {
    throw new Refusal(
      'wrong-state',
      `Request ${number} is not answered: ${undecided} of its items are not decided yet. Decide them first. Nothing was changed.`,
      { undecided },
    );
  }
  if (waiting > 0) {
    throw new Refusal(
      'wrong-state',
      `Request ${number} is not answered: ${waiting} of its items are to be erased and are not destroyed yet. Have their list approved and carried out, or decide otherwise. Nothing was changed.`,
      { waiting },
    );
  }
  if (found !== erased + restricted + refused) {
    throw new Error(`The counts do not add up: ${found} found, ${erased} + ${restricted} + ${refused}`);
  }
  return { found, erased, restricted, refused };
}

/**
 * A request that is withdrawn leaves nothing behind that nobody could take back any more.
 *
 * @throws {Refusal} while it restricts something, or has a list that is not carried out
 */
export async function refuseStanding(
  rows: Rows,
  { id, number }: { readonly id: string; readonly number: string },
): Promise<void> {
  const [row] = await rows.query<{ standing: number }[]>(
    `SELECT count(*)::int AS standing FROM (${STANDING_ERASURE} WHERE i.request_id = $1) t
      WHERE t.state = 'listed' OR t.state = 'kept' AND t.said->>'restricts' <> 'nothing'`,
    [id],
  );
  const standing = row?.standing ?? 0;
  if (standing === 0) return;
  throw new Refusal(
    'wrong-state',
    `Request ${number} has ${standing} ${standing === 1 ? 'item' : 'items'} that it restricts or has on a list. Take those decisions back, and withdraw the list, before the request is withdrawn. Nothing was changed.`,
    { standing },
  );
}
