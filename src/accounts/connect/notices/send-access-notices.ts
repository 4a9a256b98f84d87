import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditTrail } from '../../../audit/index.js';
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
} from '../../../platform/index.js';
import type { NoticeKind } from '../expiry.rules.js';
import { accessNoticeSentences } from './access-notices.sentences.js';

const QUEUE: Queue = {
  table: 'access_notice',
  key: ['id'],
  due: 'sent_at IS NULL AND next_at <= $1',
  order: 'next_at, id',
};

interface NoticeRow {
  readonly id: string;
  readonly account_id: string;
  readonly kind: NoticeKind;
  readonly about: Date;
  readonly person_id: string | null;
  readonly tries: number;
}

interface Facts {
  readonly handle: string;
  readonly zone: string;
  readonly languages: readonly Language[];
  readonly address: string | null;
  readonly login: string | null;
  /** The account is looked at, and was not connected anew since. */
  readonly stands: boolean;
}

/** Tells whoever answers for an account, and administrators, that access ends; as long as that is so. */
@Injectable()
export class SendAccessNotices {
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
      warn: (what) => loggers.accounts.warn('A message was not sent and is tried again', what),
    });
  }

  /** Answers how many were taken by the mail server. Where none is set everything waits. */
  run(signal: AbortSignal): Promise<number> {
    return this.queue.run(signal);
  }

  private async prepare(row: NoticeRow): Promise<PreparedMail | 'no-address' | null> {
    const facts = await this.facts(row);
    if (facts === null || !facts.stands) return null;
    const { address, login } = facts;
    const to = address ?? (login !== null && Mail.isAddress(login) ? login : null);
    if (to === null) return 'no-address';
    return { message: { to, ...this.inWords(row, facts) }, sent: () => this.sent(row) };
  }

  private inWords(
    { account_id: account, kind, about }: NoticeRow,
    { handle, zone, languages }: Facts,
  ): { subject: string; text: string } {
    const language = languages[0] ?? 'en';
    const values = { handle, day: fullTime(about.toISOString(), zone, language) };
    const tell = (key: keyof typeof accessNoticeSentences, more: Readonly<Record<string, string>> = {}): string =>
      say(accessNoticeSentences, key, language, { ...values, ...more });
    const is = kind === 'ended' ? 'ended' : 'ending';
    const { publicUrl } = this.config;
    const page = publicUrl === null ? [] : [tell('do.open', { url: new URL(`/accounts/${account}`, publicUrl).href })];
    return { subject: tell(`subject.${is}`), text: `${[tell(is), '', ...page, tell('do.ask')].join('\n')}\n` };
  }

  private async sent({ id, account_id: account, kind, person_id: person }: NoticeRow): Promise<void> {
    await this.trail.write(system('accounts'), async (tx) => {
      await tx.rows.query(
        `UPDATE access_notice SET sent_at = $2, next_at = NULL, fault = NULL, lease_owner = NULL, lease_until = NULL
          WHERE id = $1`,
        [id, this.clock.now()],
      );
      const to = person === null ? 'custodian' : 'administrator';
      await tx.record('access-notice.sent', { notice: id, kind, to }, { account });
    });
  }

  private async facts({ id }: NoticeRow): Promise<Facts | null> {
    const [row] = await this.database.query<Facts[]>(
      `SELECT a.handle, b.zone, b.languages, coalesce(c.address, p.mail) AS address, p.login,
              a.state = 'active' AND coalesce(g.granted_at <= n.made_at, true) AS stands
         FROM access_notice n JOIN account a ON a.id = n.account_id JOIN body b ON b.id = a.body_id
         LEFT JOIN access_grant g ON g.account_id = a.id
         LEFT JOIN custodian c ON c.id = n.custodian_id
         LEFT JOIN person p ON p.id = n.person_id AND p.disabled_at IS NULL
        WHERE n.id = $1`,
      [id],
    );
    return row ?? null;
  }
}
