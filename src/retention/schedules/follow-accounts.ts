import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditTrail, type Follower, Followers, type LogEntry } from '../../audit/index.js';
import { system } from '../../platform/index.js';
import { RecordEvent } from './record-event.js';
import { dayIn } from './schedule-memo.rules.js';

/** Retiring an account closes it, by the words with which it was retired; resuming it takes that back. */
@Injectable()
export class FollowAccounts implements Follower, OnModuleInit {
  readonly name = 'retention-of-accounts';

  // oxlint-disable-next-line max-params -- what is followed, and what is written
  constructor(
    private readonly database: DataSource,
    private readonly followers: Followers,
    private readonly trail: AuditTrail,
    private readonly events: RecordEvent,
  ) {}

  onModuleInit(): void {
    this.followers.register(this);
  }

  async follow(entries: readonly LogEntry[]): Promise<void> {
    for (const entry of entries) {
      if (entry.type === 'account.retired') await this.closed(entry);
      if (entry.type === 'account.resumed') await this.reopened(entry);
    }
  }

  private async closed({ eventId, accountId, at }: LogEntry): Promise<void> {
    const [source]: { zone: string; reason: string | null; known: boolean }[] = await this.database.query(
      `SELECT b.zone, (SELECT s.text FROM statement s WHERE s.event_id = $2) AS reason,
              EXISTS (SELECT FROM retention_event e WHERE e.source_event = $2) AS known
         FROM account a JOIN body b ON b.id = a.body_id WHERE a.id = $1`,
      [accountId, eventId],
    );
    if (!source || source.known || accountId === null) return;
    const actor = system('retention');
    await this.trail.write(actor, (tx) =>
      this.events.within(tx, actor, {
        name: 'account-closed',
        scope: { kind: 'account', accountId },
        on: dayIn(new Date(at), source.zone).toString(),
        reason: source.reason ?? 'The account was retired',
        sourceEvent: eventId,
      }),
    );
  }

  private async reopened({ accountId, eventId }: LogEntry): Promise<void> {
    const open: { id: string; reason: string | null }[] = await this.database.query(
      `SELECT e.id, (SELECT s.text FROM statement s WHERE s.event_id = $2) AS reason
         FROM retention_event e JOIN audit_event r ON r.id = $2 JOIN audit_event c ON c.id = e.source_event
        WHERE e.account_id = $1 AND e.name = 'account-closed' AND e.withdrawn_at IS NULL AND c.id < r.id`,
      [accountId, eventId],
    );
    const actor = system('retention');
    for (const { id, reason } of open) {
      await this.trail.write(actor, (tx) =>
        this.events.withdrawWithin(tx, actor, { id, reason: reason ?? 'The account was resumed' }),
      );
    }
  }
}
