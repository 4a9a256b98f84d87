import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { clausesOf, PLATFORM_CLAUSES, type Platform, type PlatformClause } from '../../../connectors/index.js';
import { type Actor, Clock, demand } from '../../../platform/index.js';
import { decisionDueAt } from './clause-task.rules.js';

/** What of an account stands against its platform's terms, and when a person decides about it. Times RFC 3339. */
export interface ClauseTask {
  readonly accountId: string;
  readonly handle: string;
  readonly clauses: readonly PlatformClause[];
  /** Items kept that were removed there; everything once access has ended. */
  readonly conflict: 'removed-items' | 'ended-access';
  readonly items: number;
  readonly since: string;
  readonly dueAt: string;
  readonly isDue: boolean;
  /** The last one; null: none yet. */
  readonly decision: { readonly says: 'keep' | 'give-up'; readonly at: string; readonly ground: string } | null;
}

interface Row {
  readonly id: string;
  readonly handle: string;
  readonly platform: Platform;
  readonly gone: number;
  readonly gone_since: Date | null;
  readonly kept: number;
  readonly ended_at: Date | null;
  readonly accepted_at: Date | null;
  readonly says: 'keep' | 'give-up' | null;
  readonly decided_at: Date | null;
  readonly ground: string | null;
}

/** Items that are not destroyed have their key; all of them are counted only where access has ended. */
const ROWS = `
  SELECT a.id, a.handle, a.platform, g.ended_at, d.decision AS says, d.at AS decided_at, s.text AS ground,
         (SELECT max(at) FROM clause_acceptance c WHERE c.account_id = a.id) AS accepted_at,
         CASE WHEN g.ended_at IS NULL THEN 0 ELSE (SELECT count(*)::int FROM item i JOIN item_key k ON k.item_id = i.id
           WHERE i.account_id = a.id) END AS kept, gone.gone, gone.gone_since
    FROM account a LEFT JOIN access_grant g ON g.account_id = a.id
    LEFT JOIN LATERAL (SELECT * FROM clause_decision d WHERE d.account_id = a.id ORDER BY at DESC, id DESC LIMIT 1) d ON true
    LEFT JOIN statement s ON s.event_id = d.event_id
    CROSS JOIN LATERAL (
      SELECT count(*)::int AS gone, min(f.at) AS gone_since
        FROM item i JOIN item_watch w ON w.item_id = i.id AND w.state = 'gone' JOIN item_key k ON k.item_id = i.id
        LEFT JOIN LATERAL (SELECT at FROM finding f WHERE f.item_id = i.id AND f.kind = 'gone' ORDER BY at DESC LIMIT 1) f ON true
       WHERE i.account_id = a.id) gone
   WHERE a.platform = ANY($1) AND ($2::uuid IS NULL OR a.id = $2) ORDER BY a.added_at, a.id`;

/** The duty desk's decisions about what platforms want deleted: what is due first. */
@Injectable()
export class ReadClauseTasks {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  async run(actor: Actor, accountId: string | null = null): Promise<ClauseTask[]> {
    demand(actor, 'account.read');
    const platforms = [
      ...new Set(PLATFORM_CLAUSES.filter(({ demands }) => demands.length > 0).flatMap((clause) => clause.platforms)),
    ];
    const rows: Row[] = await this.database.query(ROWS, [platforms, accountId]);
    const tasks = rows.flatMap((row) => taskOf(row, this.clock.now()) ?? []);
    return tasks.toSorted((a, b) => a.dueAt.localeCompare(b.dueAt));
  }
}

function taskOf(row: Row, now: Date): ClauseTask | null {
  const demanding = clausesOf(row.platform).filter(({ demands }) => demands.length > 0);
  const conflict = conflictOf(row, demanding);
  if (conflict === null) return null;
  const { since, items, is } = conflict;
  const dueAt = decisionDueAt({ since, saidAt: saidAt(row) });
  if (since === null || dueAt === null) return null;
  return {
    accountId: row.id,
    handle: row.handle,
    clauses: demanding.filter(({ demands }) => demands.includes(is)),
    conflict: is,
    items,
    since: since.toISOString(),
    dueAt: dueAt.toISOString(),
    isDue: dueAt <= now,
    decision: decisionOf(row),
  };
}

interface Conflict {
  readonly is: ClauseTask['conflict'];
  readonly since: Date | null;
  readonly items: number;
}

/** Once access has ended it is about everything that is kept. */
function conflictOf(row: Row, demanding: readonly PlatformClause[]): Conflict | null {
  const demanded = (is: Conflict['is']): boolean => demanding.some(({ demands }) => demands.includes(is));
  if (row.ended_at !== null && row.kept > 0 && demanded('ended-access')) {
    return { is: 'ended-access', since: row.ended_at, items: row.kept };
  }
  if (row.gone === 0 || !demanded('removed-items')) return null;
  return { is: 'removed-items', since: row.gone_since, items: row.gone };
}

function saidAt({ accepted_at: accepted, decided_at: decided }: Row): Date | null {
  if (accepted === null || decided === null) return accepted ?? decided;
  return accepted > decided ? accepted : decided;
}

function decisionOf({ says, decided_at: at, ground }: Row): ClauseTask['decision'] {
  return says === null || at === null ? null : { says, at: at.toISOString(), ground: ground ?? '' };
}
