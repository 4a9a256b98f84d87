import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Actor, Clock, decodeCursor, encodeCursor, may, type PageOf, Refusal } from '../../platform/index.js';
import type { SessionView } from '../people.types.js';
import { selfOf } from '../self-of.js';

interface Asked {
  readonly limit: number;
  readonly cursor?: string;
  /** Everybody's whom one may see unless told. */
  readonly person?: string;
}

type Row = Omit<SessionView, 'isThis'>;

/** Sessions that are open: one's own, and with `person.manage` everybody's; the newest first. */
@Injectable()
export class ReadSessions {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  async run(actor: Actor, { limit, cursor, person }: Asked): Promise<PageOf<SessionView>> {
    const whose = whoseSessions(actor, person);
    const after = cursor === undefined ? null : String(decodeCursor(cursor, ['id'])[0]);
    const rows: Row[] = await this.database.query(
      `SELECT s.id, s.person_id AS person, p.name AS "personName", s.began_at AS "beganAt", n.seen_at AS "seenAt",
              s.expires_at AS "expiresAt", s.device
         FROM session s JOIN person p ON p.id = s.person_id LEFT JOIN session_seen n ON n.session_id = s.id
        WHERE s.ended_at IS NULL AND s.expires_at > $1 AND ($2::uuid IS NULL OR s.person_id = $2)
          AND ($3::uuid IS NULL OR s.id < $3) ORDER BY s.id DESC LIMIT $4`,
      [this.clock.now(), whose, after, limit + 1],
    );
    const current = actor.kind === 'person' ? actor.credential?.id : undefined;
    const items = rows.slice(0, limit).map((row) => ({ ...row, isThis: row.id === current }));
    const last = items.at(-1);
    return { items, nextCursor: rows.length > limit && last ? encodeCursor([last.id]) : null };
  }
}

/** Null: everybody's. */
function whoseSessions(actor: Actor, person: string | undefined): string | null {
  const self = selfOf(actor);
  if (may(actor, 'person.manage')) return person ?? null;
  if (person === undefined || person === self) return self;
  throw new Refusal('not-allowed', 'Sessions of others are for an administrator to see.');
}
