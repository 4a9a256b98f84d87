import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../audit/index.js';
import { type Actor, demand } from '../platform/index.js';
import { Keyring } from './keyring.js';
import { KeyWrapper } from './key-wrapper.port.js';

export interface RotatedKeys {
  /** Keys wrapped anew under the new master key. */
  readonly above: number;
  /** Master keys that still unwrap what was wrapped before. */
  readonly earlier: number;
  /** What wraps the keys of items captured from now on. */
  readonly kek: string;
}

/**
 * Puts a new master key into use. Everything the master key wraps in the database is wrapped anew, so that whoever has
 * the old one and gets the database later opens nothing with it; sealed key files, which nobody can change, need the old
 * one until they end. The key is in its file before anything is wrapped with it.
 */
@Injectable()
export class RotateKeys {
  constructor(
    private readonly wrapper: KeyWrapper,
    private readonly keyring: Keyring,
    private readonly trail: AuditTrail,
  ) {}

  /** Makes the next master key known on this machine without using it, so that its file can be brought to the others. */
  async prepare(actor: Actor): Promise<void> {
    demand(actor, 'key-file.manage');
    await this.wrapper.prepare();
  }

  async run(actor: Actor): Promise<RotatedKeys> {
    demand(actor, 'key-file.manage');
    await this.wrapper.rotate();
    return this.trail.write(actor, async (tx) => {
      const above = (await this.wrapAnew(tx.rows, 'kek')) + (await this.wrapAnew(tx.rows, 'body_secret'));
      const kek = await this.keyring.beginKek(tx.rows);
      const earlier = await this.wrapper.earlier();
      await tx.record('keys.rotated', { above, earlier });
      return { above, earlier, kek };
    });
  }

  private async wrapAnew(rows: EntityManager, table: keyof typeof WRAPPED): Promise<number> {
    const { id, type, about } = WRAPPED[table];
    const found: { id: string; wrapped: Buffer }[] = await rows.query(
      `SELECT ${id}::text AS id, wrapped FROM ${table} ORDER BY ${id} FOR UPDATE`,
    );
    const anew = await Promise.all(
      found.map(async (row) =>
        this.wrapper.wrap(await this.wrapper.unwrap(row.wrapped, about + row.id), about + row.id),
      ),
    );
    await rows.query(
      `UPDATE ${table} t SET wrapped = n.wrapped FROM unnest($1::${type}[], $2::bytea[]) AS n (id, wrapped) WHERE t.${id} = n.id`,
      [found.map((row) => row.id), anew],
    );
    return found.length;
  }
}

const WRAPPED = {
  kek: { id: 'month', type: 'text', about: 'kek|' },
  body_secret: { id: 'body_id', type: 'uuid', about: 'body|' },
} as const;
