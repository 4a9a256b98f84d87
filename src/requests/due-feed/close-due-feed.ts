import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import { type Actor, Clock, Refusal } from '../../platform/index.js';

export interface FeedView {
  readonly id: string;
  readonly language: 'en' | 'pl';
  readonly openedAt: Date;
}

/** One's own address for calendars: whether there is one, and its end. It opens nothing from the next request on. */
@Injectable()
export class CloseDueFeed {
  constructor(
    private readonly database: DataSource,
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** At most one. */
  async open(actor: Actor): Promise<FeedView[]> {
    if (actor.kind !== 'person') return [];
    return this.database.query(
      `SELECT id, language, opened_at AS "openedAt" FROM due_feed WHERE person_id = $1 AND closed_at IS NULL`,
      [actor.personId],
    );
  }

  async run(actor: Actor, id: string): Promise<void> {
    await this.trail.write(actor, async (tx) => {
      const person = actor.kind === 'person' ? actor.personId : null;
      const [closed] = await tx.rows.query<[unknown[], number]>(
        `UPDATE due_feed SET closed_at = $3 WHERE id = $1 AND person_id = $2 AND closed_at IS NULL RETURNING id`,
        [id, person, this.clock.now()],
      );
      if (closed.length === 0 || person === null) {
        throw new Refusal('not-found', 'You have no such address for calendars, or it is closed already.');
      }
      await tx.record('due-feed.closed', { feed: id, person });
    });
  }
}
