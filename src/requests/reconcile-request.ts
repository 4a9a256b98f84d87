import type { EntityManager } from 'typeorm';
import { Refusal } from '../platform/index.js';
import type { Counts } from './request.types.js';
import { STANDING } from './review/standing-decision.rules.js';

interface Tally extends Counts {
  readonly undecided: number;
  readonly onceOnly: number;
}

interface Reviewed {
  readonly id: string;
  readonly number: string;
  readonly secondReview: boolean;
}

/** What is to happen with a request when all of it is decided. */
export type Purpose = 'answered' | 'closed';

export async function tally(rows: Pick<EntityManager, 'query'>, requestId: string): Promise<Tally> {
  const [row] = await rows.query<Tally[]>(
    `SELECT count(*)::int AS found,
            count(*) FILTER (WHERE decision = 'responsive')::int AS released,
            count(*) FILTER (WHERE decision = 'in-part')::int AS "inPart",
            count(*) FILTER (WHERE decision = 'withhold')::int AS withheld,
            count(*) FILTER (WHERE decision = 'not-about')::int AS "notAbout",
            coalesce(sum(versions) FILTER (WHERE decision IN ('responsive', 'in-part')), 0)::int AS versions,
            count(*) FILTER (WHERE decision = 'undecided')::int AS undecided,
            count(*) FILTER (WHERE decision <> 'undecided' AND second_id IS NULL)::int AS "onceOnly"
       FROM (${STANDING} WHERE i.request_id = $1) t`,
    [requestId],
  );
  if (!row) throw new Error(`The items of request ${requestId} were not counted`);
  return row;
}

/**
 * The counts of a request of which every item is decided, by two people where it asks for two; what is released in part
 * has something covered and what is released whole has not; and they add up.
 *
 * @throws {Refusal} where one of these does not hold
 */
export async function reconcile(
  rows: Pick<EntityManager, 'query'>,
  request: Reviewed,
  purpose: Purpose,
): Promise<Counts> {
  const { undecided, onceOnly, ...counts } = await tally(rows, request.id);
  const cannot = `Request ${request.number} cannot be ${purpose}`;
  if (undecided > 0) {
    throw new Refusal('wrong-state', `${cannot}: ${undecided} of its items are not decided yet. Decide them first.`, {
      undecided,
    });
  }
  if (request.secondReview && onceOnly > 0) {
    throw new Refusal(
      'wrong-state',
      `${cannot}: ${onceOnly} of its items have been looked at by one person only. A second reviewer decides first.`,
      { onceOnly },
    );
  }
  await refuseUneven(rows, request.id, cannot);
  refuseUnreconciled(counts);
  return counts;
}

/** What is covered and what was decided must say the same. */
async function refuseUneven(rows: Pick<EntityManager, 'query'>, requestId: string, cannot: string): Promise<void> {
  const uneven: { item_id: string; decision: string }[] = await rows.query(
    `SELECT t.item_id, t.decision FROM (${STANDING} WHERE i.request_id = $1) t
      WHERE t.decision IN ('responsive', 'in-part') AND (t.decision = 'in-part') <> EXISTS (
        SELECT FROM redaction r WHERE r.request_id = t.request_id AND r.item_id = t.item_id AND r.lifted_at IS NULL)
      ORDER BY t.item_id LIMIT 20`,
    [requestId],
  );
  const [first] = uneven;
  if (!first) return;
  const why =
    first.decision === 'in-part'
      ? 'is to be released in part, and nothing in it is covered. Cover it, or decide otherwise'
      : 'is to be released whole, and something in it is covered. Decide "in part", or uncover it';
  throw new Refusal('wrong-state', `${cannot}: item ${first.item_id} ${why}.`, {
    items: uneven.map((row) => row.item_id),
  });
}

function refuseUnreconciled({ found, released, inPart, withheld, notAbout }: Counts): void {
  if (found === released + inPart + withheld + notAbout) return;
  throw new Error(`The counts do not add up: ${found} found, ${released} + ${inPart} + ${withheld} + ${notAbout}`);
}
