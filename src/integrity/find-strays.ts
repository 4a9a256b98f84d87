import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type ObjectHandle, ObjectStore } from '../archive/index.js';
import { Clock } from '../platform/index.js';

export interface StrayObjects {
  readonly looked: number;
  /** Still locked: left by a capture that was interrupted. */
  readonly locked: readonly ObjectHandle[];
  readonly unlocked: readonly ObjectHandle[];
}

const AT_ONCE = 500;

/**
 * Objects of exchanges and media that no row points at. The lock set with each PUT outlasts any transaction, so what is
 * unlocked and unnamed will never be named.
 */
@Injectable()
export class FindStrays {
  constructor(
    private readonly database: DataSource,
    private readonly store: ObjectStore,
    private readonly clock: Clock,
  ) {}

  async *run(signal: AbortSignal): AsyncIterable<StrayObjects> {
    for (const prefix of ['x/', 'm/']) {
      let some: ObjectHandle[] = [];
      for await (const object of this.store.list(prefix)) {
        if (signal.aborted) return;
        some.push(object);
        if (some.length < AT_ONCE) continue;
        yield await this.among(some);
        some = [];
      }
      if (some.length > 0) yield await this.among(some);
    }
  }

  private async among(objects: readonly ObjectHandle[]): Promise<StrayObjects> {
    const strays: { object: string }[] = await this.database.query(
      `SELECT object FROM unnest($1::text[]) AS o (object)
        WHERE NOT EXISTS (SELECT FROM exchange x WHERE x.object = o.object)
          AND NOT EXISTS (SELECT FROM medium m WHERE m.object = o.object)`,
      [objects],
    );
    const locked: ObjectHandle[] = [];
    const unlocked: ObjectHandle[] = [];
    const now = this.clock.now();
    for (const { object } of strays) {
      const facts = await this.store.facts(object);
      if (facts) (facts.lockedUntil !== null && facts.lockedUntil > now ? locked : unlocked).push(object);
    }
    return { looked: objects.length, locked, unlocked };
  }
}
