import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditTrail, commitJson } from '../../audit/index.js';
import { type Actor, actorName, Clock, demand, type Language, newId, Refusal } from '../../platform/index.js';
import type { LetterFacts } from './letter-facts.types.js';
import type { LetterheadView } from './letter-views.types.js';
import { letterFaultInWords, readFacts } from './read-facts.rules.js';
import { isKept, refusedFacts } from './whose-facts.rules.js';

/** What the letters of a body say in each case, in one language: its address, who signs, where one appeals. */
@Injectable()
export class Letterheads {
  constructor(
    private readonly database: DataSource,
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async one(actor: Actor, bodyId: string, language: Language): Promise<LetterheadView> {
    demand(actor, 'request.read');
    await this.refuseUnknown(bodyId);
    const [row] = await this.database.query<{ said: LetterFacts; at: Date }[]>(
      `SELECT said, at FROM letterhead WHERE body_id = $1 AND language = $2 ORDER BY id DESC LIMIT 1`,
      [bodyId, language],
    );
    return { bodyId, language, facts: row?.said ?? {}, setAt: row?.at.toISOString() ?? null };
  }

  /** In the place of what was set before. @throws {Refusal} with each fact that is wrong, or no letterhead's */
  async set(
    actor: Actor,
    { bodyId, language, facts: given }: { bodyId: string; language: Language; facts: object },
  ): Promise<LetterheadView> {
    demand(actor, 'body.manage');
    await this.refuseUnknown(bodyId);
    const { facts, faults } = readFacts(given);
    const wrong = [
      ...faults.map((fault) => letterFaultInWords(fault, 'en')),
      ...refusedFacts(facts, isKept, 'fact.not-kept', 'en'),
    ];
    if (wrong.length > 0) throw new Refusal('invalid-input', wrong.join('\n'));
    const { text, salt, digest } = commitJson(facts);
    const [id, event] = [newId(), newId()];
    await this.trail.write(actor, async (tx) => {
      await tx.rows.query(
        `INSERT INTO letterhead (id, body_id, language, at, by, said, salt, event_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [id, bodyId, language, this.clock.now(), actorName(actor), text, salt, event],
      );
      await tx.record('letterhead.set', { letterhead: id, body: bodyId, language, commit: digest }, { id: event });
    });
    return this.one(actor, bodyId, language);
  }

  private async refuseUnknown(bodyId: string): Promise<void> {
    const found: unknown[] = await this.database.query(`SELECT id FROM body WHERE id = $1`, [bodyId]);
    if (found.length === 0) throw new Refusal('not-found', 'There is no such body.');
  }
}
