import { createHmac, type Hmac, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
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
  /** The same, of bytes that come in pieces. */
  mediumDigest(): Hmac;
  exchange(bytes: Uint8Array): Buffer;
  suppression(text: string): Buffer;
  objectName(kind: 'x' | 'm', id: string): string;
}

const LOOK_AGAIN_MS = 60_000;

/** Unwrapped key-encryption keys and body secrets, held in memory only. */
@Injectable()
export class Keyring {
  private readonly keks = new Map<string, Buffer>();
  private newest: { readonly kek: string; readonly month: string; readonly lookedAt: number } | null = null;
  private readonly secrets = new Map<string, BodySecret>();

  constructor(
    private readonly database: DataSource,
    private readonly wrapper: KeyWrapper,
    private readonly clock: Clock,
  ) {}

  /** This month's newest KEK, ready to wrap without waiting. One that another process begins is used within a minute. */
  async current(): Promise<{ wrap(id: string, key: Uint8Array): WrappedKey }> {
    const name = await this.newestKek();
    const kek = this.keks.get(name) ?? (await this.loadKek(name));
    return { wrap: (id, key) => ({ kek: name, wrapped: seal(kek, key, id) }) };
  }

  /** Begins another KEK within the month; answers its name. */
  async beginKek(rows: EntityManager): Promise<string> {
    const month = this.month();
    const [row] = await rows.query(`SELECT count(*)::int AS n FROM kek WHERE starts_with(month, $1)`, [month]);
    const name = row.n === 0 ? month : `${month}.${row.n + 1}`;
    await this.makeKek(rows, name);
    return name;
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

  private async newestKek(): Promise<string> {
    const month = this.month();
    const now = this.clock.now().getTime();
    if (this.newest?.month === month && now - this.newest.lookedAt < LOOK_AGAIN_MS) return this.newest.kek;
    const kek = (await this.findKek(month)) ?? (await this.makeKek(this.database.manager, month));
    this.newest = { kek, month, lookedAt: now };
    return kek;
  }

  private async findKek(month: string): Promise<string | null> {
    const [row] = await this.database.query(
      `SELECT month AS name FROM kek WHERE starts_with(month, $1) ORDER BY length(month) DESC, month DESC LIMIT 1`,
      [month],
    );
    return row?.name ?? null;
  }

  private async makeKek(rows: EntityManager, name: string): Promise<string> {
    const fresh = await this.wrapper.wrap(randomBytes(KEY_BYTES), `kek|${name}`);
    await rows.query(`INSERT INTO kek (month, wrapped, made_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`, [
      name,
      fresh,
      this.clock.now(),
    ]);
    return name;
  }

  private async loadKek(name: string): Promise<Buffer> {
    const [row] = await this.database.query(`SELECT wrapped FROM kek WHERE month = $1`, [name]);
    if (!row) throw new Refusal('integrity-failure', `There is no key-encryption key of ${name}.`);
    const kek = await this.wrapper.unwrap(row.wrapped, `kek|${name}`);
    this.keks.set(name, kek);
    return kek;
  }

  private month(): string {
    return this.clock.now().toISOString().slice(0, 7);
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
    mediumDigest: () => createHmac('sha256', medium),
    exchange: (bytes) => keyed(exchange, bytes),
    suppression: (text) => keyed(suppression, text),
    objectName: (kind, id) => {
      const digest = keyed(name, `${kind}|${id}`).toString('hex');
      return `${kind}/${digest.slice(0, 2)}/${digest}`;
    },
  };
}
