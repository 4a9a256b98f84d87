import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { contentText, isDamage, Keyring, OpenEvidence, readItemJson } from '../../archive/index.js';
import { AuditTrail } from '../../audit/index.js';
import { system } from '../../platform/index.js';
import { documentTokens, tsvectorLiteral } from '../../search/index.js';

interface Wanted {
  readonly id: string;
  readonly item_id: string;
  readonly number: number;
  readonly body_id: string;
}

interface TailVersion {
  readonly snapshot: string;
  readonly item: string;
}

/** Reads the text of versions whose rows are there back from the exchanges that brought them. Search words are made anew. */
@Injectable()
export class ReopenVersions {
  constructor(
    private readonly database: DataSource,
    private readonly evidence: OpenEvidence,
    private readonly keyring: Keyring,
    private readonly trail: AuditTrail,
  ) {}

  async run(rebuild: string, goOn: (done: number) => void): Promise<void> {
    let done = 0;
    for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
      const [next] = await this.database.query(
        `SELECT s.exchange_id AS id FROM snapshot s JOIN item_key k ON k.item_id = s.item_id
          WHERE s.exchange_id > $1 AND NOT EXISTS (SELECT FROM snapshot_body b WHERE b.item_id = s.item_id AND b.snapshot_id = s.id)
          ORDER BY s.exchange_id LIMIT 1`,
        [after],
      );
      if (!next) return;
      after = next.id;
      done += await this.reopen(rebuild, next.id);
      goOn(done);
    }
  }

  /** Nothing of an exchange that is damaged: what it held is told as lost. */
  private async reopen(rebuild: string, exchange: string): Promise<number> {
    const told = await this.toldIn(exchange);
    const wanted: Wanted[] = await this.database.query(
      `SELECT s.id, s.item_id, s.number, i.body_id FROM snapshot s JOIN item i ON i.id = s.item_id
        WHERE s.exchange_id = $1 AND NOT EXISTS (SELECT FROM snapshot_body b WHERE b.item_id = s.item_id AND b.snapshot_id = s.id)`,
      [exchange],
    );
    const rows = wanted.flatMap((each) => {
      const json = told.get(each.id);
      return json === undefined ? [] : [{ ...each, json: Buffer.from(json) }];
    });
    if (rows.length === 0) return 0;
    const hashes: Buffer[] = [];
    for (const { body_id: body, json } of rows) {
      hashes.push((await this.keyring.secretOf(body)).content(contentText(readItemJson(json))));
    }
    await this.trail.write(system('integrity'), async (tx) => {
      await tx.rows.query(
        `WITH w AS (
           INSERT INTO snapshot_words (item_id, number, snapshot_id, words)
           SELECT item, number, id, words::tsvector
             FROM unnest($1::uuid[], $2::uuid[], $3::int[], $8::text[]) AS w (id, item, number, words) ON CONFLICT DO NOTHING)
         INSERT INTO snapshot_body (snapshot_id, item_id, number, item_json, content_hash, platform_at, posted_at)
         SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::int[], $4::bytea[], $5::bytea[], $6::timestamptz[], $7::timestamptz[])
           ON CONFLICT DO NOTHING`,
        [
          rows.map(({ id }) => id),
          rows.map(({ item_id: item }) => item),
          rows.map(({ number }) => number),
          rows.map(({ json }) => json),
          hashes,
          rows.map(({ json }) => timeOf(readItemJson(json).editedAt ?? readItemJson(json).postedAt)),
          rows.map(({ json }) => timeOf(readItemJson(json).postedAt)),
          rows.map(({ json }) => tsvectorLiteral(documentTokens(readItemJson(json)))),
        ],
      );
      await tx.record('versions.rebuilt', { rebuild, versions: rows.length });
    });
    return rows.length;
  }

  private async toldIn(exchange: string): Promise<Map<string, string>> {
    try {
      const { slices } = await this.evidence.exchange(exchange);
      return new Map(
        slices.flatMap(({ owner, open, tail }) => {
          if (!open || owner === 'frame') return [];
          const versions: readonly TailVersion[] = JSON.parse(tail);
          return versions.map(({ snapshot, item }) => [snapshot, item] as const);
        }),
      );
    } catch (error) {
      if (isDamage(error)) return new Map();
      throw error;
    }
  }
}

function timeOf(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}
