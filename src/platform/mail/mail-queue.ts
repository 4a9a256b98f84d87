import type { DataSource } from 'typeorm';
import type { Clock } from '../clock/clock.port.js';
import { claim, type Queue } from '../database/claim.js';
import { newId } from '../ids.js';
import { describe } from '../logging/loggers.js';
import { type Mail, MailError, type MailFault, type MailMessage } from './mail.port.js';

const LEASE_MS = 5 * 60_000;
const MOST_AT_ONCE = 20;
/** Minutes until the next try; the last from then on. */
const AGAIN_MINUTES = [1, 5, 15, 60] as const;

/** A row of a table with next_at, tries, fault, lease_owner and lease_until. */
export interface QueuedMail {
  readonly id: string;
  readonly tries: number;
}

export interface PreparedMail {
  readonly message: Omit<MailMessage, 'id'>;
  /** The id of the message; of the row unless told. */
  readonly messageId?: string;
  /** Once the mail server has taken it: says so in the row, and takes the lease from it. */
  readonly sent: () => Promise<void>;
}

interface Parts<Row> {
  readonly database: DataSource;
  readonly clock: Clock;
  readonly mail: Mail;
  readonly queue: Queue;
  /** Null: it has not to be said any more. */
  readonly prepare: (row: Row) => Promise<PreparedMail | 'no-address' | null>;
  /** What could not be sent, for the log of this process. */
  readonly warn: (what: Readonly<Record<string, unknown>>) => void;
}

/**
 * Sends the messages of a table. Rows are the queue: of any number of workers one sends a message, and nothing is lost
 * while the mail server is not there: it is tried again for as long as it has to be said. A worker that ends after the
 * server took a message and before that was written sends it again under the same Message-ID.
 */
export class MailQueue<Row extends QueuedMail> {
  private readonly owner = newId();

  constructor(private readonly parts: Parts<Row>) {}

  /** Answers how many were taken by the mail server. Where none is set everything waits. */
  async run(signal: AbortSignal): Promise<number> {
    const { clock, database, mail, queue } = this.parts;
    if (!mail.isSet) return 0;
    const now = clock.now();
    const lease = { owner: this.owner, now, until: new Date(now.getTime() + LEASE_MS) };
    const rows = await claim<Row>(database.manager, queue, lease, MOST_AT_ONCE);
    let sent = 0;
    for (const row of rows) {
      if (signal.aborted) await this.after(row, { next: now, fault: null });
      else if (await this.send(row)) sent += 1;
    }
    return sent;
  }

  private async send(row: Row): Promise<boolean> {
    const prepared = await this.parts.prepare(row);
    if (prepared === null) await this.after(row, { next: null, fault: null });
    if (prepared === 'no-address') await this.again(row, 'no-address');
    if (prepared === null || prepared === 'no-address') return false;
    try {
      await this.parts.mail.send({ id: prepared.messageId ?? row.id, ...prepared.message });
    } catch (error) {
      this.parts.warn({ message: row.id, ...describe(error) });
      await this.again(row, error instanceof MailError ? error.fault : 'unreachable');
      return false;
    }
    await prepared.sent();
    return true;
  }

  private async again(row: Row, fault: MailFault | 'no-address'): Promise<void> {
    const minutes = AGAIN_MINUTES[row.tries] ?? AGAIN_MINUTES.at(-1) ?? 60;
    await this.after(row, { next: new Date(this.parts.clock.now().getTime() + minutes * 60_000), fault });
  }

  private async after({ id }: Row, { next, fault }: { next: Date | null; fault: string | null }): Promise<void> {
    await this.parts.database.query(
      `UPDATE ${this.parts.queue.table} SET next_at = $3, fault = $4,
              tries = tries + CASE WHEN $4::text IS NULL THEN 0 ELSE 1 END, lease_owner = NULL, lease_until = NULL
        WHERE id = $1 AND lease_owner = $2`,
      [id, this.owner, next, fault],
    );
  }
}
