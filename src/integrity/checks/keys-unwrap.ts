import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Keyring, KeyWrapper, type WrappedKey } from '../../archive/index.js';
import { type CheckResult, failed, fits, type IntegrityCheck, walk, wrong } from '../check.types.js';

/**
 * Everything that lives has its key and the key unwraps; what was destroyed has none. The keys above them are unwrapped
 * anew, not taken from memory.
 */
@Injectable()
export class KeysUnwrap implements IntegrityCheck {
  readonly name = 'keys-unwrap';

  constructor(
    private readonly database: DataSource,
    private readonly keyring: Keyring,
    private readonly wrapper: KeyWrapper,
  ) {}

  async *run(signal: AbortSignal): AsyncIterable<CheckResult> {
    const above: { wrapped: Buffer; about: string }[] = await this.database.query(
      `SELECT wrapped, 'kek|' || month AS about FROM kek UNION ALL SELECT wrapped, 'body|' || body_id FROM body_secret`,
    );
    for (const { wrapped, about } of above) {
      yield await this.look(about.replace('|', ' '), () => this.wrapper.unwrap(wrapped, about));
    }
    for (const [table, sql] of KEYS) {
      for await (const rows of walk<KeyRow>(this.database, sql, signal)) {
        for (const row of rows) yield await this.look(`${table} ${row.id}`, () => this.keyring.unwrap(row.id, row));
      }
    }
    for (const { what, sql } of ODD) {
      const rows: { where: string }[] = await this.database.query(sql);
      for (const { where } of rows) yield wrong(what, where);
    }
  }

  private async look(where: string, unwrap: () => Promise<unknown>): Promise<CheckResult> {
    try {
      await unwrap();
      return fits(1);
    } catch (error) {
      return failed(error, 'key-changed', where);
    }
  }
}

const KEYS = [
  ['item_key', `SELECT item_id AS id, kek, wrapped FROM item_key WHERE item_id > $1 ORDER BY 1 LIMIT $2`],
  ['medium_key', `SELECT medium_id AS id, kek, wrapped FROM medium_key WHERE medium_id > $1 ORDER BY 1 LIMIT $2`],
  ['frame_key', `SELECT exchange_id AS id, kek, wrapped FROM frame_key WHERE exchange_id > $1 ORDER BY 1 LIMIT $2`],
] as const;

const DESTROYED = `EXISTS (SELECT FROM audit_event e WHERE e.facts ? 'item' AND e.facts->>'item' = i.id::text AND e.type = 'item.destroyed')`;
const ITEM_LIVES = `EXISTS (SELECT FROM item_key k WHERE k.item_id = s.item_id)`;

const ODD = [
  {
    what: 'key-missing',
    sql: `SELECT 'item ' || i.id AS where FROM item i
           WHERE NOT EXISTS (SELECT FROM item_key k WHERE k.item_id = i.id) AND NOT ${DESTROYED}`,
  },
  {
    what: 'key-left-over',
    sql: `SELECT 'item ' || i.id AS where FROM item i JOIN item_key k ON k.item_id = i.id WHERE ${DESTROYED}`,
  },
  {
    what: 'key-left-over',
    sql: `SELECT 'snapshot ' || b.snapshot_id AS where FROM snapshot_body b
           WHERE NOT EXISTS (SELECT FROM item_key k WHERE k.item_id = b.item_id)`,
  },
  {
    what: 'key-left-over',
    sql: `SELECT 'snapshot ' || w.snapshot_id AS where FROM snapshot_words w
           WHERE NOT EXISTS (SELECT FROM item_key k WHERE k.item_id = w.item_id)`,
  },
  {
    what: 'key-missing',
    sql: `SELECT DISTINCT 'medium ' || s.medium_id AS where FROM snapshot_medium s
           WHERE ${ITEM_LIVES} AND NOT EXISTS (SELECT FROM medium_key k WHERE k.medium_id = s.medium_id)`,
  },
  {
    what: 'key-missing',
    sql: `SELECT DISTINCT 'exchange ' || s.exchange_id AS where FROM exchange_item s
           WHERE ${ITEM_LIVES} AND NOT EXISTS (SELECT FROM frame_key k WHERE k.exchange_id = s.exchange_id)`,
  },
] as const;

interface KeyRow extends WrappedKey {
  readonly id: string;
}
