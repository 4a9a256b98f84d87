import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/index.js';
import { type Actor, Clock, Config, demand, type Language, newId, Refusal } from '../../platform/index.js';

export interface OpenedFeed {
  readonly id: string;
  /** With the secret in it: shown once, and kept only as a digest. */
  readonly path: string;
  /** The same with the address at which people reach Akta; null where nobody said which. */
  readonly url: string | null;
}

/** SHA-256: the only form in which the secret of a feed's address is kept. */
export function feedDigest(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/**
 * Makes an address at which the calendar of whoever asks reads deadlines: calendars cannot sign in, so the address is the
 * key. It opens deadlines and nothing else. An address the same person had before opens nothing any more.
 */
@Injectable()
export class OpenDueFeed {
  constructor(
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  async run(actor: Actor, { language }: { readonly language: Language }): Promise<OpenedFeed> {
    demand(actor, 'request.read');
    if (actor.kind !== 'person') throw new Refusal('not-allowed', 'Only a person has a calendar.');
    const [id, secret, now] = [newId(), randomBytes(32).toString('base64url'), this.clock.now()];
    const { personId: person } = actor;
    await this.trail.write(actor, async (tx) => {
      await tx.rows.query(`SELECT pg_advisory_xact_lock(hashtext('akta.due-feed.' || $1))`, [person]);
      const [before] = await tx.rows.query<[{ id: string }[], number]>(
        `UPDATE due_feed SET closed_at = $2 WHERE person_id = $1 AND closed_at IS NULL RETURNING id`,
        [person, now],
      );
      await tx.recordAll(before.map(({ id: feed }) => ({ type: 'due-feed.closed', facts: { feed, person } })));
      await tx.rows.query(
        `INSERT INTO due_feed (id, person_id, language, digest, opened_at) VALUES ($1, $2, $3, $4, $5)`,
        [id, person, language, feedDigest(secret), now],
      );
      await tx.record('due-feed.opened', { feed: id, person });
    });
    const path = `/api/v1/due-feeds/${secret}/due.ics`;
    return { id, path, url: this.config.publicUrl === null ? null : new URL(path, this.config.publicUrl).href };
  }
}
