import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import {
  Clock,
  Config,
  fullTime,
  type Language,
  loggers,
  Mail,
  MailQueue,
  type PreparedMail,
  type Queue,
  say,
  system,
} from '../../platform/index.js';
import { NOT_RELEASED } from '../living-holds.js';
import { holdNoticeSentences } from './notices.sentences.js';

const QUEUE: Queue = { table: 'hold_notice_post', key: ['id'], due: 'next_at <= $1', order: 'next_at, id' };
/** Until whoever has not acknowledged is reminded, and reminded again. */
const DAYS_BETWEEN = 7;

interface PostRow {
  readonly id: string;
  readonly tries: number;
  readonly sent: number;
  readonly sent_at: Date | null;
}

interface Facts {
  readonly hold: string;
  readonly number: string;
  readonly zone: string;
  readonly language: Language;
  readonly text: string;
  readonly by: string;
  readonly isPerson: boolean;
  readonly login: string | null;
  readonly address: string | null;
  readonly isOpen: boolean;
}

/** Sends notices, and once a week reminds whoever has not acknowledged, until the hold is released. */
@Injectable()
export class SendHoldNotices {
  private readonly queue: MailQueue<PostRow>;

  // oxlint-disable-next-line max-params -- it brings together the queue, the mail and the log
  constructor(
    private readonly database: DataSource,
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
    private readonly config: Config,
    mail: Mail,
  ) {
    this.queue = new MailQueue({
      database,
      clock,
      mail,
      queue: QUEUE,
      prepare: (row) => this.prepare(row),
      warn: (what) => loggers.retention.warn('A notice was not sent and is tried again', what),
    });
  }

  /** Answers how many were taken by the mail server. Where none is set everything waits. */
  run(signal: AbortSignal): Promise<number> {
    return this.queue.run(signal);
  }

  private async prepare(row: PostRow): Promise<PreparedMail | 'no-address' | null> {
    const facts = await this.facts(row.id);
    if (facts === null || !facts.isOpen) return null;
    const { login, address, hold } = facts;
    const to = address ?? (login !== null && Mail.isAddress(login) ? login : null);
    if (to === null) return 'no-address';
    return {
      // A reminder is another message than the notice.
      messageId: row.sent === 0 ? row.id : `${row.id}.${row.sent}`,
      message: { to, ...this.inWords(row, facts) },
      sent: () => this.sent(row, hold),
    };
  }

  private inWords({ sent, sent_at: sentAt }: PostRow, facts: Facts): { subject: string; text: string } {
    const { number, zone, language, text, by, isPerson } = facts;
    const tell = (key: keyof typeof holdNoticeSentences, values: Readonly<Record<string, string>> = {}): string =>
      say(holdNoticeSentences, key, language, values);
    const { publicUrl } = this.config;
    const isPage = isPerson && publicUrl !== null;
    const how = isPage
      ? tell('acknowledge.page', { url: new URL('/me', publicUrl).href })
      : tell('acknowledge.answer', { by });
    const again = sentAt === null ? [] : [tell('again', { at: fullTime(sentAt.toISOString(), zone, language) }), ''];
    const subject = tell(sent === 0 ? 'subject' : 'subject.again', { number });
    return { subject, text: `${[...again, text, '', how].join('\n')}\n` };
  }

  private async sent({ id, sent }: PostRow, hold: string): Promise<void> {
    const now = this.clock.now();
    await this.trail.write(system('retention'), async (tx) => {
      await tx.rows.query(
        `UPDATE hold_notice_post SET sent = sent + 1, sent_at = coalesce(sent_at, $2), tries = 0, fault = NULL,
                next_at = CASE WHEN next_at IS NOT NULL THEN $2::timestamptz + make_interval(days => $3) END,
                lease_owner = NULL, lease_until = NULL WHERE id = $1`,
        [id, now, DAYS_BETWEEN],
      );
      await tx.record('hold.notice-sent', { hold, notice: id, reminders: sent });
    });
  }

  private async facts(id: string): Promise<Facts | null> {
    const [row] = await this.database.query<Facts[]>(
      `SELECT h.id AS hold, h.number, b.zone, n.language, s.text, n.person_id IS NOT NULL AS "isPerson", p.login,
              coalesce(n.address, p.mail) AS address, n.acknowledged_at IS NULL AND ${NOT_RELEASED} AS "isOpen",
              coalesce((SELECT o.name FROM person o WHERE 'person:' || o.id = n.made_by), 'Akta') AS by
         FROM hold_notice n JOIN hold h ON h.id = n.hold_id JOIN body b ON b.id = h.body_id
         JOIN statement s ON s.event_id = n.event_id LEFT JOIN person p ON p.id = n.person_id AND p.disabled_at IS NULL
        WHERE n.id = $1`,
      [id],
    );
    return row ?? null;
  }
}
