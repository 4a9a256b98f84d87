import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../audit/index.js';
import { type Actor, Clock, demand, Refusal } from '../platform/index.js';
import { exchangeDestroyed, itemDestroyed, mediumDestroyed } from './destroyed.rules.js';
import type { KeptKey, KeyKind } from './key-file.rules.js';
import type { ObjectHandle } from './object-store.port.js';
import { isDamage, type OpenedKeyFile, ReadKeyFiles } from './read-key-files.js';

/** What became of the keys of a key file. */
export interface RestoredKeys {
  readonly keyFile: string;
  readonly madeAt: string;
  readonly restored: Readonly<Record<KeyKind, number>>;
  readonly left: {
    /** The row is there; it is never overwritten. */
    readonly present: number;
    /** What the key opened was destroyed: it stays so. */
    readonly destroyed: number;
    /** The database has no such item, medium, answer or body. */
    readonly unknown: number;
  };
  /** Newer key files that could not be read whole. */
  readonly damaged: readonly ObjectHandle[];
}

type Fate = 'missing' | 'present' | 'destroyed' | 'unknown';

/**
 * Puts missing key rows back from the newest key file that can be read whole, all of them or none. It never brings back
 * what was destroyed: while it works, nobody can destroy an item.
 */
@Injectable()
export class RestoreKeys {
  constructor(
    private readonly files: ReadKeyFiles,
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(actor: Actor): Promise<RestoredKeys> {
    demand(actor, 'key-file.manage');
    const { file, damaged } = await this.newestWhole();
    const restored = { kek: 0, body_secret: 0, item_key: 0, medium_key: 0, frame_key: 0 };
    const left = { present: 0, destroyed: 0, unknown: 0 };
    await this.trail.write(actor, async (tx) => {
      // Taken first: a disposition in between would be overlooked by what was read before it, and undone.
      await tx.rows.query(`LOCK TABLE item_key IN SHARE ROW EXCLUSIVE MODE`);
      for await (const { kind, keys } of this.files.keys(file)) {
        const fates = await this.putBack(tx.rows, kind, keys);
        restored[kind] += fates.missing;
        left.present += fates.present;
        left.destroyed += fates.destroyed;
        left.unknown += fates.unknown;
      }
      await tx.record('keys.restored', {
        keyFile: file.index.id,
        items: restored.item_key,
        media: restored.medium_key,
        frames: restored.frame_key,
        above: restored.kek + restored.body_secret,
        left: left.present + left.destroyed + left.unknown,
      });
    });
    return { keyFile: file.index.id, madeAt: file.index.madeAt, restored, left, damaged };
  }

  /** Read through before a row is written: a damaged key file is passed over for an older one, and named. */
  private async newestWhole(): Promise<{ file: OpenedKeyFile; damaged: ObjectHandle[] }> {
    const found = await this.files.find();
    const damaged = [...found.damaged];
    for (const file of found.files) {
      try {
        await this.files.readThrough(file);
        return { file, damaged };
      } catch (error) {
        if (!isDamage(error)) throw error;
        damaged.push(file.object);
      }
    }
    throw new Refusal(
      'not-found',
      'The object store holds no key file that can be read with this master key. Bring the objects and the key file back from your own copy first.',
      { damaged },
    );
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

interface Target {
  /** What identifies the row, and as what type. */
  readonly id: readonly [column: string, type: 'text' | 'uuid'];
  /** SQL, of a key `k`: what a row is made of. */
  readonly values: string;
  /** SQL, of a key `k`. */
  readonly known: string;
  readonly destroyed: string;
}

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
    known: `EXISTS (SELECT FROM item i WHERE i.id = k.id)`,
    destroyed: itemDestroyed('k.id'),
  },
  medium_key: {
    id: ['medium_id', 'uuid'],
    values: 'id, kek, wrapped',
    known: `EXISTS (SELECT FROM medium m WHERE m.id = k.id)`,
    destroyed: mediumDestroyed('k.id'),
  },
  frame_key: {
    id: ['exchange_id', 'uuid'],
    values: 'id, kek, wrapped',
    known: `EXISTS (SELECT FROM exchange x WHERE x.id = k.id)`,
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
          WHEN NOT ${known} THEN 'unknown'
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
