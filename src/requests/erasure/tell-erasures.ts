import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Language } from '../../platform/index.js';
import type { ErasureCounts } from './erasure.types.js';
import { reconcileErasures, STANDING_ERASURE } from './standing-erasure.js';
import { type ToldErasure, type ToldErasures, toldErasures } from './told-erasures.js';

/** What became of everything a person asked to have erased, as the letter to them says it. */
@Injectable()
export class TellErasures {
  constructor(private readonly database: DataSource) {}

  /** @throws {Refusal} while something is undecided, or to be erased and not destroyed */
  async run(
    request: { readonly id: string; readonly number: string; readonly zone: string },
    language: Language,
  ): Promise<ToldErasures & { readonly counts: ErasureCounts }> {
    return this.database.transaction('REPEATABLE READ', async (rows) => {
      const counts = await reconcileErasures(rows, request);
      const items: ToldErasure[] = await rows.query(
        `SELECT x.kind, coalesce(w.posted_at, x.first_seen_at) AS at, t.decision, t.said, t.state
           FROM (${STANDING_ERASURE} WHERE i.request_id = $1) t JOIN item x ON x.id = t.item_id
           LEFT JOIN item_watch w ON w.item_id = t.item_id ORDER BY 2, t.item_id`,
        [request.id],
      );
      return { counts, ...toldErasures(items, { zone: request.zone, language }) };
    });
  }
}
