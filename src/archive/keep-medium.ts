import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock, newId } from '../platform/index.js';
import { Keyring, type WrappedKey } from './keyring.js';
import { KEY_BYTES, mediumAbout, seal, sealingKey } from './keys.rules.js';
import { lockUntil } from './lock.rules.js';
import { ObjectStore } from './object-store.port.js';

export interface KeptMedium {
  readonly id: string;
  readonly bytes: number;
  readonly mime: string;
  /** Null when the same bytes are in the archive already. */
  readonly fresh: { readonly digest: Buffer; readonly object: string; readonly key: WrappedKey } | null;
}

/** Original bytes of a picture or video, once a body however many items show them, under a key of their own. */
@Injectable()
export class KeepMedium {
  constructor(
    private readonly database: DataSource,
    private readonly store: ObjectStore,
    private readonly keyring: Keyring,
    private readonly clock: Clock,
  ) {}

  /** `pending`: what the same page stored already and no row names yet, by digest. */
  async run(
    bodyId: string,
    { bytes, mime }: { bytes: Uint8Array; mime: string },
    pending: Map<string, KeptMedium>,
  ): Promise<KeptMedium> {
    const secret = await this.keyring.secretOf(bodyId);
    const digest = secret.medium(bytes);
    const stored = pending.get(digest.toString('hex'));
    if (stored) return stored;
    const [known] = await this.database.query(
      `SELECT m.id, m.mime FROM medium m JOIN medium_key k ON k.medium_id = m.id WHERE m.body_id = $1 AND m.digest = $2`,
      [bodyId, digest],
    );
    if (known) return { id: known.id, bytes: bytes.length, mime: known.mime, fresh: null };

    const id = newId();
    const key = randomBytes(KEY_BYTES);
    const object = await this.store.put(
      secret.objectName('m', id),
      seal(sealingKey(key), bytes, mediumAbout(id, mime)),
      lockUntil(this.clock.now()),
    );
    const wrapped = (await this.keyring.current()).wrap(id, key);
    const kept = { id, bytes: bytes.length, mime, fresh: { digest, object, key: wrapped } };
    pending.set(digest.toString('hex'), kept);
    return kept;
  }
}
