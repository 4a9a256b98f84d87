import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import {
  commitOf,
  contentText,
  type ItemRecord,
  Keyring,
  OpenEvidence,
  type Part,
  partsOf,
  partsText,
  readItemJson,
  refText,
  type WrappedKey,
} from '../../archive/index.js';
import { documentTokens, tsvectorLiteral } from '../../search/index.js';
import { type CheckResult, failed, fits, type IntegrityCheck, walk, wrong } from '../check.types.js';

/** Every version recomputes to the commitment in the log, and everything derived from its text fits the text. */
@Injectable()
export class SnapshotsCommit implements IntegrityCheck {
  readonly name = 'snapshots-commit';

  constructor(
    private readonly database: DataSource,
    private readonly keyring: Keyring,
    private readonly evidence: OpenEvidence,
  ) {}

  async *run(signal: AbortSignal): AsyncIterable<CheckResult> {
    for await (const rows of walk<SnapshotRow>(this.database, SNAPSHOTS, signal)) {
      for (const row of rows) {
        if (row.item_json === null || row.number !== row.body_number) yield wrong('body-missing', `snapshot ${row.id}`);
        else yield* this.version({ ...row, item_json: row.item_json });
      }
      yield* await this.words(rows);
    }
  }

  private async *version(row: SnapshotRow & { item_json: Buffer }): AsyncIterable<CheckResult> {
    const where = `snapshot ${row.id}`;
    try {
      if (!(await this.commits(row))) yield wrong('text-changed', where);
      else yield* await this.facts(row, readItemJson(row.item_json));
      yield fits(1);
    } catch (error) {
      yield failed(error, 'text-changed', where);
    }
  }

  private async commits(row: SnapshotRow & { item_json: Buffer }): Promise<boolean> {
    const record = readable(row.item_json);
    if (!record) return false;
    const key = await this.keyring.unwrap(row.item_id, row);
    const media: { ordinal: number; bytes: Part['bytes'] }[] = [];
    for (const [ordinal, id] of row.media) {
      const medium = await this.evidence.medium(id);
      media.push({ ordinal, bytes: medium.whole ?? medium });
    }
    return commitOf(await partsText(key, row.id, partsOf(row.item_json, record, media))).equals(row.commit);
  }

  private async facts(row: SnapshotRow, record: ItemRecord): Promise<CheckResult[]> {
    const secret = await this.keyring.secretOf(row.body_id);
    const found: CheckResult[] = [];
    const { editedAt, postedAt, kind } = record;
    const times = same(editedAt ?? postedAt, row.platform_at) && same(postedAt, row.posted_at);
    if (!times || !secret.content(contentText(record)).equals(row.content_hash ?? Buffer.alloc(0))) {
      found.push(wrong('body-facts', `snapshot ${row.id}`));
    }
    const first =
      row.number > 1 || (sameKind(kind, row.kind) && row.first_seen_at.getTime() === row.observed_at.getTime());
    if (!first || !secret.ref(refText(record.ref)).equals(row.ref))
      found.push(wrong('item-facts', `item ${row.item_id}`));
    return found;
  }

  private async words(rows: readonly SnapshotRow[]): Promise<CheckResult[]> {
    const texts = rows.flatMap(({ id, item_id: item, number, item_json: json }) => {
      const record = json && readable(json);
      return record ? [{ id, item, number, words: tsvectorLiteral(documentTokens(record)) }] : [];
    });
    const differing: { id: string }[] = await this.database.query(
      `SELECT x.id FROM unnest($1::uuid[], $2::uuid[], $3::int[], $4::text[]) AS x (id, item, number, words)
         LEFT JOIN snapshot_words w ON w.item_id = x.item AND w.number = x.number AND w.snapshot_id = x.id
        WHERE w.words IS DISTINCT FROM x.words::tsvector`,
      [
        texts.map(({ id }) => id),
        texts.map(({ item }) => item),
        texts.map(({ number }) => number),
        texts.map(({ words }) => words),
      ],
    );
    return differing.map(({ id }) => wrong('body-facts', `snapshot ${id}`));
  }
}

/** Null where the bytes are no item any more. */
function readable(json: Buffer): ItemRecord | null {
  try {
    return readItemJson(json);
  } catch {
    return null;
  }
}

function same(time: string | null, row: Date | null): boolean {
  return time === null ? row === null : row !== null && new Date(time).getTime() === row.getTime();
}

/** What somebody else wrote and the account repeats is an item of the kind `original`. */
function sameKind(kind: string, row: string): boolean {
  return row === kind || row === 'original';
}

const SNAPSHOTS = `
  SELECT s.id, s.item_id, s.number, s.commit, s.observed_at, i.body_id, i.ref, i.kind, i.first_seen_at, k.kek, k.wrapped,
         b.number AS body_number, b.item_json, b.content_hash, b.platform_at, b.posted_at,
         coalesce((SELECT json_agg(json_build_array(m.ordinal, m.medium_id) ORDER BY m.ordinal)
           FROM snapshot_medium m WHERE m.snapshot_id = s.id), '[]') AS media
    FROM snapshot s JOIN item i ON i.id = s.item_id JOIN item_key k ON k.item_id = s.item_id
    LEFT JOIN snapshot_body b ON b.item_id = s.item_id AND b.snapshot_id = s.id
   WHERE s.id > $1 ORDER BY s.id LIMIT $2`;

interface SnapshotRow extends WrappedKey {
  readonly id: string;
  readonly item_id: string;
  readonly number: number;
  readonly commit: Buffer;
  readonly observed_at: Date;
  readonly body_id: string;
  readonly ref: Buffer;
  readonly kind: string;
  readonly first_seen_at: Date;
  readonly body_number: number | null;
  readonly item_json: Buffer | null;
  readonly content_hash: Buffer | null;
  readonly platform_at: Date | null;
  readonly posted_at: Date | null;
  readonly media: readonly (readonly [ordinal: number, medium: string])[];
}
