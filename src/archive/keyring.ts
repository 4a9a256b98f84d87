import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock, Refusal } from '../platform/index.js';
import { KeyWrapper } from './key-wrapper.port.js';
import { derive, KEY_BYTES, keyed, seal, unseal } from './keys.rules.js';

/** A key as a row holds it. */
export interface WrappedKey {
  readonly kek: string;
  readonly wrapped: Buffer;
}

/** Keyed digests of one body: what may stand outside sealed objects instead of the thing itself. */
export interface BodySecret {
  ref(text: string): Buffer;
  content(text: string): Buffer;
  medium(bytes: Uint8Array): Buffer;
  exchange(bytes: Uint8Array): Buffer;
  suppression(text: string): Buffer;
  objectName(kind: 'x' | 'm', id: string): string;
}

/** Unwrapped key-encryption keys and body secrets, held in memory only. */
@Injectable()
export class Keyring {
  private readonly keks = new Map<string, Buffer>();
  private readonly secrets = new Map<string, BodySecret>();

  constructor(
    private readonly database: DataSource,
    private readonly wrapper: KeyWrapper,
    private readonly clock: Clock,
  ) {}

  /** This month's KEK, ready to wrap without waiting. */
  async current(): Promise<{ wrap(id: string, key: Uint8Array): WrappedKey }> {
    const month = this.clock.now().toISOString().slice(0, 7);
    const kek = this.keks.get(month) ?? (await this.makeKek(month));
    return { wrap: (id, key) => ({ kek: month, wrapped: seal(kek, key, id) }) };
  }

  /** Rejects 'integrity-failure' what was not wrapped here, or for something else. */
  async unwrap(id: string, { kek, wrapped }: WrappedKey): Promise<Buffer> {
    const key = this.keks.get(kek) ?? (await this.loadKek(kek));
    try {
      return unseal(key, wrapped, id);
    } catch (cause) {
      throw new Refusal(
        'integrity-failure',
        'A stored key is not the key that was recorded.',
        { about: id },
        { cause },
      );
    }
  }

  /** A key nobody keeps: what is sealed under it is gone, and the exchange around it stays whole. */
  throwAway(): Buffer {
    return randomBytes(KEY_BYTES);
  }

  /** Made once, before a body has its first item. Rejects 'integrity-failure' where it was lost: nothing would be found again. */
  async secretOf(bodyId: string): Promise<BodySecret> {
    const known = this.secrets.get(bodyId);
    if (known) return known;
    const fresh = await this.wrapper.wrap(randomBytes(KEY_BYTES), `body|${bodyId}`);
    await this.database.query(
      `INSERT INTO body_secret (body_id, wrapped) SELECT $1, $2
        WHERE NOT EXISTS (SELECT FROM item WHERE body_id = $1) ON CONFLICT DO NOTHING`,
      [bodyId, fresh],
    );
    const [row] = await this.database.query(`SELECT wrapped FROM body_secret WHERE body_id = $1`, [bodyId]);
    if (!row) {
      throw new Refusal(
        'integrity-failure',
        'The secret by which the items of this body are found again is missing. Nothing was changed. Put it back: akta keys restore',
        { about: bodyId },
      );
    }
    const secret = bodySecret(await this.wrapper.unwrap(row.wrapped, `body|${bodyId}`));
    this.secrets.set(bodyId, secret);
    return secret;
  }

  private async makeKek(month: string): Promise<Buffer> {
    const fresh = await this.wrapper.wrap(randomBytes(KEY_BYTES), `kek|${month}`);
    await this.database.query(`INSERT INTO kek (month, wrapped, made_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`, [
      month,
      fresh,
      this.clock.now(),
    ]);
    return this.loadKek(month);
  }

  private async loadKek(month: string): Promise<Buffer> {
    const [row] = await this.database.query(`SELECT wrapped FROM kek WHERE month = $1`, [month]);
    if (!row) throw new Refusal('integrity-failure', `There is no key-encryption key of ${month}.`);
    const kek = await this.wrapper.unwrap(row.wrapped, `kek|${month}`);
    this.keks.set(month, kek);
    return kek;
  }
}

function bodySecret(secret: Buffer): BodySecret {
  const key = (purpose: string): Buffer => derive(secret, `akta/${purpose}/1`);
  const ref = key('ref');
  const content = key('content');
  const medium = key('medium');
  const exchange = key('exchange');
  const suppression = key('suppression');
  const name = key('name');
  return {
    ref: (text) => keyed(ref, text),
    content: (text) => keyed(content, text),
    medium: (bytes) => keyed(medium, bytes),
    exchange: (bytes) => keyed(exchange, bytes),
    suppression: (text) => keyed(suppression, text),
    objectName: (kind, id) => {
      const digest = keyed(name, `${kind}|${id}`).toString('hex');
      return `${kind}/${digest.slice(0, 2)}/${digest}`;
    },
  };
}
