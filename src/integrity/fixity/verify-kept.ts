import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { lockStanding, type ObjectHandle, ObjectStore, ReadKeyFiles } from '../../archive/index.js';
import { Clock } from '../../platform/index.js';
import { FindStrays } from '../find-strays.js';
import { RecordedLog } from '../recorded-log.js';
import type { FoundFault } from './fixity.types.js';
import { faultOf } from './verify-evidence.js';

const DAY_MS = 86_400_000;
/** The sweep takes what is free every day; what it left for two has stayed for another reason. */
const SWEPT_WITHIN_MS = 2 * DAY_MS;
const NAMED = 3;

interface Looked {
  readonly faults: readonly FoundFault[];
  readonly bytes: number;
}

interface KeyFileRow {
  readonly object: ObjectHandle;
  readonly made_at: Date;
  readonly kept_until: Date;
  readonly digest: Buffer;
}

/** What is stored beside the evidence: the copy of the log, copies of the keys, and what nothing points at. */
@Injectable()
export class VerifyKept {
  // oxlint-disable-next-line max-params -- one a kind
  constructor(
    private readonly database: DataSource,
    private readonly store: ObjectStore,
    private readonly keyFiles: ReadKeyFiles,
    private readonly recorded: RecordedLog,
    private readonly strays: FindStrays,
    private readonly clock: Clock,
  ) {}

  async log(name: string): Promise<Looked> {
    const [object, recorded] = await Promise.all([this.store.find(name), this.recorded.of(name)]);
    if (object === null) return { faults: [{ what: 'object-missing', place: name }], bytes: 0 };
    const stored = await this.store.get(object);
    const faults: FoundFault[] = recorded?.equals(stored) === true ? [] : [{ what: 'object-changed', place: name }];
    return { faults: [...faults, ...(await this.guarded(object, name))], bytes: stored.length };
  }

  /** To its last part; null where its time is over, and nothing is promised of it any more. */
  async keyFile(id: string): Promise<Looked | null> {
    const place = `key_file ${id}`;
    const [row] = await this.database.query<KeyFileRow[]>(
      `SELECT object, made_at, kept_until, digest FROM key_file WHERE id = $1`,
      [id],
    );
    if (!row || row.kept_until <= this.clock.now()) return null;
    const facts = await this.store.facts(row.object);
    try {
      const file = await this.keyFiles.open(row.object);
      await this.keyFiles.readThrough(file);
      const isSame = file.digest.equals(row.digest) && file.index.madeAt === row.made_at.toISOString();
      return { faults: isSame ? [] : [{ what: 'rows-differ', place }], bytes: facts?.bytes ?? 0 };
    } catch (error) {
      return { faults: [faultOf(error, place)], bytes: 0 };
    }
  }

  /** `held`: the store was told to hold it, and said that it does. */
  async guarded(object: ObjectHandle, place: string, held = false): Promise<FoundFault[]> {
    const facts = await this.store.facts(object);
    if (facts === null) return [{ what: 'object-missing', place }];
    const found: FoundFault[] = [];
    if (lockStanding(facts.lockedUntil, this.clock.now()) === 'short') found.push({ what: 'lock-short', place });
    if (held && !facts.held) found.push({ what: 'hold-lost', place });
    return found;
  }

  async unnamed(signal: AbortSignal): Promise<Looked> {
    const left: ObjectHandle[] = [];
    const since = this.clock.now().getTime() - SWEPT_WITHIN_MS;
    for await (const { unlocked } of this.strays.run(signal)) {
      for (const object of unlocked) {
        const until = (await this.store.facts(object))?.lockedUntil;
        if (until !== undefined && (until?.getTime() ?? 0) < since) left.push(object);
      }
    }
    if (left.length === 0) return { faults: [], bytes: 0 };
    const place = `${left.length}: ${left.slice(0, NAMED).join(', ')}`;
    return { faults: [{ what: 'object-stray', place }], bytes: 0 };
  }
}
