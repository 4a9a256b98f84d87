import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { HandleSaid } from '../handles/handles.types.js';

/**
 * Everything that the authors behind these handles wrote, on every account of the body, whatever its state and kind: also
 * what is kept only because somebody else repeats or quotes it. Its bytes are its own there too (the innermost owner's).
 */
@Injectable()
export class FindWritten {
  constructor(private readonly database: DataSource) {}

  /** Ids in order. */
  async run(bodyId: string, handles: readonly HandleSaid[]): Promise<string[]> {
    if (handles.length === 0) return [];
    const rows: { id: string }[] = await this.database.query(
      `WITH written AS MATERIALIZED (
         SELECT item_id, platform, author->>'canonicalUri' AS uri, '@' || ltrim(lower(author->>'handle'), '@') AS handle
           FROM (SELECT b.item_id, a.platform, convert_from(b.item_json, 'UTF8')::jsonb->'author' AS author
                   FROM snapshot_body b JOIN item i ON i.id = b.item_id JOIN account a ON a.id = i.account_id
                  WHERE i.body_id = $1) t
          WHERE author->>'canonicalUri' IS NOT NULL)
       SELECT DISTINCT w.item_id AS id FROM written w
        WHERE w.uri IN (SELECT p.uri FROM written p
          JOIN unnest($2::text[], $3::text[]) AS h (platform, handle) ON h.platform = p.platform AND h.handle = p.handle)
        ORDER BY 1`,
      [bodyId, handles.map(({ platform }) => platform), handles.map(({ handle }) => handle.toLowerCase())],
    );
    return rows.map(({ id }) => id);
  }
}
