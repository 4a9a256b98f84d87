import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  KEY_BYTES,
  lockEnded,
  MirrorLog,
  type ObjectHandle,
  ObjectStore,
  registerLockUntil,
} from '../../archive/index.js';
import { AuditTrail, Log, Sequencer } from '../../audit/index.js';
import { type Actor, Clock, demand } from '../../platform/index.js';
import { type BackupMade, factsOf, madeOf } from './back-up-archive.js';
import { DumpTables } from './dump-tables.js';
import { OpenCopy } from './open-copy.js';

/**
 * The register: accounts, people, duties, requests and decisions, and of evidence what stands outside sealed objects, put
 * sealed into the object store every night. With the sealed exchanges, the log's copy and the key files it is all a
 * rebuild needs.
 */
@Injectable()
export class KeepRegister {
  // oxlint-disable-next-line max-params -- from the rows to the store
  constructor(
    private readonly dump: DumpTables,
    private readonly copies: OpenCopy,
    private readonly store: ObjectStore,
    private readonly mirror: MirrorLog,
    private readonly sequencer: Sequencer,
    private readonly log: Log,
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** `goOn` is called after each part; what it throws ends the work, and what it left is no register. */
  async run(actor: Actor, goOn: () => Promise<void> = async () => undefined): Promise<Omit<BackupMade, 'folder'>> {
    demand(actor, 'key-file.manage');
    const until = registerLockUntil(this.clock.now());
    const put = (kind: 'i' | 'p', sealed: Buffer): Promise<ObjectHandle> =>
      this.store.put(`r/${kind}/${randomBytes(KEY_BYTES).toString('hex')}`, sealed, until);
    const { index, bytes } = await this.dump.run(
      'register',
      {
        part: (sealed) => put('p', sealed),
        index: async (sealed) => {
          await this.mirrorLog();
          await put('i', sealed);
        },
      },
      goOn,
    );
    const made = madeOf(index, bytes);
    await this.trail.write(actor, (tx) => tx.record('register.made', factsOf(made, 'register')));
    return { ...made, madeAt: index.madeAt };
  }

  /** Rows of the register point at events: those are in the copy of the log before the register is one. */
  private async mirrorLog(): Promise<void> {
    await this.sequencer.settle();
    await this.log.keepCheckpoint('register');
    await this.mirror.follow();
  }

  /** Removes copies whose time is over, and what interrupted runs left; the index first, so that none is half there. */
  async removeOld(actor: Actor): Promise<{ damaged: number }> {
    const { found, damaged } = await this.copies.registers();
    const now = this.clock.now();
    const ended: ObjectHandle[] = [];
    for (const { object, index } of found.slice(1)) {
      const facts = await this.store.facts(object);
      if (!facts || !lockEnded(facts.lockedUntil, now)) continue;
      await this.trail.write(actor, (tx) => tx.record('register.removed', { register: index.id }));
      ended.push(object);
    }
    const named = new Set(
      found.filter(({ object }) => !ended.includes(object)).flatMap(({ index }) => index.parts.map(({ name }) => name)),
    );
    for (const object of ended) await this.store.remove(object, now);
    for await (const object of this.store.list('r/p/')) {
      if (named.has(object)) continue;
      const facts = await this.store.facts(object);
      if (facts && lockEnded(facts.lockedUntil, now)) await this.store.remove(object, now);
    }
    return { damaged: damaged.length };
  }
}
