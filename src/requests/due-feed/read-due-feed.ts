import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { permissionsOf, type Role } from '../../identity/index.js';
import { Clock, Config, type Language, Refusal, say } from '../../platform/index.js';
import { type DueEvent, dueFeed } from '../clocks/index.js';
import { feedSentences } from './feed.sentences.js';
import { feedDigest } from './open-due-feed.js';

/** How long a request that has ended is told as cancelled: a calendar that was away for a holiday still hears of it. */
const TOLD_DAYS = 90;
const MOST = 2_000;

interface Row {
  readonly id: string;
  readonly number: string;
  readonly law: string | null;
  readonly due: string;
  readonly ended: boolean;
  readonly paused: boolean;
  /** Steps that change what a calendar shows. */
  readonly changes: number;
  readonly authority: Readonly<Record<Language, string>> | null;
}

const CHANGES = `(s.said->'due') IS NOT NULL OR s.action IN ('pause', 'resume', 'close', 'withdraw')`;

/** The deadlines of requests as a calendar (RFC 5545), for whoever has its address. */
@Injectable()
export class ReadDueFeed {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** Number, law, deadline and statute of what the address's person may read now; nothing of what is asked. */
  async run(secret: string): Promise<string> {
    const language = await this.languageOf(secret);
    const now = this.clock.now();
    const since = new Date(now.getTime() - TOLD_DAYS * 86_400_000);
    const rows: Row[] = await this.database.query(
      `SELECT r.id, r.number, r.law, r.due_on::text AS due, r.state IN ('closed', 'withdrawn') AS ended, p.action = 'pause' AS paused,
              n.changes, m.authority
         FROM records_request r
         JOIN LATERAL (SELECT count(*) FILTER (WHERE ${CHANGES})::int AS changes, max(s.at) AS last
           FROM request_step s WHERE s.request_id = r.id) n ON true
         LEFT JOIN LATERAL (SELECT s.action FROM request_step s WHERE s.request_id = r.id AND s.action IN ('pause', 'resume')
           ORDER BY s.id DESC LIMIT 1) p ON true
         LEFT JOIN LATERAL (SELECT s.said->'authority' AS authority FROM request_step s
           WHERE s.request_id = r.id AND (s.said->'due') IS NOT NULL ORDER BY s.id DESC LIMIT 1) m ON true
        WHERE r.due_on IS NOT NULL AND (r.state NOT IN ('closed', 'withdrawn') OR n.last >= $1)
        ORDER BY r.due_on, r.id LIMIT ${MOST}`,
      [since],
    );
    const name = say(feedSentences, 'name', language);
    return dueFeed({ name, language, at: now, events: rows.map((row) => this.eventOf(row, language)) });
  }

  private async languageOf(secret: string): Promise<Language> {
    const [feed] = await this.database.query<{ language: Language; roles: Role[] }[]>(
      `SELECT f.language, ARRAY(SELECT role FROM person_role r WHERE r.person_id = p.id) AS roles
         FROM due_feed f JOIN person p ON p.id = f.person_id
        WHERE f.digest = $1 AND f.closed_at IS NULL AND p.disabled_at IS NULL`,
      [feedDigest(secret)],
    );
    if (feed && permissionsOf(feed.roles).has('request.read')) return feed.language;
    throw new Refusal(
      'not-found',
      'This address opens nothing: it was closed, or its person may not read requests any more. Make another in Akta.',
    );
  }

  private eventOf(row: Row, language: Language): DueEvent {
    const { publicUrl, logOrigin } = this.config;
    const key = row.ended ? 'ended' : row.paused ? 'paused' : 'due';
    const grounds = [row.law ?? '', row.authority?.[language] ?? ''].filter((text) => text !== '');
    return {
      uid: `request-${row.id}@${logOrigin.split('/')[0]}`,
      due: row.due,
      summary: say(feedSentences, key, language, { number: row.number }),
      description: grounds.join(': '),
      sequence: row.changes,
      cancelled: row.ended,
      ...(publicUrl === null ? {} : { url: new URL(`/requests/${row.id}`, publicUrl).href }),
    };
  }
}
