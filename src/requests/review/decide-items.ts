import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type AuditedTx, AuditTrail, commitJson } from '../../audit/index.js';
import { type Actor, actorName, Clock, demand, newId, Refusal } from '../../platform/index.js';
import { optionalWords } from '../optional-words.rules.js';
import { type LockedRequest, lockRequest } from '../request-rows.js';
import type { CodeLibrary } from '../redaction/exemption-codes.rules.js';
import { CODE_LIBRARIES, type Ground, groundFault } from './ground.rules.js';
import type { DecisionSaid } from './review.types.js';
import { type Decision, type Pass, STANDING } from './standing-decision.rules.js';

/** An item as the reviewer has seen it. */
export interface SeenItem {
  readonly itemId: string;
  readonly revision: number;
}

export interface NewDecision {
  readonly requestId: string;
  readonly pass: Pass;
  readonly decision: Decision;
  readonly items: readonly SeenItem[];
  /** Of what is withheld. */
  readonly ground?: { readonly code: string; readonly statute?: string; readonly harm?: string };
  readonly note?: string;
}

interface StandingRow {
  readonly item_id: string;
  readonly revision: number;
  readonly first_by: string | null;
  readonly first_decision: Decision | null;
}

/**
 * Decides about items of a frozen set, one or many at once, all or none: nobody decides over what somebody else has
 * decided since it was looked at. A batch can be taken back.
 */
@Injectable()
export class DecideItems {
  constructor(
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
    @Inject(CODE_LIBRARIES) private readonly libraries: readonly CodeLibrary[],
  ) {}

  async run(
    actor: Actor,
    input: NewDecision,
  ): Promise<{ readonly batch: string; readonly items: readonly SeenItem[] }> {
    demand(actor, 'request.review');
    const seen = new Map(input.items.map(({ itemId, revision }) => [itemId, revision]));
    if (seen.size === 0 || seen.size < input.items.length) {
      throw new Refusal('invalid-input', 'Name the items to decide about, each once.');
    }
    return this.trail.write(actor, async (tx) => {
      const request = await lockRequest(tx.rows, input.requestId);
      demandReview(request);
      const said = this.saidOf(request, input);
      const rows = await standing(tx.rows, request, [...seen.keys()]);
      refuseChanged(rows, seen);
      if (input.pass === 'second') refuseSamePerson(actor, rows);
      const decided = rows.map((row) => ({
        itemId: row.item_id,
        revision: row.revision + 1,
        decision: input.decision,
        said,
      }));
      const batch = await this.write(tx, actor, { request, pass: input.pass, decided });
      return { batch, items: decided.map(({ itemId, revision }) => ({ itemId, revision })) };
    });
  }

  /** One statement and one batch of events, however many; answers the batch, by which they can be taken back. */
  async write(
    tx: AuditedTx,
    actor: Actor,
    { request, pass, decided }: { request: LockedRequest; pass: Pass; decided: readonly Decided[] },
  ): Promise<string> {
    const batch = newId();
    const said = decided.map((one) => commitJson(one.said));
    const events = decided.map(() => newId());
    await tx.rows.query(
      `INSERT INTO review_decision (id, request_id, item_id, revision, pass, decision, batch, at, by, said, salt, event_id)
       SELECT id, $1, item, revision, $2, decision, $3, $4, $5, said, salt, event
         FROM unnest($6::json[], $7::bytea[], $8::uuid[], $9::uuid[], $10::int[], $11::text[], $12::uuid[])
           AS d (said, salt, id, item, revision, decision, event)`,
      [
        request.id,
        pass,
        batch,
        this.clock.now(),
        actorName(actor),
        said.map(({ text }) => text),
        said.map(({ salt }) => salt),
        decided.map(() => newId()),
        decided.map(({ itemId }) => itemId),
        decided.map(({ revision }) => revision),
        decided.map(({ decision }) => decision),
        events,
      ],
    );
    await tx.recordAll(
      decided.map(({ itemId: item, revision, decision }, i) => ({
        type: 'item.reviewed' as const,
        facts: { request: request.id, item, decision, pass, revision, commit: said[i]?.digest ?? '' },
        id: events[i] ?? newId(),
      })),
    );
    return batch;
  }

  private saidOf(request: LockedRequest, { decision, ground, note }: NewDecision): DecisionSaid {
    const words = optionalWords(note);
    if (decision !== 'withhold') {
      if (ground === undefined) return { ground: null, note: words };
      throw new Refusal(
        'invalid-input',
        'Only what is withheld whole has a code here. What is covered in part has its own.',
      );
    }
    const said = groundOf(ground);
    const fault = groundFault(this.libraries, request.law, said);
    if (fault !== null) throw new Refusal('invalid-input', fault);
    return { ground: said, note: words };
  }
}

interface Decided extends SeenItem {
  readonly decision: Decision;
  readonly said: DecisionSaid;
}

export function groundOf(ground: NewDecision['ground']): Ground {
  const { code, statute, harm } = ground ?? {};
  return { code: optionalWords(code) ?? '', statute: optionalWords(statute), harm: optionalWords(harm) };
}

export function demandReview({ number, state, kind }: LockedRequest): void {
  if (kind === 'erasure') {
    throw new Refusal(
      'wrong-state',
      `Request ${number} asks for erasure: its items are erased, restricted or refused, not reviewed. See akta request erasure. Nothing was changed.`,
    );
  }
  if (state === 'in-review') return;
  const what = state === 'closed' || state === 'withdrawn' ? 'it has ended' : 'freeze what was found first';
  throw new Refusal('wrong-state', `Request ${number} is ${state}: ${what}. Nothing was changed.`, { state });
}

async function standing(
  rows: EntityManager,
  { id, number }: LockedRequest,
  ids: readonly string[],
): Promise<StandingRow[]> {
  const found: StandingRow[] = await rows.query(
    `SELECT t.item_id, t.revision, f.by AS first_by, f.decision AS first_decision
       FROM (${STANDING} WHERE i.request_id = $1 AND i.item_id = ANY($2::uuid[])) t
       LEFT JOIN review_decision f ON f.id = t.first_id ORDER BY t.item_id`,
    [id, ids],
  );
  if (found.length === ids.length) return found;
  throw new Refusal('not-found', `One of these items is not in the frozen set of request ${number}.`);
}

function refuseChanged(rows: readonly StandingRow[], seen: ReadonlyMap<string, number>): void {
  const changed = rows.filter((row) => row.revision !== seen.get(row.item_id));
  if (changed.length === 0) return;
  throw new Refusal(
    'changed-meanwhile',
    changed.length === 1
      ? 'Somebody else has decided about this item meanwhile. Look at it again. Nothing was changed.'
      : `Somebody else has decided about ${changed.length} of these items meanwhile. Look at them again. Nothing was changed.`,
    { items: changed.map((row) => ({ itemId: row.item_id, revision: row.revision })) },
  );
}

function refuseSamePerson(actor: Actor, rows: readonly StandingRow[]): void {
  if (rows.some((row) => row.first_decision === null || row.first_decision === 'undecided')) {
    throw new Refusal('wrong-state', 'A second look comes after the first. One of these items has not had its first.');
  }
  if (rows.every((row) => row.first_by !== actorName(actor))) return;
  throw new Refusal('not-allowed', 'You took the first look at one of these items. Somebody else takes the second.');
}
