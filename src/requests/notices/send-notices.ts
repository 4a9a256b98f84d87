import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import {
  Clock,
  Config,
  type Language,
  loggers,
  Mail,
  MailQueue,
  type PreparedMail,
  type Queue,
  system,
} from '../../platform/index.js';
import { noticeInWords, type Told } from './notice-in-words.js';
import type { NoticeKind } from './write-notice.js';

const QUEUE: Queue = {
  table: 'request_notice',
  key: ['id'],
  due: 'sent_at IS NULL AND next_at <= $1',
  order: 'next_at, id',
};
interface NoticeRow {
  readonly id: string;
  readonly request_id: string;
  readonly kind: NoticeKind;
  readonly about: string;
  readonly tries: number;
}

interface Facts extends Omit<Told, 'kind' | 'url'> {
  readonly isOpen: boolean;
  readonly owner: string | null;
  readonly address: string | null;
}

/** Sends what the owners of requests are to be told, for as long as the request is open. */
@Injectable()
export class SendNotices {
  private readonly queue: MailQueue<NoticeRow>;

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
      warn: (what) => loggers.requests.warn('A message was not sent and is tried again', what),
    });
  }

  /** Answers how many were taken by the mail server. Where none is set everything waits. */
  run(signal: AbortSignal): Promise<number> {
    return this.queue.run(signal);
  }

  private async prepare(row: NoticeRow): Promise<PreparedMail | 'no-address' | null> {
    const facts = await this.facts(row);
    if (facts === null || !facts.isOpen || isOutOfDate(row, facts)) return null;
    const { owner, address } = facts;
    if (owner === null || address === null) return 'no-address';
    const { publicUrl } = this.config;
    const url = publicUrl === null ? null : new URL(`/requests/${row.request_id}`, publicUrl).href;
    const message = { to: address, ...noticeInWords({ ...facts, kind: row.kind, url }) };
    return { message, sent: () => this.sent(row, owner) };
  }

  private async sent({ id, request_id: request }: NoticeRow, person: string): Promise<void> {
    await this.trail.write(system('requests'), async (tx) => {
      await tx.rows.query(
        `UPDATE request_notice SET sent_at = $2, next_at = NULL, fault = NULL, lease_owner = NULL, lease_until = NULL
          WHERE id = $1`,
        [id, this.clock.now()],
      );
      await tx.record('request.notice-sent', { request, notice: id, person });
    });
  }

  private async facts({ request_id: request, kind, about }: NoticeRow): Promise<Facts | null> {
    const [row] = await this.database.query<
      (Facts & { login: string | null; mail: string | null; languages: Language[] })[]
    >(
      `SELECT r.number, r.law, r.state NOT IN ('closed', 'withdrawn') AS "isOpen", p.id AS owner, p.login, p.mail, b.languages,
              coalesce(s.said->>'due', r.due_on::text) AS due, s.said->>'before' AS before
         FROM records_request r JOIN body b ON b.id = r.body_id
         LEFT JOIN person p ON 'person:' || p.id = r.opened_by AND p.disabled_at IS NULL
         LEFT JOIN request_step s ON $2 = 'recount' AND s.id::text = $3
        WHERE r.id = $1`,
      [request, kind, about],
    );
    if (!row) return null;
    const { login, mail, languages, ...facts } = row;
    const address = mail ?? (login !== null && Mail.isAddress(login) ? login : null);
    return { ...facts, address, language: languages[0] ?? 'en' };
  }
}

/** A reminder of a deadline that is another now. */
function isOutOfDate({ kind, about }: NoticeRow, { due }: Facts): boolean {
  return kind !== 'recount' && about !== due;
}
