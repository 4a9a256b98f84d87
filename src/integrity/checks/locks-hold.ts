import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { exchangeDestroyed, lockStanding, mediumDestroyed, ObjectStore } from '../../archive/index.js';
import { Clock } from '../../platform/index.js';
import { type CheckResult, failed, fits, type IntegrityCheck, walk, wrong } from '../check.types.js';

/** Nothing in which an item lives, and no copy of the log, has a lock that ends soon: it should have been renewed. */
@Injectable()
export class LocksHold implements IntegrityCheck {
  readonly name = 'locks-hold';

  constructor(
    private readonly database: DataSource,
    private readonly store: ObjectStore,
    private readonly clock: Clock,
  ) {}

  async *run(signal: AbortSignal): AsyncIterable<CheckResult> {
    for (const [kind, destroyed] of KINDS) {
      const sql = `SELECT id, object FROM ${kind} x WHERE id > $1 AND NOT ${destroyed} ORDER BY id LIMIT $2`;
      for await (const rows of walk<{ id: string; object: string }>(this.database, sql, signal)) {
        for (const { id, object } of rows) yield await this.look(object, `${kind} ${id}`);
      }
    }
    try {
      for await (const name of this.store.list('log/')) {
        if (signal.aborted) return;
        yield await this.look(name, name);
      }
    } catch (error) {
      yield failed(error, 'lock-short', 'log/');
    }
  }

  /** An object that is not there is not locked too shortly; that it is missing is found elsewhere. */
  private async look(object: string, where: string): Promise<CheckResult> {
    try {
      const facts = await this.store.facts(object);
      const short = facts !== null && lockStanding(facts.lockedUntil, this.clock.now()) === 'short';
      return short ? wrong('lock-short', where) : fits(1);
    } catch (error) {
      return failed(error, 'lock-short', where);
    }
  }
}

const KINDS = [
  ['exchange', exchangeDestroyed('x.id')],
  ['medium', mediumDestroyed('x.id')],
] as const;
