import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { LimitKey, Platform } from '../../connectors/index.js';
import { type Actor, Clock, demand } from '../../platform/index.js';
import { readAccountFacts } from '../read-account-facts.js';
import { daysUntil, endOfAccess, type NoticeKind, TOLD_DAYS } from './expiry.rules.js';
import { ProviderRegistry } from './provider-registry.js';

/** `none`: no access was given. `refused`: the platform refuses it now. `ending`: within thirty days. */
export type AccessStanding = 'none' | 'well' | 'ending' | 'ended' | 'refused';

/** How access to one account stands; never a token. Times RFC 3339. */
export interface AccessView {
  readonly accountId: string;
  readonly handle: string;
  readonly platform: Platform;
  readonly is: AccessStanding;
  /** Granted by its owner through the platform, or a token given by hand. */
  readonly by: 'owner' | 'hand' | 'none';
  readonly since: string | null;
  readonly scopes: readonly string[];
  readonly missing: readonly { readonly scope: string; readonly without: LimitKey }[];
  readonly messages: boolean;
  /** If nobody does anything; null where no end is known. */
  readonly endsAt: string | null;
  readonly daysLeft: number | null;
  readonly renewsItself: boolean;
  /** Why it ended, or since when the platform refuses it. */
  readonly endedAt: string | null;
  readonly endedWhy: string | null;
  readonly told: readonly {
    readonly kind: NoticeKind;
    readonly to: 'custodian' | 'administrator';
    readonly sentAt: string | null;
    readonly fault: 'no-address' | 'refused' | 'unreachable' | null;
  }[];
}

export interface AccessRow {
  readonly id: string;
  readonly handle: string;
  readonly platform: Platform;
  readonly has_token: boolean;
  readonly refused_at: Date | null;
  readonly granted_at: Date | null;
  readonly scopes: readonly string[] | null;
  readonly missing: readonly string[] | null;
  readonly messages: boolean | null;
  readonly expires_at: Date | null;
  readonly lasts_until: Date | null;
  readonly renews: boolean;
  readonly failing: boolean;
  readonly ended_at: Date | null;
  readonly ended_why: string | null;
}

/** An open gap says since when a platform refuses what we show it. */
export const ACCESS_ROWS = `
  SELECT a.id, a.handle, a.platform, s.account_id IS NOT NULL AS has_token, g.granted_at, g.scopes, g.missing, g.messages,
         g.expires_at, g.lasts_until, g.refresh IS NOT NULL AS renews, coalesce(r.tries, 0) > 0 AS failing,
         g.ended_at, g.ended_why,
         (SELECT min(from_at) FROM gap WHERE account_id = a.id AND to_at IS NULL AND reason = 'access-refused') AS refused_at
    FROM account a LEFT JOIN account_access s ON s.account_id = a.id LEFT JOIN access_grant g ON g.account_id = a.id
    LEFT JOIN access_renewal r ON r.account_id = a.id
   WHERE a.state = 'active'`;

const NOTICES = `
  SELECT account_id, kind, CASE WHEN person_id IS NULL THEN 'custodian' ELSE 'administrator' END AS to, sent_at AS "sentAt", fault
    FROM access_notice WHERE account_id = ANY($1) ORDER BY made_at DESC, id LIMIT 500`;

/** How access to accounts stands, and who was told of what. */
@Injectable()
export class ReadAccess {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly providers: ProviderRegistry,
  ) {}

  async one(actor: Actor, accountId: string): Promise<AccessView> {
    demand(actor, 'account.read');
    await readAccountFacts(this.database, accountId);
    const rows: AccessRow[] = await this.database.query(ACCESS_ROWS.replace(`a.state = 'active'`, 'a.id = $1'), [
      accountId,
    ]);
    const [view] = await this.views(rows);
    if (!view) throw new Error('The account was there a moment ago');
    return view;
  }

  /** Of accounts that are looked at: what ends soonest first, what was refused or has ended before that. */
  async all(actor: Actor): Promise<AccessView[]> {
    demand(actor, 'account.read');
    const views = await this.views(await this.database.query(`${ACCESS_ROWS} ORDER BY a.added_at, a.id`));
    return views.toSorted((a, b) => urgency(a) - urgency(b));
  }

  private async views(rows: readonly AccessRow[]): Promise<AccessView[]> {
    const notices: (AccessView['told'][number] & { account_id: string; sentAt: Date | null })[] =
      await this.database.query(NOTICES, [rows.map(({ id }) => id)]);
    return rows.map((row) => ({
      ...this.view(row),
      told: notices.flatMap(({ account_id: id, kind, to, sentAt, fault }) =>
        id === row.id ? [{ kind, to, sentAt: sentAt?.toISOString() ?? null, fault }] : [],
      ),
    }));
  }

  private view(row: AccessRow): Omit<AccessView, 'told'> {
    const missing = row.missing ?? [];
    const scopes = this.providers.for(row.platform)?.scopes ?? [];
    return {
      accountId: row.id,
      handle: row.handle,
      platform: row.platform,
      by: row.granted_at !== null ? 'owner' : row.has_token ? 'hand' : 'none',
      scopes: row.scopes ?? [],
      missing: scopes.flatMap(({ scope, without }) => (missing.includes(scope) ? [{ scope, without }] : [])),
      messages: row.messages ?? false,
      ...timesOf(row, this.clock.now()),
    };
  }
}

type Times = Pick<AccessView, 'is' | 'since' | 'endsAt' | 'daysLeft' | 'renewsItself' | 'endedAt' | 'endedWhy'>;

function timesOf(row: AccessRow, now: Date): Times {
  const end = endOf(row);
  return {
    is: standingOf(row, now),
    since: row.granted_at?.toISOString() ?? null,
    endsAt: end?.toISOString() ?? null,
    daysLeft: end === null ? null : Math.max(0, daysUntil(end, now)),
    renewsItself: row.renews && row.ended_at === null,
    ...endOfIt(row),
  };
}

function endOfIt({
  ended_at: ended,
  ended_why: why,
  refused_at: refused,
}: AccessRow): Pick<Times, 'endedAt' | 'endedWhy'> {
  const at = ended ?? refused;
  if (at === null) return { endedAt: null, endedWhy: null };
  return { endedAt: at.toISOString(), endedWhy: why ?? 'refused-by-platform' };
}

/** If nobody does anything; null where it has ended, or no end is known. */
export function endOf(row: AccessRow): Date | null {
  if (row.ended_at !== null) return null;
  const { expires_at: expiresAt, lasts_until: lastsUntil, renews, failing } = row;
  return endOfAccess({ expiresAt, lastsUntil, renewing: renews && !failing });
}

export function standingOf(row: AccessRow, now: Date): AccessStanding {
  if (row.ended_at !== null) return row.ended_why === 'given-back' ? 'none' : 'ended';
  if (row.refused_at !== null && row.has_token) return 'refused';
  const end = endOf(row);
  if (end !== null && end <= now) return 'ended';
  if (end !== null && daysUntil(end, now) <= TOLD_DAYS[0]) return 'ending';
  return row.has_token ? 'well' : 'none';
}

function urgency({ is, daysLeft }: AccessView): number {
  if (is === 'ended' || is === 'refused') return -1;
  return is === 'ending' ? (daysLeft ?? 0) : 1_000;
}
