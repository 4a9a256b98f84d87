import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Actor, demand } from '../platform/index.js';
import type { SavedSearchView } from './certificate.types.js';

/** One's own saved searches, the newest first. */
@Injectable()
export class ReadSavedSearches {
  constructor(private readonly database: DataSource) {}

  async run(actor: Actor): Promise<SavedSearchView[]> {
    demand(actor, 'item.read');
    const rows: { id: string; saved_at: Date; text: string }[] = await this.database.query(
      `SELECT v.id, v.saved_at, s.text FROM saved_search v JOIN statement s ON s.event_id = v.event_id
        WHERE v.person_id IS NOT DISTINCT FROM $1 AND v.forgotten_at IS NULL ORDER BY v.saved_at DESC, v.id DESC`,
      [actor.kind === 'person' ? actor.personId : null],
    );
    return rows.map(({ id, saved_at: savedAt, text }) => {
      const { name, asked }: Pick<SavedSearchView, 'name' | 'asked'> = JSON.parse(text);
      return { id, savedAt: savedAt.toISOString(), name, asked };
    });
  }
}
