import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Actor, Clock, demand } from '../../../platform/index.js';
import { readAccountFacts } from '../../read-account-facts.js';
import type { ConnectLinkView } from './connect-link.types.js';

interface Row {
  readonly id: string;
  readonly messages: boolean;
  readonly made_at: Date;
  readonly made_by: string;
  readonly expires_at: Date;
  readonly opened_at: Date | null;
  readonly finished_at: Date | null;
  readonly closed_at: Date | null;
}

/** The personal links to an account, the newest first; never an address. */
@Injectable()
export class ReadConnectLinks {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  async run(actor: Actor, accountId: string): Promise<ConnectLinkView[]> {
    demand(actor, 'account.manage');
    await readAccountFacts(this.database, accountId);
    const rows: Row[] = await this.database.query(
      `SELECT id, messages, made_at, made_by, expires_at, opened_at, finished_at, closed_at
         FROM connect_link WHERE account_id = $1 ORDER BY id DESC LIMIT 200`,
      [accountId],
    );
    return rows.map((row) => ({
      id: row.id,
      accountId,
      state: stateOf(row, this.clock.now()),
      messages: row.messages,
      madeAt: row.made_at.toISOString(),
      madeBy: row.made_by,
      expiresAt: row.expires_at.toISOString(),
      openedAt: row.opened_at?.toISOString() ?? null,
      finishedAt: row.finished_at?.toISOString() ?? null,
    }));
  }
}

function stateOf(row: Row, now: Date): ConnectLinkView['state'] {
  if (row.finished_at !== null) return 'used';
  if (row.closed_at !== null) return 'closed';
  return row.expires_at <= now ? 'expired' : 'open';
}
