import { setTimeout as wait } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditTrail } from '../audit/index.js';
import { type Actor, Clock, Refusal } from '../platform/index.js';
import { exchangeDestroyed, mediumDestroyed } from './destroyed.rules.js';
import { Holds } from './holds.port.js';
import { lockEnded, lockStanding, lockUntil } from './lock.rules.js';
import { type ObjectHandle, ObjectStore } from './object-store.port.js';

const AT_ONCE = 500;
/** So that a store is never asked faster than this for our own convenience. */
const BATCH_MS = 1_000;
const FIRST = '00000000-0000-0000-0000-000000000000';

/** How far a round through every object is: kept between batches, so that another worker goes on where one died. */
export interface RenewalRound {
  readonly at: 'exchange' | 'medium' | 'log';
  readonly after: string;
  readonly objects: number;
  readonly renewed: number;
  readonly removed: number;
  /** In which something lives and whose lock is too short all the same: an alarm. */
  readonly short: number;
}

export const NEW_ROUND: RenewalRound = { at: 'exchange', after: FIRST, objects: 0, renewed: 0, removed: 0, short: 0 };

type Outcome = 'fine' | 'renewed' | 'removed' | 'short';

interface Owned {
  readonly id: string;
  readonly object: ObjectHandle;
  readonly destroyed: boolean;
}

/**
 * The one lock rule, kept: locks of objects in which anything lives are renewed long before they end; an object of
 * which everything was destroyed is let run out and then removed. What no row points at is nobody's, and is left to the
 * sweep; key files have their own end.
 */
@Injectable()
export class RenewLocks {
  // oxlint-disable-next-line max-params -- from the row to the lock
  constructor(
    private readonly database: DataSource,
    private readonly store: ObjectStore,
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
    private readonly holds: Holds,
  ) {}

  /** `keep` is called after each batch; what it throws ends the work there. Answers the round when it is through. */
  async run(actor: Actor, from: RenewalRound, keep: (round: RenewalRound) => Promise<void>): Promise<RenewalRound> {
    let round = from;
    for (const at of ['exchange', 'medium'] as const) {
      if (round.at !== at) continue;
      for (let rows = await this.rowsAfter(at, round.after); rows.length > 0;) {
        const began = performance.now();
        const outcomes = await this.batch(actor, rows);
        round = added({ ...round, after: rows.at(-1)?.id ?? FIRST }, outcomes);
        await keep(round);
        rows = await this.rowsAfter(at, round.after);
        if (rows.length > 0) await wait(Math.max(0, BATCH_MS - (performance.now() - began)));
      }
      round = { ...round, at: at === 'exchange' ? 'medium' : 'log', after: FIRST };
    }
    round = await this.renewLog(round, keep);
    const { objects, renewed, removed, short } = round;
    await this.trail.write(actor, (tx) => tx.record('locks.renewed', { objects, renewed, removed, short }));
    return round;
  }

  private async rowsAfter(table: 'exchange' | 'medium', after: string): Promise<Owned[]> {
    const destroyed = table === 'exchange' ? exchangeDestroyed('x.id') : mediumDestroyed('x.id');
    return this.database.query(
      `SELECT x.id, x.object, ${destroyed} AS destroyed FROM ${table} x WHERE x.id > $1 ORDER BY x.id LIMIT $2`,
      [after, AT_ONCE],
    );
  }

  private async batch(actor: Actor, rows: readonly Owned[]): Promise<Outcome[]> {
    const outcomes: Outcome[] = [];
    for (const { object } of rows.filter(({ destroyed }) => !destroyed)) outcomes.push(await this.renew(object));
    const ended: Owned[] = [];
    const held = await this.holds.mirrored(rows.map(({ object }) => object));
    for (const row of rows.filter(({ destroyed }) => destroyed)) {
      const facts = await this.store.facts(row.object);
      if (facts && !held.has(row.object) && lockEnded(facts.lockedUntil, this.clock.now())) ended.push(row);
      else outcomes.push('fine');
    }
    return [...outcomes, ...(await this.remove(actor, ended))];
  }

  /** Said before it is done: a run that dies in between says it twice, and never leaves it unsaid. */
  private async remove(actor: Actor, ended: readonly Owned[]): Promise<Outcome[]> {
    if (ended.length === 0) return [];
    await this.trail.write(actor, (tx) =>
      tx.recordAll(ended.map(({ id }) => ({ type: 'object.removed' as const, facts: { object: id } }))),
    );
    for (const { object } of ended) await this.store.remove(object, this.clock.now());
    return ended.map(() => 'removed');
  }

  /** The copy of the log is never destroyed: it lives as long as the log. */
  private async renewLog(from: RenewalRound, keep: (round: RenewalRound) => Promise<void>): Promise<RenewalRound> {
    let round = from;
    let outcomes: Outcome[] = [];
    for await (const object of this.store.list('log/')) {
      outcomes.push(await this.renew(object));
      if (outcomes.length < AT_ONCE) continue;
      round = added(round, outcomes);
      outcomes = [];
      // Not kept: a list has no place to go on from, so that the counts of this part begin anew.
      await keep(from);
      await wait(BATCH_MS);
    }
    return added(round, outcomes);
  }

  /** A store may say yes and do nothing: the lock is read back. */
  private async renew(object: ObjectHandle): Promise<Outcome> {
    const now = this.clock.now();
    const before = await this.store.facts(object);
    if (!before) return 'short';
    if (lockStanding(before.lockedUntil, now) === 'long') return 'fine';
    try {
      await this.store.lock(object, lockUntil(now));
    } catch (error) {
      if (error instanceof Refusal && error.problem === 'store-unavailable') throw error;
      return lockStanding(before.lockedUntil, now) === 'short' ? 'short' : 'fine';
    }
    const after = await this.store.facts(object);
    return lockStanding(after?.lockedUntil ?? null, now) === 'short' ? 'short' : 'renewed';
  }
}

function added(round: RenewalRound, outcomes: readonly Outcome[]): RenewalRound {
  const count = (of: Outcome): number => outcomes.filter((outcome) => outcome === of).length;
  return {
    ...round,
    objects: round.objects + outcomes.length,
    renewed: round.renewed + count('renewed'),
    removed: round.removed + count('removed'),
    short: round.short + count('short'),
  };
}
