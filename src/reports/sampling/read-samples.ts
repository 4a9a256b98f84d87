import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Actor, decodeCursor, demand, encodeCursor, type PageOf, Refusal } from '../../platform/index.js';
import type { DrawnItem, SampleSaid, SampleSummary, SampleView } from './sample.types.js';

interface SampleRow {
  readonly id: string;
  readonly at: Date;
  readonly by: string;
  readonly said: SampleSaid;
}

const WHO = `coalesce((SELECT p.name FROM person p WHERE 'person:' || p.id = s.by), 'Akta')`;

/** Samples that were drawn, the newest first. */
@Injectable()
export class ReadSamples {
  constructor(private readonly database: DataSource) {}

  async list(actor: Actor, { limit, cursor }: { limit: number; cursor?: string }): Promise<PageOf<SampleSummary>> {
    demand(actor, 'audit.read');
    const after = cursor === undefined ? null : String(decodeCursor(cursor, ['id'])[0]);
    // Without what was drawn: a list needs none of it.
    const rows: SampleRow[] = await this.database.query(
      `SELECT s.id, s.at, ${WHO} AS by, s.said::jsonb - 'drawn' - 'method' AS said FROM audit_sample s
        WHERE ($1::uuid IS NULL OR s.id < $1) ORDER BY s.id DESC LIMIT $2`,
      [after, limit + 1],
    );
    const items = rows.slice(0, limit).map(({ id, at, by, said }) => ({ ...said, id, at: at.toISOString(), by }));
    const last = items.at(-1);
    return { items, nextCursor: rows.length > limit && last ? encodeCursor([last.id]) : null };
  }

  async one(actor: Actor, id: string): Promise<SampleView> {
    demand(actor, 'audit.read');
    const [row] = await this.database.query<SampleRow[]>(
      `SELECT s.id, s.at, ${WHO} AS by, s.said FROM audit_sample s WHERE s.id = $1`,
      [id],
    );
    if (!row) throw new Refusal('not-found', 'There is no such sample.');
    return { ...row.said, id: row.id, at: row.at.toISOString(), by: row.by };
  }

  /** @throws {Refusal} 'not-found' where the sample has no such place */
  place(sample: SampleView, place: number): DrawnItem {
    const found = sample.drawn.find((item) => item.place === place);
    if (found) return found;
    throw new Refusal('not-found', `This sample has the working papers 1 to ${sample.drawn.length}.`);
  }
}
