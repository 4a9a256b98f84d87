import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditTrail } from '../audit/index.js';
import { type Actor, Clock } from '../platform/index.js';
import { lockEnded } from './lock.rules.js';
import { type ObjectHandle, ObjectStore } from './object-store.port.js';

/**
 * Removes key files once their lock has ended, and with them what interrupted runs left: from then on a destroyed key
 * is in no key file. The index goes first, so that no key file is ever half there.
 */
@Injectable()
export class RemoveKeyFiles {
  constructor(
    private readonly database: DataSource,
    private readonly store: ObjectStore,
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(actor: Actor): Promise<void> {
    const indexes = await this.ended('k/i/');
    const rows: { id: string }[] = await this.database.query(`SELECT id FROM key_file WHERE object = ANY($1::text[])`, [
      indexes,
    ]);
    // Said before it is done: a run that dies in between says it twice, and never leaves it unsaid.
    if (rows.length > 0) {
      await this.trail.write(actor, (tx) =>
        tx.recordAll(rows.map(({ id: keyFile }) => ({ type: 'key-file.removed' as const, facts: { keyFile } }))),
      );
    }
    for (const object of [...indexes, ...(await this.ended('k/p/'))]) {
      await this.store.remove(object, this.clock.now());
    }
  }

  private async ended(prefix: string): Promise<ObjectHandle[]> {
    const objects: ObjectHandle[] = [];
    for await (const object of this.store.list(prefix)) {
      const facts = await this.store.facts(object);
      if (facts && lockEnded(facts.lockedUntil, this.clock.now())) objects.push(object);
    }
    return objects;
  }
}
