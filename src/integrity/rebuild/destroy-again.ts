import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Keyring, readItemJson, refText, ROWS_OF_ITEMS } from '../../archive/index.js';
import { type AuditedTx, AuditTrail } from '../../audit/index.js';
import { system } from '../../platform/index.js';

/** What a disposition says of its ground when only the log knows of it. */
const AUTHORITY = 'As the log tells it; its list came back with no copy';

interface Told {
  readonly disposition: string;
  readonly event: string;
  readonly at: Date;
  readonly items: readonly string[];
}

/**
 * Destructions that the log tells of and the tables do not know: carried out again, so that no old copy brings back what
 * was lawfully destroyed. The log holds their events already; what is added is that they were repeated.
 */
@Injectable()
export class DestroyAgain {
  constructor(
    private readonly database: DataSource,
    private readonly trail: AuditTrail,
    private readonly keyring: Keyring,
  ) {}

  async run(rebuild: string): Promise<void> {
    const told: Told[] = await this.database.query(
      `SELECT e.facts->>'disposition' AS disposition, e.id AS event, e.at, array_agg(d.facts->>'item') AS items
         FROM audit_event e JOIN audit_event d ON d.type = 'item.destroyed' AND d.facts->>'disposition' = e.facts->>'disposition'
         JOIN item i ON i.id = (d.facts->>'item')::uuid
        WHERE e.type = 'disposition.executed'
          AND NOT EXISTS (SELECT FROM disposition p WHERE p.id = (e.facts->>'disposition')::uuid)
        GROUP BY e.id, e.at, e.facts ORDER BY e.at`,
    );
    for (const each of told) await this.trail.write(system('integrity'), (tx) => this.repeat(tx, rebuild, each));
  }

  private async repeat(tx: AuditedTx, rebuild: string, { disposition, event, at, items }: Told): Promise<void> {
    const { rows } = tx;
    await rows.query(`SET LOCAL akta.rebuild = 'on'`);
    await rows.query(`INSERT INTO disposition (id, authority, executed_at, event_id) VALUES ($1, $2, $3, $4)`, [
      disposition,
      AUTHORITY,
      at,
      event,
    ]);
    await rows.query(`INSERT INTO disposition_item (disposition_id, item_id) SELECT $1, unnest($2::uuid[])`, [
      disposition,
      items,
    ]);
    await this.suppress(tx, disposition, { items, at });
    for (const table of ROWS_OF_ITEMS) {
      await rows.query(`DELETE FROM ${table} WHERE item_id = ANY($1::uuid[])`, [items]);
    }
    for (const [table, id, shown] of SHARED) {
      await rows.query(
        `DELETE FROM ${table} k USING ${shown} s WHERE s.${id} = k.${id} AND s.item_id = ANY($1::uuid[])
            AND NOT EXISTS (SELECT FROM ${shown} o JOIN item_key USING (item_id) WHERE o.${id} = k.${id})`,
        [items],
      );
    }
    await tx.record('destruction.repeated', { rebuild, disposition, items: items.length });
  }

  /** Where the text is there to say what it was; else the item's own row keeps it from being captured again. */
  private async suppress(
    { rows }: AuditedTx,
    disposition: string,
    { items, at }: Pick<Told, 'items' | 'at'>,
  ): Promise<void> {
    const known: { id: string; body_id: string; item_json: Buffer }[] = await rows.query(
      `SELECT i.id, i.body_id, b.item_json FROM item i JOIN snapshot_body b ON b.item_id = i.id AND b.number = 1
        WHERE i.id = ANY($1::uuid[])`,
      [items],
    );
    for (const { id, body_id: body, item_json: json } of known) {
      const ref = (await this.keyring.secretOf(body)).suppression(refText(readItemJson(json).ref));
      await rows.query(
        `INSERT INTO destroyed_item (body_id, ref, kind, first_seen_at, destroyed_at, disposition_id)
         SELECT body_id, $2, kind, first_seen_at, $3, $4 FROM item WHERE id = $1 ON CONFLICT DO NOTHING`,
        [id, ref, at, disposition],
      );
    }
  }
}

const SHARED = [
  ['medium_key', 'medium_id', 'snapshot_medium'],
  ['frame_key', 'exchange_id', 'exchange_item'],
] as const;
