import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { statement } from '../accounts/index.js';
import { AuditTrail } from '../audit/index.js';
import { type Actor, Clock, newId, Refusal } from '../platform/index.js';
import type { SavedSearchView } from './certificate.types.js';
import { type Asked, RecordSearch } from './record-search.js';

const LONGEST_NAME = 200;
const MOST = 200;

/** Keeps a search under a name, for the person who saved it. Days counted from today stay so. */
@Injectable()
export class SaveSearch {
  constructor(
    private readonly database: DataSource,
    private readonly search: RecordSearch,
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(actor: Actor, { name, ...asked }: Asked & { readonly name: string }): Promise<SavedSearchView> {
    await this.search.prepare(actor, asked);
    const named = nameOf(name);
    const person = actor.kind === 'person' ? actor.personId : null;
    const [{ count }] = await this.database.query(
      `SELECT count(*)::int AS count FROM saved_search WHERE person_id IS NOT DISTINCT FROM $1 AND forgotten_at IS NULL`,
      [person],
    );
    if (count >= MOST) {
      throw new Refusal('wrong-state', `There are ${MOST} saved searches already. Take one off the list first.`);
    }
    const id = newId();
    const savedAt = this.clock.now();
    const said = statement(JSON.stringify({ name: named, asked }));
    await this.trail.write(actor, async (tx) => {
      await tx.record('search.saved', { search: id, commit: said.digest }, { id: said.id });
      await said.keep(tx);
      await tx.rows.query(`INSERT INTO saved_search (id, event_id, person_id, saved_at) VALUES ($1, $2, $3, $4)`, [
        id,
        said.id,
        person,
        savedAt,
      ]);
    });
    return { id, savedAt: savedAt.toISOString(), name: named, asked };
  }
}

function nameOf(text: string): string {
  const name = text.replaceAll(/[\p{C}\s]+/gu, ' ').trim();
  if (name === '') throw new Refusal('invalid-input', 'The name of the search is missing. Give it one.');
  if (name.length <= LONGEST_NAME) return name;
  throw new Refusal('invalid-input', `The name of the search is longer than ${LONGEST_NAME} characters. Shorten it.`);
}
