import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type AuditedTx, AuditTrail, commitJson } from '../../audit/index.js';
import { type Actor, actorName, Clock, demand, newId, Refusal } from '../../platform/index.js';
import { optionalWords } from '../optional-words.rules.js';
import { type LockedRequest, lockRequest } from '../request-rows.js';
import type { SeenItem } from '../review/decide-items.js';
import type { AskedTarget } from '../review/redaction-target.rules.js';
import { type AskedGround, ERASURE_LAW, groundsFault } from './erasure-ground.rules.js';
import type { Decided, ErasureDecision, ErasureSaid } from './erasure.types.js';
import { type ItemErasureFacts, ReadErasureFacts } from './read-erasure-facts.js';
import { RestrictItems } from './restrict-items.js';
import { saidOf } from './said-of.rules.js';
import { STANDING_ERASURE } from './standing-erasure.js';

export interface NewErasureDecision {
  readonly requestId: string;
  readonly decision: Decided;
  readonly items: readonly SeenItem[];
  /** Why, in a person's words: the letter gives it. */
  readonly why?: string;
  readonly grounds?: readonly AskedGround[];
  /** What of an item is restricted: the places that look like personal details, or these, in one item. */
  readonly places?: 'suggested' | readonly AskedTarget[];
}

interface StandingRow {
  readonly item_id: string;
  readonly versions: number;
  readonly revision: number;
  readonly state: 'kept' | 'listed' | 'destroyed';
  readonly list_number: string | null;
}

/** An item with what is decided of it under its next revision. */
export interface DecidedErasure extends SeenItem {
  readonly versions: number;
  readonly decision: ErasureDecision;
  readonly said: ErasureSaid;
}

/**
 * Decides what becomes of items whose author asks to have them erased, one or many at once, all or none: erased,
 * restricted, or refused on a ground of Article 17(3). What is restricted is restricted from this commit on; what is to be
 * erased waits for its list, which a second person approves.
 */
@Injectable()
export class DecideErasures {
  // oxlint-disable-next-line max-params -- what is asked before a decision, and what follows from it
  constructor(
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
    private readonly facts: ReadErasureFacts,
    private readonly restrict: RestrictItems,
  ) {}

  async run(
    actor: Actor,
    input: NewErasureDecision,
  ): Promise<{ readonly batch: string; readonly items: readonly SeenItem[] }> {
    demand(actor, 'request.review');
    if (actor.kind !== 'person') {
      throw new Refusal('not-allowed', 'A named person decides about an erasure; a part of the system cannot.');
    }
    const given = { why: optionalWords(input.why), grounds: input.grounds ?? [] };
    const fault = groundsFault(input.decision, given) ?? placesFault(input);
    if (fault !== null) throw new Refusal('invalid-input', `${fault} Nothing was changed.`);
    return this.trail.write(actor, async (tx) => {
      const request = await lockRequest(tx.rows, input.requestId);
      demandErasure(request);
      const rows = await this.standing(tx.rows, request, input.items);
      const itemIds = rows.map((row) => row.item_id);
      const facts = await this.facts.run(tx.rows, request, { itemIds, now: this.clock.now() });
      const decided = rows.map((row) => {
        const known = facts.get(row.item_id);
        if (known === undefined) throw destroyed(row.item_id);
        if (input.decision === 'erase') refuseKept(row.item_id, known);
        const said = saidOf({ ...input, ...given }, { itemId: row.item_id, facts: known });
        if ('fault' in said) throw new Refusal('invalid-input', `${said.fault} Nothing was changed.`);
        return {
          itemId: row.item_id,
          versions: row.versions,
          revision: row.revision + 1,
          decision: input.decision,
          said,
        };
      });
      const batch = await this.write(tx, actor, { request, decided });
      return { batch, items: decided.map(({ itemId, revision }) => ({ itemId, revision })) };
    });
  }

  /** The decisions with their events, and the restrictions as they are to stand from now on. */
  async write(
    tx: AuditedTx,
    actor: Actor,
    { request, decided }: { readonly request: LockedRequest; readonly decided: readonly DecidedErasure[] },
  ): Promise<string> {
    const batch = newId();
    const made = decided.map((one) => ({ ...one, id: newId(), event: newId(), ...commitJson(one.said) }));
    await tx.rows.query(
      `INSERT INTO erasure_decision (id, request_id, item_id, revision, decision, batch, at, by, said, salt, event_id)
       SELECT id, $1, item, revision, decision, $2, $3, $4, said, salt, event
         FROM unnest($5::uuid[], $6::uuid[], $7::int[], $8::text[], $9::json[], $10::bytea[], $11::uuid[])
           AS d (id, item, revision, decision, said, salt, event)`,
      [
        request.id,
        batch,
        this.clock.now(),
        actorName(actor),
        made.map(({ id }) => id),
        made.map(({ itemId }) => itemId),
        made.map(({ revision }) => revision),
        made.map(({ decision }) => decision),
        made.map(({ text }) => text),
        made.map(({ salt }) => salt),
        made.map(({ event }) => event),
      ],
    );
    await tx.recordAll(
      made.map(({ itemId: item, revision, decision, digest, event }) => ({
        type: 'erasure.decided' as const,
        facts: { request: request.id, item, decision, revision, commit: digest },
        id: event,
      })),
    );
    await this.restrict.lift(tx, actor, { requestId: request.id, itemIds: made.map(({ itemId }) => itemId) });
    const restrictions = made.flatMap(({ id, itemId, versions, said: { restricts, places } }) => {
      if (restricts === 'nothing') return [];
      return [{ itemId, places: restricts === 'all' ? null : places, versions, decisionId: id }];
    });
    if (restrictions.length > 0) await this.restrict.place(tx, actor, restrictions);
    return batch;
  }

  private async standing(
    rows: EntityManager,
    { id, number }: LockedRequest,
    items: readonly SeenItem[],
  ): Promise<StandingRow[]> {
    const seen = new Map(items.map(({ itemId, revision }) => [itemId, revision]));
    if (seen.size === 0 || seen.size < items.length) {
      throw new Refusal('invalid-input', 'Name the items to decide about, each once. Nothing was changed.');
    }
    const found: StandingRow[] = await rows.query(
      `SELECT t.* FROM (${STANDING_ERASURE} WHERE i.request_id = $1 AND i.item_id = ANY($2::uuid[])) t ORDER BY t.item_id`,
      [id, [...seen.keys()]],
    );
    if (found.length < seen.size) {
      throw new Refusal(
        'not-found',
        `One of these items is not in the frozen set of request ${number}. Nothing was changed.`,
      );
    }
    refuseOpen(found);
    const changed = found.filter((row) => row.revision !== seen.get(row.item_id));
    if (changed.length === 0) return found;
    throw new Refusal(
      'changed-meanwhile',
      `Somebody else has decided about ${changed.length === 1 ? 'this item' : `${changed.length} of these items`} meanwhile. Look again. Nothing was changed.`,
      { items: changed.map((row) => ({ itemId: row.item_id, revision: row.revision })) },
    );
  }
}

/** What is destroyed, or about to be, is decided no more. */
export function refuseOpen(rows: readonly Pick<StandingRow, 'item_id' | 'state' | 'list_number'>[]): void {
  const gone = rows.find(({ state }) => state === 'destroyed');
  if (gone) throw destroyed(gone.item_id);
  const listed = rows.find(({ state }) => state === 'listed');
  if (!listed) return;
  throw new Refusal(
    'wrong-state',
    `The item ${listed.item_id} stands on the disposition list ${listed.list_number}. Withdraw that list, or take the item off it, before it is decided otherwise. Nothing was changed.`,
    { item: listed.item_id },
  );
}

export function demandErasure({ number, kind, state, law }: LockedRequest): void {
  if (kind !== 'erasure') {
    throw new Refusal('invalid-input', `Request ${number} does not ask for erasure (${kind}). Its items are reviewed.`);
  }
  if (law !== null && law !== ERASURE_LAW) {
    throw new Refusal(
      'invalid-input',
      `Request ${number} is under ${law}; what is decided here rests on Article 17 GDPR (${ERASURE_LAW}). Nothing was changed.`,
    );
  }
  if (state === 'in-review') return;
  const what = state === 'closed' || state === 'withdrawn' ? 'it has ended' : 'freeze what was found first';
  throw new Refusal('wrong-state', `Request ${number} is ${state}: ${what}. Nothing was changed.`, { state });
}

function placesFault({ decision, places, items }: NewErasureDecision): string | null {
  if (places === undefined) return null;
  if (decision === 'erase') return 'What is erased is not restricted beside. Leave the places away.';
  if (places !== 'suggested' && items.length > 1) {
    return 'Places are named in one item at a time; of many, the places that look like personal details are taken together.';
  }
  return null;
}

function destroyed(item: string): Refusal {
  return new Refusal('wrong-state', `The item ${item} is destroyed. Nothing about it is decided any more.`, { item });
}

/** What is held, or owed by a schedule, is not erased. */
function refuseKept(item: string, { holds, duties }: ItemErasureFacts): void {
  if (holds.length > 0) {
    throw new Refusal(
      'under-hold',
      `The item ${item} is under ${holds.length === 1 ? 'a hold' : `${holds.length} holds`} (${holds.join(', ')}), so it is not erased. Restrict it or refuse, on ground (e). Nothing was changed.`,
      { item },
    );
  }
  const [duty] = duties;
  if (duty === undefined) return;
  const { policyId, version, seriesId, until } = duty;
  throw new Refusal(
    'wrong-state',
    `The item ${item} must be kept ${until === null ? 'without an end' : `until ${until}`} under ${policyId} ${version}, ${seriesId}, so it is not erased. Restrict it or refuse, on ground (${duty.archival ? 'd' : 'b'}). Nothing was changed.`,
    { item, until },
  );
}
