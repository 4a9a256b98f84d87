import { type Hmac, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock, newId } from '../platform/index.js';
import { Keyring, type WrappedKey } from './keyring.js';
import { KEY_BYTES, mediumAbout, seal, sealingKey } from './keys.rules.js';
import { lockUntil } from './lock.rules.js';
import { ObjectStore } from './object-store.port.js';
import { isSegmented, sealSegments } from './segments.rules.js';

export interface KeptMedium {
  readonly id: string;
  readonly bytes: number;
  readonly mime: string;
  /** Null when the same bytes are in the archive already. */
  readonly fresh: { readonly digest: Buffer; readonly object: string; readonly key: WrappedKey } | null;
}

/** Media that the same page stored already and no row names yet, by digest. */
export type PendingMedia = Map<string, KeptMedium>;

/** Original bytes of a picture or video, once a body however many items show them, under a key of their own. */
@Injectable()
export class KeepMedium {
  constructor(
    private readonly database: DataSource,
    private readonly store: ObjectStore,
    private readonly keyring: Keyring,
    private readonly clock: Clock,
  ) {}

  async run(
    bodyId: string,
    { bytes, mime }: { bytes: Uint8Array; mime: string },
    pending: PendingMedia,
  ): Promise<KeptMedium> {
    const secret = await this.keyring.secretOf(bodyId);
    const found = { bodyId, digest: secret.medium(bytes), bytes: bytes.length };
    const stored = await this.stored(found, pending);
    if (stored) return stored;
    const { id, key } = fresh();
    const sealed = seal(sealingKey(key), bytes, mediumAbout(id, mime));
    const object = await this.store.put(secret.objectName('m', id), sealed, lockUntil(this.clock.now()));
    return this.keep({ ...found, id, key, object, mime }, pending);
  }

  /**
   * The same of what is too large to hold: read once, sealed as it comes. Null where it is not so large after all. What
   * the pieces throw is passed on, and nothing was kept.
   */
  async large(
    bodyId: string,
    { pieces, mime }: { pieces: AsyncIterable<Uint8Array>; mime: string },
    pending: PendingMedia,
  ): Promise<KeptMedium | null> {
    const secret = await this.keyring.secretOf(bodyId);
    const [{ id, key }, read] = [fresh(), new Reading(secret.mediumDigest())];
    const told = async (): Promise<Unneeded | null> => {
      if (!isSegmented(read.bytes)) return new Unneeded(null);
      const stored = await this.stored({ bodyId, digest: read.digest(), bytes: read.bytes }, pending);
      return stored && new Unneeded(stored);
    };
    const sealed = sealSegments(read.through(pieces, told), { key: sealingKey(key), about: mediumAbout(id, mime) });
    try {
      const object = await this.store.putParts(secret.objectName('m', id), sealed, lockUntil(this.clock.now()));
      return await this.keep({ id, key, object, mime, digest: read.digest(), bytes: read.bytes }, pending);
    } catch (error) {
      if (error instanceof Unneeded) return error.medium;
      throw error;
    }
  }

  private async stored(
    { bodyId, digest, bytes }: { bodyId: string; digest: Buffer; bytes: number },
    pending: PendingMedia,
  ): Promise<KeptMedium | null> {
    const waiting = pending.get(digest.toString('hex'));
    if (waiting) return waiting;
    const [known] = await this.database.query(
      `SELECT m.id, m.mime FROM medium m JOIN medium_key k ON k.medium_id = m.id WHERE m.body_id = $1 AND m.digest = $2`,
      [bodyId, digest],
    );
    return known ? { id: known.id, bytes, mime: known.mime, fresh: null } : null;
  }

  private async keep({ id, key, object, digest, bytes, mime }: Stored, pending: PendingMedia): Promise<KeptMedium> {
    const wrapped = (await this.keyring.current()).wrap(id, key);
    const kept = { id, bytes, mime, fresh: { digest, object, key: wrapped } };
    pending.set(digest.toString('hex'), kept);
    return kept;
  }
}

interface Stored {
  readonly id: string;
  readonly key: Buffer;
  readonly object: string;
  readonly digest: Buffer;
  readonly bytes: number;
  readonly mime: string;
}

function fresh(): { readonly id: string; readonly key: Buffer } {
  return { id: newId(), key: randomBytes(KEY_BYTES) };
}

/** Ends the storing of what need not be stored so: the same bytes are there already, or they are few. */
class Unneeded extends Error {
  constructor(readonly medium: KeptMedium | null) {
    super('What is being stored need not be');
  }
}

/** What was read so far. */
class Reading {
  bytes = 0;
  private ended: Buffer | null = null;

  constructor(private readonly hmac: Hmac) {}

  digest(): Buffer {
    return (this.ended ??= this.hmac.digest());
  }

  /** `before`: asked when all was read and nothing is kept yet; what it answers is thrown. */
  async *through(pieces: AsyncIterable<Uint8Array>, before: () => Promise<Error | null>): AsyncGenerator<Uint8Array> {
    for await (const piece of pieces) {
      this.hmac.update(piece);
      this.bytes += piece.length;
      yield piece;
    }
    const unneeded = await before();
    if (unneeded) throw unneeded;
  }
}
