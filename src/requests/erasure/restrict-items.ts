import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { closedIn, closeRecord, readItemJson, type RestrictedPlace, type Restriction } from '../../archive/index.js';
import { type AuditedTx, commitJson } from '../../audit/index.js';
import { type Actor, actorName, Clock, newId } from '../../platform/index.js';
import { documentTokens, tsvectorLiteral } from '../../search/index.js';

export interface NewRestriction {
  readonly itemId: string;
  /** Null: the whole item. */
  readonly places: readonly RestrictedPlace[] | null;
  /** The decision was made over the versions up to this one. */
  readonly versions: number;
  readonly decisionId: string;
}

/** Puts restrictions on items and takes them away, with the words by which everybody else still finds what is open. */
@Injectable()
export class RestrictItems {
  constructor(private readonly clock: Clock) {}

  async place(tx: AuditedTx, actor: Actor, restrictions: readonly NewRestriction[]): Promise<void> {
    for (const { itemId, places, versions, decisionId } of restrictions) {
      const [id, event] = [newId(), newId()];
      const { text, salt, digest } = commitJson(places);
      await tx.rows.query(
        `INSERT INTO restriction (id, item_id, by_what, versions, places, salt, at, by, event_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [id, itemId, decisionId, versions, places && text, salt, this.clock.now(), actorName(actor), event],
      );
      const extent = places === null ? 'all-of-it' : 'places-in-it';
      await tx.record('item.restricted', { item: itemId, restriction: id, extent, commit: digest }, { id: event });
    }
    await this.refreshWords(
      tx.rows,
      restrictions.flatMap(({ itemId, places }) => (places === null ? [] : [itemId])),
    );
  }

  /** What stands by decisions of this request about these items. */
  async lift(
    tx: AuditedTx,
    actor: Actor,
    { requestId, itemIds }: { readonly requestId: string; readonly itemIds: readonly string[] },
  ): Promise<void> {
    const standing: { id: string; item_id: string; partly: boolean }[] = await tx.rows.query(
      `SELECT r.id, r.item_id, r.places IS NOT NULL AS partly FROM restriction r JOIN erasure_decision d ON d.id = r.by_what
        WHERE d.request_id = $1 AND r.item_id = ANY($2::uuid[]) AND r.lifted_at IS NULL ORDER BY r.id FOR UPDATE OF r`,
      [requestId, itemIds],
    );
    for (const { id, item_id: item } of standing) {
      const event = newId();
      await tx.rows.query(`UPDATE restriction SET lifted_at = $2, lifted_by = $3, lifted_event = $4 WHERE id = $1`, [
        id,
        this.clock.now(),
        actorName(actor),
        event,
      ]);
      await tx.record('item.restriction-lifted', { item, restriction: id }, { id: event });
    }
    await this.refreshWords(
      tx.rows,
      standing.flatMap(({ item_id: item, partly }) => (partly ? [item] : [])),
    );
  }

  /** Of each version that somebody has looked at: its words without what is closed in it. */
  private async refreshWords(rows: EntityManager, itemIds: readonly string[]): Promise<void> {
    if (itemIds.length === 0) return;
    await rows.query(`DELETE FROM open_words WHERE item_id = ANY($1::uuid[])`, [itemIds]);
    const versions: {
      item_id: string;
      snapshot_id: string;
      number: number;
      item_json: Buffer;
      standing: Restriction[];
    }[] = await rows.query(
      `SELECT b.item_id, b.snapshot_id, b.number, b.item_json, s.standing FROM snapshot_body b JOIN (
           SELECT r.item_id, jsonb_agg(jsonb_build_object('versions', r.versions, 'places', r.places)) AS standing
             FROM restriction r WHERE r.item_id = ANY($1::uuid[]) AND r.lifted_at IS NULL AND r.places IS NOT NULL
            GROUP BY r.item_id) s ON s.item_id = b.item_id`,
      [itemIds],
    );
    for (const { item_id: item, snapshot_id: snapshot, number, item_json: json, standing } of versions) {
      const closed = closedIn(standing, number);
      if (closed === 'all') continue;
      const words = tsvectorLiteral(documentTokens(closeRecord(readItemJson(json), closed)));
      await rows.query(`INSERT INTO open_words (item_id, snapshot_id, words) VALUES ($1, $2, $3::tsvector)`, [
        item,
        snapshot,
        words,
      ]);
    }
  }
}
