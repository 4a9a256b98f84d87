import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Keyring, readItemJson, ReadKeyFiles, refText } from '../../archive/index.js';
import { AuditTrail } from '../../audit/index.js';
import type { ItemRef } from '../../connectors/index.js';
import { system } from '../../platform/index.js';
import { RebuildMarks } from './rebuild-marks.js';

const ACTOR = system('integrity');

/** Rows that the log or the evidence tells whole: gaps, key files, and how each item is looked after from here on. */
@Injectable()
export class RebuildRows {
  // oxlint-disable-next-line max-params -- what tells the rows
  constructor(
    private readonly database: DataSource,
    private readonly trail: AuditTrail,
    private readonly keyFiles: ReadKeyFiles,
    private readonly keyring: Keyring,
    private readonly marks: RebuildMarks,
  ) {}

  /** After the log; answers the id of the newest key file. Gaps opened or closed after what was loaded, key files made since, and what stands beside the log. */
  async fromLog(rebuild: string): Promise<string | null> {
    const { files } = await this.keyFiles.find();
    const marks = await this.marks.read();
    await this.trail.write(ACTOR, async (tx) => {
      await tx.rows.query(
        `UPDATE gap g SET to_at = (e.facts->>'to')::timestamptz FROM audit_event e
          WHERE e.type = 'gap.closed' AND e.facts->>'gap' = g.id::text AND g.to_at IS NULL`,
      );
      const made: unknown[] = await tx.rows.query(
        `INSERT INTO gap (id, account_id, loop, from_at, to_at, reason)
         SELECT (e.facts->>'gap')::uuid, e.account_id, e.facts->>'loop', (e.facts->>'from')::timestamptz,
                (c.facts->>'to')::timestamptz, e.facts->>'reason'
           FROM audit_event e JOIN account a ON a.id = e.account_id
           LEFT JOIN audit_event c ON c.type = 'gap.closed' AND c.facts->>'gap' = e.facts->>'gap'
          WHERE e.type = 'gap.opened' AND NOT EXISTS (SELECT FROM gap g WHERE g.id = (e.facts->>'gap')::uuid) RETURNING 1`,
      );
      for (const { object, index, digest } of files) {
        await tx.rows.query(
          `INSERT INTO key_file (id, object, made_at, kept_until, above, items, media, frames, parts, bytes, digest, event_id)
           SELECT $1::uuid, $2, $3, $4, (e.facts->>'above')::int, (e.facts->>'items')::int, (e.facts->>'media')::int,
                  (e.facts->>'frames')::int, (e.facts->>'parts')::int, (e.facts->>'bytes')::bigint, $5, e.id
             FROM audit_event e WHERE e.type = 'key-file.made' AND e.facts->>'keyFile' = $1::text ON CONFLICT DO NOTHING`,
          [index.id, object, index.madeAt, index.keptUntil, digest],
        );
      }
      await this.marks.write(tx.rows, marks);
      await tx.record('gaps.rebuilt', { rebuild, gaps: made.length });
    });
    return files[0]?.index.id ?? null;
  }

  /** The index of suggestions is in no copy: it is made anew from the first entry on. */
  async withoutSuggestions(): Promise<void> {
    await this.database.query(`DELETE FROM follower WHERE name LIKE 'discovery-%'`);
  }

  /** Numbers of exports that were given out after the copy are not given out again. */
  async exportNumbers(): Promise<void> {
    await this.database.query(
      `SELECT nextval(pg_get_serial_sequence('export_job', 'number')) FROM audit_event e
        WHERE e.type = 'export.started' AND NOT EXISTS (SELECT FROM export_job j WHERE j.id::text = e.facts->>'export')`,
    );
  }

  /** After the evidence. Each item without it stands as its newest version and its last finding say, and is looked at soon. */
  async watches(): Promise<void> {
    await this.database.query(
      `INSERT INTO item_watch (item_id, account_id, state, version, content_hash, posted_at, last_seen_at, last_seen_in, recheck_at)
       SELECT i.id, i.account_id,
              CASE WHEN f.kind = 'gone' THEN 'gone' ELSE 'present' END, b.number, b.content_hash, b.posted_at,
              greatest(s.observed_at, CASE WHEN f.kind = 'gone' THEN f.last_seen END), s.exchange_id,
              CASE WHEN i.kind <> 'profile' AND EXISTS (
                SELECT FROM snapshot a JOIN exchange x ON x.id = a.exchange_id JOIN capture c ON c.id = x.capture_id
                 WHERE a.item_id = i.id AND c.loop NOT IN ('import', 'hand')) THEN s.observed_at END
         FROM item i
         JOIN LATERAL (SELECT * FROM snapshot_body b WHERE b.item_id = i.id ORDER BY b.number DESC LIMIT 1) b ON true
         JOIN snapshot s ON s.id = b.snapshot_id
         LEFT JOIN LATERAL (SELECT * FROM finding f WHERE f.item_id = i.id AND f.kind IN ('gone', 'restored') ORDER BY f.at DESC, f.id DESC LIMIT 1) f ON true
        WHERE NOT EXISTS (SELECT FROM item_watch w WHERE w.item_id = i.id)`,
    );
    await this.outdated();
    await this.hidden();
    await this.links();
  }

  /** An item known here whose newest version came with the rebuild. */
  private async outdated(): Promise<void> {
    await this.database.query(
      `UPDATE item_watch w SET version = b.number, content_hash = b.content_hash,
              last_seen_at = greatest(w.last_seen_at, s.observed_at), last_seen_in = s.exchange_id
         FROM snapshot_body b JOIN snapshot s ON s.id = b.snapshot_id
        WHERE b.item_id = w.item_id AND b.number > w.version
          AND NOT EXISTS (SELECT FROM snapshot_body n WHERE n.item_id = w.item_id AND n.number > b.number)`,
    );
    await this.database.query(
      `UPDATE item_watch w SET state = CASE f.kind WHEN 'gone' THEN 'gone' ELSE 'present' END
         FROM (SELECT DISTINCT ON (item_id) item_id, kind, at FROM finding WHERE kind IN ('gone', 'restored')
                ORDER BY item_id, at DESC, id DESC) f
        WHERE f.item_id = w.item_id AND w.state <> CASE f.kind WHEN 'gone' THEN 'gone' ELSE 'present' END AND f.at >= w.last_seen_at`,
    );
  }

  private async hidden(): Promise<void> {
    await this.database.query(
      `UPDATE item_watch w SET hidden = f.kind = 'hidden'
         FROM (SELECT DISTINCT ON (item_id) item_id, kind FROM finding WHERE kind IN ('hidden', 'shown')
                ORDER BY item_id, at DESC, id DESC) f
        WHERE f.item_id = w.item_id AND w.hidden <> (f.kind = 'hidden')`,
    );
  }

  /** What each answers, quotes and repeats, where that is known here; in the order in which they came, threads last. */
  private async links(): Promise<void> {
    for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
      const rows: { item_id: string; body_id: string; item_json: Buffer }[] = await this.database.query(
        `SELECT w.item_id, i.body_id, b.item_json FROM item_watch w JOIN item i ON i.id = w.item_id
           JOIN snapshot_body b ON b.item_id = w.item_id AND b.number = w.version
          WHERE w.item_id > $1 AND w.parent_id IS NULL AND w.quoted_id IS NULL AND w.reposted_id IS NULL
          ORDER BY w.item_id LIMIT 500`,
        [after],
      );
      const last = rows.at(-1);
      if (!last) break;
      after = last.item_id;
      for (const row of rows) await this.link(row);
    }
    await this.database.query(
      `WITH RECURSIVE above AS (
         SELECT item_id, parent_id AS at, 1 AS steps FROM item_watch WHERE parent_id IS NOT NULL AND root_id IS NULL
         UNION ALL SELECT a.item_id, p.parent_id, a.steps + 1 FROM above a JOIN item_watch p ON p.item_id = a.at
          WHERE p.parent_id IS NOT NULL AND a.steps < 1000)
       UPDATE item_watch w SET root_id = r.at
         FROM (SELECT DISTINCT ON (item_id) item_id, at FROM above ORDER BY item_id, steps DESC) r WHERE r.item_id = w.item_id`,
    );
  }

  private async link({
    item_id: item,
    body_id: body,
    item_json: json,
  }: {
    item_id: string;
    body_id: string;
    item_json: Buffer;
  }): Promise<void> {
    const { inReplyTo, quoted, reposted } = readItemJson(json);
    if (!inReplyTo && !quoted && !reposted) return;
    const secret = await this.keyring.secretOf(body);
    const of = (ref: ItemRef | null): Buffer | null => (ref ? secret.ref(refText(ref)) : null);
    await this.database.query(
      `UPDATE item_watch SET parent_id = (SELECT id FROM item WHERE body_id = $2 AND ref = $3),
              quoted_id = (SELECT id FROM item WHERE body_id = $2 AND ref = $4),
              reposted_id = (SELECT id FROM item WHERE body_id = $2 AND ref = $5) WHERE item_id = $1`,
      [item, body, of(inReplyTo), of(quoted), of(reposted)],
    );
  }
}
