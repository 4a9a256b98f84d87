import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditTrail } from '../audit/index.js';
import { type Actor, Clock, demand, newId } from '../platform/index.js';
import {
  indexDigest,
  KEY_FILE_ABOUT,
  KEY_KINDS,
  type KeptKey,
  type KeyFileIndex,
  type KeyFilePart,
  keyFileView,
  type KeyKind,
  sealIndex,
  sealPart,
} from './key-file.rules.js';
import { KeyWrapper } from './key-wrapper.port.js';
import { KEY_BYTES } from './keys.rules.js';
import { keyFileLockUntil } from './lock.rules.js';
import { ObjectStore } from './object-store.port.js';
import type { KeyFileView } from './views.types.js';

/** Some five megabytes a part: what is held in memory, however many keys there are. */
const KEYS_A_PART = 50_000;

/**
 * Puts every wrapped key, as of one moment, into a sealed key file in the object store: nightly, and before each
 * disposition. Parts come first, then the index that names them, then the row: what an interrupted run leaves is no key
 * file, and goes when its lock ends.
 */
@Injectable()
export class BackUpKeys {
  // oxlint-disable-next-line max-params -- from the rows to the store
  constructor(
    private readonly database: DataSource,
    private readonly store: ObjectStore,
    private readonly wrapper: KeyWrapper,
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** `goOn` is called after each part; what it throws ends the work. */
  async run(actor: Actor, goOn: () => Promise<void> = async () => undefined): Promise<KeyFileView> {
    demand(actor, 'key-file.manage');
    const now = this.clock.now();
    const until = keyFileLockUntil(now);
    const own = { id: newId(), key: randomBytes(KEY_BYTES) };
    let bytes = 0;
    const put = async (folder: 'i' | 'p', sealed: Buffer): Promise<string> => {
      bytes += sealed.length;
      return this.store.put(`k/${folder}/${randomBytes(KEY_BYTES).toString('hex')}`, sealed, until);
    };

    // 1. The keys of one moment: what is destroyed or captured meanwhile is not half in it.
    const parts: KeyFilePart[] = [];
    await this.database.transaction('REPEATABLE READ', async (rows) => {
      for await (const { kind, keys } of everyKey(rows)) {
        const sealed = sealPart(keys, { ...own, place: parts.length });
        parts.push({ object: await put('p', sealed), kind, keys: keys.length });
        await goOn();
      }
    });

    // 2. The index: from here on there is a key file.
    const index = { id: own.id, madeAt: now.toISOString(), keptUntil: until.toISOString(), parts };
    const wrapped = await this.wrapper.wrap(own.key, KEY_FILE_ABOUT);
    const object = await put('i', sealIndex(index, { key: own.key, wrapped }));

    // 3. The row and its event.
    const digest = indexDigest(index, own.key);
    await this.record(actor, { index, object, bytes, digest });
    return { ...keyFileView(index), bytes, recorded: true };
  }

  private async record(
    actor: Actor,
    made: { index: KeyFileIndex; object: string; bytes: number; digest: Buffer },
  ): Promise<void> {
    const { index, object, bytes, digest } = made;
    const { id, above, items, media, frames, parts } = keyFileView(index);
    const eventId = newId();
    await this.trail.write(actor, async (tx) => {
      await tx.rows.query(
        `INSERT INTO key_file (id, object, made_at, kept_until, above, items, media, frames, parts, bytes, digest, event_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
        [id, object, index.madeAt, index.keptUntil, above, items, media, frames, parts, bytes, digest, eventId],
      );
      const facts = { keyFile: id, items, media, frames, above, parts, bytes, commit: digest.toString('hex') };
      await tx.record('key-file.made', facts, { id: eventId });
    });
  }
}

/** Some keys at a time, kind by kind; a kind of which there are none has no part. */
async function* everyKey(rows: EntityManager): AsyncGenerator<{ kind: KeyKind; keys: KeptKey[] }> {
  for (const kind of KEY_KINDS) {
    const { id, type, kek } = COLUMNS[kind];
    for (let after: string | null = null; ;) {
      const keys: KeptKey[] = await rows.query(
        `SELECT ${id}::text AS id, ${kek} AS kek, wrapped FROM ${kind}
          WHERE $1::${type} IS NULL OR ${id} > $1::${type} ORDER BY ${kind}.${id} LIMIT $2`,
        [after, KEYS_A_PART],
      );
      if (keys.length > 0) yield { kind, keys };
      if (keys.length < KEYS_A_PART) break;
      after = keys.at(-1)?.id ?? null;
    }
  }
}

const COLUMNS: Readonly<Record<KeyKind, { id: string; type: string; kek: string }>> = {
  kek: { id: 'month', type: 'text', kek: `''` },
  body_secret: { id: 'body_id', type: 'uuid', kek: `''` },
  item_key: { id: 'item_id', type: 'uuid', kek: 'kek' },
  medium_key: { id: 'medium_id', type: 'uuid', kek: 'kek' },
  frame_key: { id: 'exchange_id', type: 'uuid', kek: 'kek' },
};
