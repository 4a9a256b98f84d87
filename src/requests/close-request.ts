import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { statedWords } from '../accounts/index.js';
import { AuditTrail } from '../audit/index.js';
import { type Actor, Clock, demand, Refusal } from '../platform/index.js';
import { DueDates } from './due-dates.js';
import { type LockedRequest, lockRequest } from './request-rows.js';
import type { Counts } from './request.types.js';
import { STANDING } from './review/standing-decision.rules.js';
import { demandStep } from './step-request.js';
import { writeStep } from './write-step.js';

interface Tally extends Counts {
  readonly undecided: number;
  readonly onceOnly: number;
}

/**
 * Ends a request: every item is decided, what is released in part has something covered and what is released whole has
 * not, and the counts add up. The hold of the request goes on until two people release it.
 */
@Injectable()
export class CloseRequest {
  constructor(
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
    private readonly dueDates: DueDates,
  ) {}

  async run(actor: Actor, { id, letter }: { id: string; letter: string }): Promise<Counts> {
    demand(actor, 'request.manage');
    return this.trail.write(actor, async (tx) => {
      const request = await lockRequest(tx.rows, id);
      const { undecided, onceOnly, ...counts } = await tally(tx.rows, id);
      const to = demandStep(actor, 'close', request, { input: { letter }, undecided });
      if (request.secondReview && onceOnly > 0) throw needsSecond(request, onceOnly);
      await refuseUneven(tx.rows, request);
      refuseUnreconciled(counts);
      const said = { letter: statedWords(letter, 'The letter'), counts };
      await writeStep(tx, actor, { request, action: 'close', to, said, at: this.clock.now() });
      await this.dueDates.remind(tx.rows, id, request, null);
      await tx.record('request.closed', { request: id, ...counts });
      return counts;
    });
  }
}

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

function needsSecond({ number }: LockedRequest, onceOnly: number): Refusal {
  return new Refusal(
    'wrong-state',
    `Request ${number} cannot be closed: ${onceOnly} of its items have been looked at by one person only. A second reviewer decides first.`,
    { onceOnly },
  );
}

/** What is covered and what was decided must say the same. */
async function refuseUneven(rows: EntityManager, { id, number }: LockedRequest): Promise<void> {
  const uneven: { item_id: string; decision: string }[] = await rows.query(
    `SELECT t.item_id, t.decision FROM (${STANDING} WHERE i.request_id = $1) t
      WHERE t.decision IN ('responsive', 'in-part') AND (t.decision = 'in-part') <> EXISTS (
        SELECT FROM redaction r WHERE r.request_id = t.request_id AND r.item_id = t.item_id AND r.lifted_at IS NULL)
      ORDER BY t.item_id LIMIT 20`,
    [id],
  );
  const [first] = uneven;
  if (!first) return;
  const why =
    first.decision === 'in-part'
      ? 'is to be released in part, and nothing in it is covered. Cover it, or decide otherwise'
      : 'is to be released whole, and something in it is covered. Decide "in part", or uncover it';
  throw new Refusal('wrong-state', `Request ${number} cannot be closed: item ${first.item_id} ${why}.`, {
    items: uneven.map((row) => row.item_id),
  });
}

function refuseUnreconciled({ found, released, inPart, withheld, notAbout }: Counts): void {
  if (found === released + inPart + withheld + notAbout) return;
  throw new Error(`The counts do not add up: ${found} found, ${released} + ${inPart} + ${withheld} + ${notAbout}`);
}
