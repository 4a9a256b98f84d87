import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { statedWords, statement } from '../../accounts/index.js';
import { type AuditedTx, AuditTrail } from '../../audit/index.js';
import { type Actor, actorName, Clock, demand, newId, readDay, Refusal } from '../../platform/index.js';
import { readEventName } from './date-of.js';
import { dayIn } from './schedule-memo.rules.js';

const MOST_ITEMS = 10_000;

/** What it happened to. A body's and an account's means whatever was created before it. */
export type EventScope =
  | { readonly kind: 'body'; readonly bodyId: string }
  | { readonly kind: 'account'; readonly accountId: string }
  | { readonly kind: 'items'; readonly itemIds: readonly string[] }
  /** The items that the holds of a case keep now; of a request, those its hold keeps. */
  | { readonly kind: 'matter'; readonly bodyId: string; readonly number: string }
  | { readonly kind: 'request'; readonly bodyId: string; readonly number: string; readonly itemIds: readonly string[] };

export interface NewRetentionEvent {
  readonly name: string;
  readonly scope: EventScope;
  /** `2025-04-30`, in the calendar of the body; not later than today. */
  readonly on: string;
  readonly reason: string;
  /** The entry of the log that it follows from. */
  readonly sourceEvent?: string;
}

/** That something happened from which a period is counted: what, of which items, when, who says so and why. */
@Injectable()
export class RecordEvent {
  constructor(
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Answers its id. */
  async run(actor: Actor, input: NewRetentionEvent): Promise<string> {
    demand(actor, 'policy.manage');
    return this.trail.write(actor, (tx) => this.within(tx, actor, input));
  }

  /** In a transaction that does more, as the closing of a request. */
  async within(tx: AuditedTx, actor: Actor, { scope, ...input }: NewRetentionEvent): Promise<string> {
    const name = readEventName(input.name);
    const of = await targetOf(tx.rows, scope);
    const on = readDay(input.on).toString();
    const [now, id] = [this.clock.now(), newId()];
    if (on > dayIn(now, of.zone).toString()) {
      throw new Refusal(
        'invalid-input',
        `${on} has not come yet. What starts a clock is recorded once it has happened.`,
      );
    }
    const said = statement(statedWords(input.reason, 'The reason'));
    const facts = {
      event: id,
      body: of.bodyId,
      name,
      on: `${on}T00:00:00.000Z`,
      items: of.itemIds.length,
      commit: said.digest,
    };
    await tx.record('retention-event.recorded', facts, {
      id: said.id,
      ...(of.accountId === null ? {} : { account: of.accountId }),
    });
    await said.keep(tx);
    await tx.rows.query(
      `INSERT INTO retention_event (id, body_id, name, scope, account_id, about, on_day, at, by, event_id, source_event)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        id,
        of.bodyId,
        name,
        scope.kind,
        of.accountId,
        of.about,
        on,
        now,
        actorName(actor),
        said.id,
        input.sourceEvent ?? null,
      ],
    );
    await tx.rows.query(
      `INSERT INTO retention_event_item (retention_event_id, item_id) SELECT $1, unnest($2::uuid[])`,
      [id, of.itemIds],
    );
    return id;
  }

  /** It did not happen, or not so: clocks it started stand still again. */
  async withdraw(actor: Actor, { id, reason }: { readonly id: string; readonly reason: string }): Promise<void> {
    demand(actor, 'policy.manage');
    await this.trail.write(actor, (tx) => this.withdrawWithin(tx, actor, { id, reason }));
  }

  async withdrawWithin(
    tx: AuditedTx,
    actor: Actor,
    { id, reason }: { readonly id: string; readonly reason: string },
  ): Promise<void> {
    const [event] = await tx.rows.query<EventRow[]>(
      `SELECT body_id, name, account_id, withdrawn_at FROM retention_event WHERE id = $1 FOR UPDATE`,
      [id],
    );
    if (!event) throw new Refusal('not-found', 'There is no such event. akta event list shows them.');
    if (event.withdrawn_at !== null) throw new Refusal('wrong-state', 'This event has been withdrawn already.');
    const said = statement(statedWords(reason, 'The reason'));
    const facts = { event: id, body: event.body_id, name: readEventName(event.name), commit: said.digest };
    await tx.record('retention-event.withdrawn', facts, {
      id: said.id,
      ...(event.account_id === null ? {} : { account: event.account_id }),
    });
    await said.keep(tx);
    await tx.rows.query(
      `UPDATE retention_event SET withdrawn_at = $2, withdrawn_by = $3, withdrawn_event = $4 WHERE id = $1`,
      [id, this.clock.now(), actorName(actor), said.id],
    );
  }
}

interface EventRow {
  readonly body_id: string;
  readonly name: string;
  readonly account_id: string | null;
  readonly withdrawn_at: Date | null;
}

interface Target {
  readonly bodyId: string;
  readonly zone: string;
  readonly accountId: string | null;
  /** Number of the case or request. */
  readonly about: string | null;
  readonly itemIds: readonly string[];
}

async function targetOf(rows: EntityManager, scope: EventScope): Promise<Target> {
  if (scope.kind === 'account') return accountTarget(rows, scope.accountId);
  if (scope.kind === 'items') return itemsTarget(rows, scope.itemIds);
  const body = await bodyTarget(rows, scope.bodyId);
  if (scope.kind === 'body') return body;
  if (scope.kind === 'request') return { ...body, about: scope.number, itemIds: [...new Set(scope.itemIds)] };
  const itemIds = await heldFor(rows, scope);
  return { ...body, about: scope.number, itemIds };
}

async function bodyTarget(rows: EntityManager, bodyId: string): Promise<Target> {
  const [body] = await rows.query<{ zone: string }[]>(`SELECT zone FROM body WHERE id = $1`, [bodyId]);
  if (!body) throw new Refusal('not-found', 'There is no such body.');
  return { bodyId, zone: body.zone, accountId: null, about: null, itemIds: [] };
}

async function accountTarget(rows: EntityManager, accountId: string): Promise<Target> {
  const [account] = await rows.query<{ body_id: string }[]>(`SELECT body_id FROM account WHERE id = $1`, [accountId]);
  if (!account) throw new Refusal('not-found', 'There is no such account. akta account list shows them.');
  return { ...(await bodyTarget(rows, account.body_id)), accountId };
}

async function itemsTarget(rows: EntityManager, wanted: readonly string[]): Promise<Target> {
  const itemIds = [...new Set(wanted)].toSorted();
  if (itemIds.length === 0 || itemIds.length > MOST_ITEMS) {
    throw new Refusal('invalid-input', `Name the items it happened to, from one to ${MOST_ITEMS}.`);
  }
  const found: { id: string; body_id: string }[] = await rows.query(
    `SELECT i.id, i.body_id FROM item i JOIN item_key k ON k.item_id = i.id WHERE i.id = ANY($1::uuid[])`,
    [itemIds],
  );
  const strange = itemIds.find((id) => !found.some((item) => item.id === id));
  if (strange !== undefined) throw new Refusal('not-found', `There is no item ${strange} in the archive.`);
  const bodies = new Set(found.map((item) => item.body_id));
  const [bodyId = ''] = bodies;
  if (bodies.size > 1) throw new Refusal('invalid-input', 'These items belong to several bodies. Record it for each.');
  return { ...(await bodyTarget(rows, bodyId)), itemIds };
}

async function heldFor(rows: EntityManager, scope: Extract<EventScope, { kind: 'matter' }>): Promise<string[]> {
  const matters: { id: string }[] = await rows.query(
    `SELECT id FROM matter WHERE body_id = $1 AND lower(number) = lower($2)`,
    [scope.bodyId, scope.number],
  );
  if (matters.length === 0) {
    throw new Refusal('not-found', `There is no case or request ${JSON.stringify(scope.number)}: akta hold list --all`);
  }
  const found: { item_id: string }[] = await rows.query(
    `SELECT DISTINCT k.item_id FROM hold h JOIN hold_item k ON k.hold_id = h.id WHERE h.matter_id = ANY($1::uuid[])`,
    [matters.map(({ id }) => id)],
  );
  if (found.length > 0) return found.map((row) => row.item_id);
  throw new Refusal(
    'wrong-state',
    `No hold of ${scope.number} names an item: nothing would be counted from this event.`,
  );
}
