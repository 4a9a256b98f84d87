import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { statedWords, statement } from '../accounts/index.js';
import { type AuditedTx, AuditTrail, commitJson } from '../audit/index.js';
import { type Actor, actorName, Clock, demand, newId, Refusal } from '../platform/index.js';
import { MatchScope } from './match-scope.js';
import type { AskedScope, Scope } from './scope.types.js';
import { SettleScope } from './settle-scope.js';
import { TakeNumber } from './take-number.js';

export interface NewHold {
  readonly matterId: string;
  /** The next of the body's register unless told. */
  readonly number?: string;
  readonly reason: string;
  /** When the duty arose; RFC 3339, not later than now. */
  readonly triggerAt: string;
  readonly scope: AskedScope;
}

/** A scope with what it means at this moment. */
export interface PreparedHold {
  readonly bodyId: string;
  readonly scope: Scope;
  readonly itemIds: readonly string[];
}

/** A duty to keep, from now on and over what lies before: nothing it names can be destroyed until it is released. */
@Injectable()
export class PlaceHold {
  // oxlint-disable-next-line max-params -- a hold is a scope, its matches, a number and an event
  constructor(
    private readonly database: DataSource,
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
    private readonly settle: SettleScope,
    private readonly match: MatchScope,
    private readonly numbers: TakeNumber,
  ) {}

  /** Answers its id. */
  async run(actor: Actor, input: NewHold): Promise<string> {
    demand(actor, 'hold.manage');
    const prepared = await this.prepare(await this.bodyOf(input.matterId), input.scope);
    return this.trail.write(actor, async (tx) => (await this.within(tx, actor, { ...input, prepared })).id);
  }

  async prepare(bodyId: string, asked: AskedScope): Promise<PreparedHold> {
    const scope = await this.settle.run(bodyId, asked);
    return { bodyId, scope, itemIds: await this.match.run(scope) };
  }

  /**
   * In a transaction that does more. Keys are locked first: an item that is being destroyed at this moment is either
   * named here and kept, or gone before. What a living scope comes to mean in between, GrowHolds adds.
   */
  async within(
    tx: AuditedTx,
    actor: Actor,
    input: Omit<NewHold, 'scope'> & { readonly prepared: PreparedHold },
  ): Promise<{ readonly id: string; readonly number: string }> {
    const { bodyId, scope, itemIds } = input.prepared;
    const reason = statement(statedWords(input.reason, 'The reason of the hold'));
    const now = this.clock.now();
    const trigger = new Date(input.triggerAt);
    if (Number.isNaN(trigger.getTime()) || trigger > now) {
      throw new Refusal('invalid-input', 'The trigger of a hold is a time that has come: when the duty to keep arose.');
    }
    const id = newId();
    const number = await this.numberOf(tx, bodyId, input.number);
    const { text, salt, digest } = commitJson(scope);
    const kept: { item_id: string }[] = await tx.rows.query(
      `SELECT item_id FROM item_key WHERE item_id = ANY($1::uuid[]) ORDER BY item_id FOR KEY SHARE`,
      [itemIds],
    );
    await tx.rows.query(
      `INSERT INTO hold (id, matter_id, body_id, number, trigger_at, scope, scope_salt, living, placed_at, placed_by, event_id)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        id,
        input.matterId,
        bodyId,
        number,
        trigger,
        text,
        salt,
        scope.kind === 'living',
        now,
        actorName(actor),
        reason.id,
      ],
    );
    await tx.rows.query(`INSERT INTO hold_item (hold_id, item_id) SELECT $1, unnest($2::uuid[])`, [
      id,
      kept.map((row) => row.item_id),
    ]);
    const facts = {
      hold: id,
      matter: input.matterId,
      trigger: trigger.toISOString(),
      reason: reason.digest,
      scope: digest,
      items: kept.length,
    };
    await tx.record('hold.placed', facts, { id: reason.id });
    await reason.keep(tx);
    return { id, number };
  }

  private async bodyOf(matterId: string): Promise<string> {
    const [matter] = await this.database.query<{ body_id: string }[]>(`SELECT body_id FROM matter WHERE id = $1`, [
      matterId,
    ]);
    if (matter) return matter.body_id;
    throw new Refusal('not-found', 'There is no such matter. Open it first.');
  }

  private async numberOf({ rows }: AuditedTx, bodyId: string, asked: string | undefined): Promise<string> {
    if (asked === undefined || asked.trim() === '') return this.numbers.run(rows, bodyId, 'hold');
    const number = statedWords(asked, 'The number of the hold');
    const [known] = await rows.query(`SELECT FROM hold WHERE body_id = $1 AND number = $2`, [bodyId, number]);
    if (known)
      throw new Refusal('already-exists', `There is a hold ${number} of this body already. Give another number.`);
    return number;
  }
}
