import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../../platform/index.js';
import { audienceOf, noticeDue, type NoticeKind } from '../expiry.rules.js';
import { ACCESS_ROWS, type AccessRow, endOf } from '../read-access.js';

interface Due {
  readonly accountId: string;
  readonly kind: NoticeKind;
  /** The end that is told, so that another end is told anew. */
  readonly about: Date;
}

const CUSTODIANS = `
  INSERT INTO access_notice (id, account_id, kind, about, custodian_id, made_at, next_at)
  SELECT gen_random_uuid(), account_id, $2, $3, id, $4, $4 FROM custodian
   WHERE account_id = $1 AND from_at <= $4 AND (to_at IS NULL OR to_at > $4)
  ON CONFLICT DO NOTHING`;

const ADMINISTRATORS = `
  INSERT INTO access_notice (id, account_id, kind, about, person_id, made_at, next_at)
  SELECT gen_random_uuid(), $1, $2, $3, p.id, $4, $4
    FROM person p JOIN person_role r ON r.person_id = p.id
   WHERE r.role = 'administrator' AND p.disabled_at IS NULL
  ON CONFLICT DO NOTHING`;

/** What was written before and is not sent is overtaken. */
const OVERTAKEN = `
  UPDATE access_notice SET next_at = NULL
   WHERE account_id = $1 AND sent_at IS NULL AND next_at IS NOT NULL AND NOT (kind = $2 AND about = $3)`;

/**
 * Writes down who is to be told that access ends, or has ended: the desk a month before, whoever answers for the account
 * two weeks and one week before, administrators too from three days before, everybody at once when it is over. Each is
 * told once of the same step of the same end.
 */
@Injectable()
export class MakeAccessNotices {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Answers of how many accounts something is to be told by now. */
  async run(): Promise<number> {
    const now = this.clock.now();
    const rows: AccessRow[] = await this.database.query(
      `${ACCESS_ROWS} AND (g.id IS NOT NULL OR s.account_id IS NOT NULL)`,
    );
    const due = rows.flatMap((row) => dueOf(row, now) ?? []);
    for (const { accountId, kind, about } of due) {
      const audience = audienceOf(kind);
      await this.database.query(OVERTAKEN, [accountId, kind, about]);
      if (audience.includes('custodian')) await this.database.query(CUSTODIANS, [accountId, kind, about, now]);
      if (audience.includes('administrator')) await this.database.query(ADMINISTRATORS, [accountId, kind, about, now]);
    }
    return due.length;
  }
}

function dueOf(row: AccessRow, now: Date): Due | null {
  if (row.ended_why === 'given-back') return null;
  const over = row.ended_at ?? (row.has_token ? row.refused_at : null);
  if (over !== null) return { accountId: row.id, kind: 'ended', about: over };
  const end = endOf(row);
  const kind = end === null ? null : noticeDue(end, now);
  return end === null || kind === null ? null : { accountId: row.id, kind, about: end };
}
