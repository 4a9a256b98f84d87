import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type DeskAlarm, ReadAlarms } from '../../archive/index.js';
import { Clock } from '../../platform/index.js';
import { type Canary, type CanaryState, judgeCanary } from './canary.rules.js';

/** Whether an account's capture sees what is known to be there. Times RFC 3339 UTC. */
export interface CanaryView {
  readonly accountId: string;
  readonly handle: string;
  readonly zone: string;
  readonly state: CanaryState;
  readonly lookedAt: string | null;
  /** When its own newest post still there was last shown. */
  readonly seenAt: string | null;
}

interface CanaryRow extends Canary {
  readonly id: string;
  readonly handle: string;
  readonly zone: string;
}

/** Of an account that is looked at; its own posts only, and no feed's, which need not be shown to be there. */
const CANARIES = `
  SELECT a.id, a.handle, b.zone, a.added_at AS "addedAt", l.at AS "lookedAt",
         EXISTS (SELECT FROM gap g WHERE g.account_id = a.id AND g.loop = 'incremental' AND g.to_at IS NULL) AS "isUnseen",
         CASE WHEN n.seen IS NULL THEN NULL ELSE jsonb_build_object('postedAt', n.posted, 'seenAt', n.seen) END AS newest
    FROM account a JOIN body b ON b.id = a.body_id
    LEFT JOIN LATERAL (SELECT max(seen_at) AS at FROM capture_loop
      WHERE account_id = a.id AND loop IN ('incremental', 'live')) l ON true
    LEFT JOIN LATERAL (
      SELECT w.posted_at AS posted, w.last_seen_at AS seen FROM item_watch w
        JOIN item i ON i.id = w.item_id JOIN snapshot_body v ON v.item_id = w.item_id AND v.number = w.version
       WHERE w.account_id = a.id AND w.state = 'present' AND w.recheck_at IS NOT NULL AND i.kind = 'post' AND w.posted_at IS NOT NULL
         AND convert_from(v.item_json, 'UTF8')::jsonb #>> '{author,canonicalUri}' = a.canonical_uri
       ORDER BY w.posted_at DESC LIMIT 1) n ON true
   WHERE a.state = 'active' ORDER BY a.added_at, a.id`;

/**
 * The canary of each account: its own newest post that is known to be still there, and when somebody last looked. An
 * account that is silent or blind is an alarm on the duty desk; one with an open gap says so itself.
 */
@Injectable()
export class ReadCanaries implements OnModuleInit {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly alarms: ReadAlarms,
  ) {}

  onModuleInit(): void {
    this.alarms.register(() => this.alarm());
  }

  async run(): Promise<CanaryView[]> {
    const now = this.clock.now();
    const rows: CanaryRow[] = await this.database.query(CANARIES);
    return rows.map((row) => {
      const { id: accountId, handle, zone, lookedAt } = row;
      const newest = row.newest && {
        postedAt: new Date(row.newest.postedAt),
        seenAt: new Date(row.newest.seenAt),
      };
      return {
        accountId,
        handle,
        zone,
        state: judgeCanary({ ...row, newest }, now),
        lookedAt: lookedAt?.toISOString() ?? null,
        seenAt: newest?.seenAt.toISOString() ?? null,
      };
    });
  }

  private async alarm(): Promise<DeskAlarm[]> {
    const mute = (await this.run()).filter(({ state }) => state === 'silent' || state === 'blind');
    if (mute.length === 0) return [];
    const last = mute.flatMap(({ lookedAt }) => lookedAt ?? []).toSorted();
    return [{ work: 'canary', is: 'overdue', things: mute.length, doneAt: last.at(-1) ?? null }];
  }
}
