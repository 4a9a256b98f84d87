import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditTrail } from '../audit/index.js';
import { type Actor, demand, Refusal } from '../platform/index.js';
import { COPY_ABOUT, KEY_FILE_ABOUT, wrappedKeyOf } from './key-file.rules.js';
import { KeyWrapper } from './key-wrapper.port.js';
import { ObjectStore } from './object-store.port.js';

/** Indexes in the object store that the master key's seal begins: of key files, and of registers. */
const SEALED = [
  ['k/i/', KEY_FILE_ABOUT],
  ['r/i/', COPY_ABOUT],
] as const;

/** Takes earlier master keys out of their file, once nothing in the database or the object store needs them. */
@Injectable()
export class RetireKeys {
  constructor(
    private readonly database: DataSource,
    private readonly store: ObjectStore,
    private readonly wrapper: KeyWrapper,
    private readonly trail: AuditTrail,
  ) {}

  /** How many were forgotten. Rejects 'wrong-state' where there is none, or something still needs one. */
  async run(actor: Actor): Promise<{ readonly earlier: number }> {
    demand(actor, 'key-file.manage');
    const earlier = await this.wrapper.earlier();
    if (earlier === 0) throw new Refusal('wrong-state', 'There is no earlier master key: nothing was changed.');
    await this.refuseNeeded();
    await this.trail.write(actor, (tx) => tx.record('keys.retired', { earlier }));
    await this.wrapper.forgetEarlier();
    return { earlier };
  }

  private async refuseNeeded(): Promise<void> {
    const rows: { wrapped: Buffer; about: string }[] = await this.database.query(
      `SELECT wrapped, 'kek|' || month AS about FROM kek UNION ALL SELECT wrapped, 'body|' || body_id FROM body_secret`,
    );
    const old = await this.wrappedBefore(rows);
    if (old > 0) throw needed(`${old} keys in the database are`, 'Wrap them anew first: akta keys rotate');
    const files: { wrapped: Buffer; about: string }[] = [];
    for (const [prefix, about] of SEALED) {
      for await (const object of this.store.list(prefix)) {
        files.push({ wrapped: wrappedKeyOf(await this.store.get(object)), about });
      }
    }
    const before = await this.wrappedBefore(files);
    if (before > 0) {
      throw needed(`${before} of the sealed key files and registers are`, 'They end by themselves; see when: akta keys list'); // prettier-ignore
    }
  }

  private async wrappedBefore(all: readonly { wrapped: Buffer; about: string }[]): Promise<number> {
    const current = await Promise.all(all.map(({ wrapped, about }) => this.wrapper.isCurrent(wrapped, about)));
    return current.filter((is) => !is).length;
  }
}

function needed(what: string, then: string): Refusal {
  return new Refusal('wrong-state', `${what} still wrapped under an earlier master key: it was not taken out. ${then}`);
}
