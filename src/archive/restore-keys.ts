import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail, type EventFacts } from '../audit/index.js';
import { type Actor, Clock, demand, Refusal } from '../platform/index.js';
import { exchangeDestroyed, itemDestroyed, mediumDestroyed } from './destroyed.rules.js';
import type { KeptKey, KeyKind } from './key-file.rules.js';
import type { ObjectHandle } from './object-store.port.js';
import { type OpenedKeyFile, ReadKeyFiles } from './read-key-files.js';

export interface RestoredKeys {
  /** The key files that were read, the newest first; older ones only while something was still missing. */
  readonly files: readonly FileRestored[];
  /** Keys of what was not destroyed that no key file gave back. */
  readonly missing: number;
  /** What could not be read, or is not as it was stored. */
  readonly damaged: readonly ObjectHandle[];
}

/** What became of the keys of one key file. */
export interface FileRestored {
  readonly keyFile: string;
  readonly madeAt: string;
  readonly restored: Readonly<Record<KeyKind, number>>;
  readonly left: {
    /** The row is there; it is never overwritten. */
    readonly present: number;
    /** What the key opened was destroyed: it stays so. */
    readonly destroyed: number;
    /** The database has no such item, medium, answer or body, or not the key above this one. */
    readonly unknown: number;
  };
}

type Fate = 'missing' | 'present' | 'destroyed' | 'unknown';

/**
 * Puts missing key rows back from the newest key file; from older ones what it lacks, since a key file made after the
 * loss holds nothing of it. It never brings back what was destroyed: while it works, nobody can destroy an item. What
 * is damaged is passed over and named; all is put back in one transaction.
 */
@Injectable()
export class RestoreKeys {
  constructor(
    private readonly keyFiles: ReadKeyFiles,
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(actor: Actor): Promise<RestoredKeys> {
    demand(actor, 'key-file.manage');
    const found = await this.keyFiles.find();
    const damaged = [...found.damaged];
    if (found.files.length === 0) throw noKeyFile(damaged);
    return this.trail.write(actor, async (tx) => {
      // Taken first: a disposition in between would be overlooked by what was read before it, and undone.
      await tx.rows.query(`LOCK TABLE item_key IN SHARE ROW EXCLUSIVE MODE`);
      const files: FileRestored[] = [];
      let missing = 0;
      for (const file of found.files) {
        const done = await this.fromFile(tx.rows, file, damaged);
        files.push(done);
        await tx.record('keys.restored', factsOf(done));
        missing = (await tx.rows.query(MISSING))[0].count;
        if (missing === 0) break;
      }
      return { files, missing, damaged };
    });
  }

  private async fromFile(rows: EntityManager, file: OpenedKeyFile, damaged: ObjectHandle[]): Promise<FileRestored> {
    const restored = { kek: 0, body_secret: 0, item_key: 0, medium_key: 0, frame_key: 0 };
    const left = { present: 0, destroyed: 0, unknown: 0 };
    for (const [place, { kind, object }] of file.index.parts.entries()) {
      const keys = await this.keyFiles.partOrNull(file, place);
      if (!keys) {
        damaged.push(object);
        continue;
      }
      const fates = await this.putBack(rows, kind, keys);
      restored[kind] += fates.missing;
      left.present += fates.present;
      left.destroyed += fates.destroyed;
      left.unknown += fates.unknown;
    }
    return { keyFile: file.index.id, madeAt: file.index.madeAt, restored, left };
  }

  private async putBack(rows: EntityManager, kind: KeyKind, keys: readonly KeptKey[]): Promise<Record<Fate, number>> {
    const counts: { fate: Fate; count: number }[] = await rows.query(RESTORE[kind], [
      keys.map(({ id }) => id),
      keys.map(({ kek }) => kek),
      keys.map(({ wrapped }) => wrapped),
      ...(kind === 'kek' ? [this.clock.now()] : []),
    ]);
    const fates = { missing: 0, present: 0, destroyed: 0, unknown: 0 };
    for (const { fate, count } of counts) fates[fate] = count;
    return fates;
  }
}

function factsOf({ keyFile, restored, left }: FileRestored): EventFacts['keys.restored'] {
  return {
    keyFile,
    items: restored.item_key,
    media: restored.medium_key,
    frames: restored.frame_key,
    above: restored.kek + restored.body_secret,
    left: left.present + left.destroyed + left.unknown,
  };
}

function noKeyFile(damaged: readonly ObjectHandle[]): Refusal {
  return new Refusal(
    'not-found',
    'The object store holds no key file that this master key opens. Bring the objects and the master key back from your own copy first.',
    { damaged },
  );
}

interface Target {
  /** What identifies the row, and as what type. */
  readonly id: readonly [column: string, type: 'text' | 'uuid'];
  /** SQL, of a key `k`: what a row is made of. */
  readonly values: string;
  /** SQL, of a key `k`. */
  readonly known: string;
  readonly destroyed: string;
}

const KEK_THERE = 'EXISTS (SELECT FROM kek WHERE kek.month = k.kek)';

const TARGETS: Readonly<Record<KeyKind, Target>> = {
  kek: { id: ['month', 'text'], values: 'id, wrapped, $4::timestamptz', known: 'true', destroyed: 'false' },
  body_secret: {
    id: ['body_id', 'uuid'],
    values: 'id, wrapped',
    known: `EXISTS (SELECT FROM body b WHERE b.id = k.id)`,
    destroyed: 'false',
  },
  item_key: {
    id: ['item_id', 'uuid'],
    values: 'id, kek, wrapped',
    known: `EXISTS (SELECT FROM item i WHERE i.id = k.id) AND ${KEK_THERE}`,
    destroyed: itemDestroyed('k.id'),
  },
  medium_key: {
    id: ['medium_id', 'uuid'],
    values: 'id, kek, wrapped',
    known: `EXISTS (SELECT FROM medium m WHERE m.id = k.id) AND ${KEK_THERE}`,
    destroyed: mediumDestroyed('k.id'),
  },
  frame_key: {
    id: ['exchange_id', 'uuid'],
    values: 'id, kek, wrapped',
    known: `EXISTS (SELECT FROM exchange x WHERE x.id = k.id) AND ${KEK_THERE}`,
    destroyed: exchangeDestroyed('k.id'),
  },
};

function restoring(kind: KeyKind): string {
  const { id, values, known, destroyed } = TARGETS[kind];
  const [column, type] = id;
  return `
    WITH judged AS (
      SELECT k.*, CASE
          WHEN EXISTS (SELECT FROM ${kind} r WHERE r.${column} = k.id) THEN 'present'
          WHEN NOT (${known}) THEN 'unknown'
          WHEN ${destroyed} THEN 'destroyed'
          ELSE 'missing' END AS fate
        FROM unnest($1::${type}[], $2::text[], $3::bytea[]) AS k (id, kek, wrapped)),
    put AS (INSERT INTO ${kind} SELECT ${values} FROM judged WHERE fate = 'missing')
    SELECT fate, count(*)::int AS count FROM judged GROUP BY fate`;
}

const RESTORE: Readonly<Record<KeyKind, string>> = {
  kek: restoring('kek'),
  body_secret: restoring('body_secret'),
  item_key: restoring('item_key'),
  medium_key: restoring('medium_key'),
  frame_key: restoring('frame_key'),
};

const MISSING = `
  SELECT ((SELECT count(*) FROM item i WHERE NOT ${itemDestroyed('i.id')}
             AND NOT EXISTS (SELECT FROM item_key k WHERE k.item_id = i.id))
        + (SELECT count(*) FROM medium m WHERE NOT ${mediumDestroyed('m.id')}
             AND NOT EXISTS (SELECT FROM medium_key k WHERE k.medium_id = m.id))
        + (SELECT count(*) FROM exchange x WHERE NOT ${exchangeDestroyed('x.id')}
             AND NOT EXISTS (SELECT FROM frame_key k WHERE k.exchange_id = x.id)))::int AS count`;
