import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import {
  claim,
  Clock,
  Config,
  describe,
  type Language,
  loggers,
  Mail,
  MailError,
  newId,
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
const LEASE_MS = 5 * 60_000;
const MOST_AT_ONCE = 20;
/** Minutes until the next try; the last from then on, for as long as the request is open. */
const AGAIN_MINUTES = [1, 5, 15, 60] as const;

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

type Fault = 'no-address' | 'refused' | 'unreachable';

/**
 * Sends what the owners of requests are to be told. Rows are the queue: of any number of workers one sends a message, and
 * nothing is lost while the mail server is not there: it is tried again until the request is answered. A worker that ends
 * after the server took a message and before that was written sends it again under the same Message-ID.
 */
@Injectable()
export class SendNotices {
  private readonly owner = newId();

  // oxlint-disable-next-line max-params -- it brings together the queue, the mail and the log
  constructor(
    private readonly database: DataSource,
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly mail: Mail,
  ) {}

  /** Answers how many were taken by the mail server. Where none is set everything waits. */
  async run(signal: AbortSignal): Promise<number> {
    if (!this.mail.isSet) return 0;
    const now = this.clock.now();
    const lease = { owner: this.owner, now, until: new Date(now.getTime() + LEASE_MS) };
    const rows = await claim<NoticeRow>(this.database.manager, QUEUE, lease, MOST_AT_ONCE);
    let sent = 0;
    for (const row of rows) {
      if (signal.aborted) await this.after(row, { next: now, fault: null });
      else if (await this.send(row)) sent += 1;
    }
    return sent;
  }

  private async send(row: NoticeRow): Promise<boolean> {
    const facts = await this.facts(row);
    if (facts === null || !facts.isOpen || isOutOfDate(row, facts)) {
      await this.after(row, { next: null, fault: null });
      return false;
    }
    if (facts.owner === null || facts.address === null) {
      await this.again(row, 'no-address');
      return false;
    }
    const { publicUrl } = this.config;
    const url = publicUrl === null ? null : new URL(`/requests/${row.request_id}`, publicUrl).href;
    try {
      const words = noticeInWords({ ...facts, kind: row.kind, url });
      await this.mail.send({ id: row.id, to: facts.address, ...words });
    } catch (error) {
      loggers.requests.warn('A message was not sent and is tried again', { notice: row.id, ...describe(error) });
      await this.again(row, error instanceof MailError ? error.fault : 'unreachable');
      return false;
    }
    await this.sent(row, facts.owner);
    return true;
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

  private async again(row: NoticeRow, fault: Fault): Promise<void> {
    const minutes = AGAIN_MINUTES[row.tries] ?? AGAIN_MINUTES.at(-1) ?? 60;
    await this.after(row, { next: new Date(this.clock.now().getTime() + minutes * 60_000), fault });
  }

  private async after({ id }: NoticeRow, { next, fault }: { next: Date | null; fault: Fault | null }): Promise<void> {
    await this.database.query(
      `UPDATE request_notice SET next_at = $3, fault = $4, tries = tries + CASE WHEN $4::text IS NULL THEN 0 ELSE 1 END,
              lease_owner = NULL, lease_until = NULL WHERE id = $1 AND lease_owner = $2`,
      [id, this.owner, next, fault],
    );
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
