import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { KnownAuthor, Others } from '../redaction/third-parties.rules.js';
import { readRequest } from '../request-rows.js';

/** GDPR: the copy of a person's data does not tell of the rights and freedoms of others. A code of `eu-gdpr`. */
export const OTHERS_CODE = 'Art. 15(4)';

/** Who is not to be named in the answer to a person about their own data; null for a request of another kind. */
@Injectable()
export class ReadOthers {
  constructor(private readonly database: DataSource) {}

  async run(requestId: string): Promise<Others | null> {
    const { kind, bodyId, steps } = await readRequest(this.database, requestId);
    if (kind !== 'gdpr-access') return null;
    const proved: { handle: string }[] = await this.database.query(
      `SELECT c.said->>'handle' AS handle FROM handle_challenge c JOIN handle_proof p ON p.challenge_id = c.id
        WHERE c.request_id = $1`,
      [requestId],
    );
    const stated = steps.findLast(({ said }) => said.person !== undefined)?.said.person ?? [];
    // Of the body's accounts those too that are known and not archived.
    const official: { uri: string | null; handle: string; name: string }[] = await this.database.query(
      `SELECT canonical_uri AS uri, handle, title AS name FROM account WHERE body_id = $1
       UNION ALL SELECT NULL, handle, handle FROM known_account WHERE body_id = $1`,
      [bodyId],
    );
    const authors: KnownAuthor[] = await this.database.query(
      `SELECT DISTINCT author->>'canonicalUri' AS uri, author->>'handle' AS handle, author->>'displayName' AS name
         FROM (SELECT convert_from(b.item_json, 'UTF8')::jsonb->'author' AS author
                 FROM snapshot_body b JOIN item i ON i.id = b.item_id WHERE i.body_id = $1) t
        WHERE author->>'canonicalUri' IS NOT NULL ORDER BY 1, 2, 3`,
      [bodyId],
    );
    const handles = [...proved, ...stated, ...official].map(({ handle }) => handle.toLowerCase());
    return {
      code: OTHERS_CODE,
      kept: {
        uris: new Set(official.flatMap(({ uri }) => uri ?? [])),
        handles: new Set(handles),
        names: official.map(({ name }) => name),
      },
      authors,
    };
  }
}
