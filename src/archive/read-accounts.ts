import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Refusal } from '../platform/index.js';
import { NO_COUNTS, ReadCounts } from './read-counts.js';
import type { AccountView, BodyView, KnownAccountView } from './views.types.js';

interface AccountRow {
  readonly id: string;
  readonly body_id: string;
  readonly platform: AccountView['platform'];
  readonly software: string;
  readonly handle: string;
  readonly url: string;
  readonly title: string;
  readonly character: AccountView['character'];
  readonly state: AccountView['state'];
  readonly state_reason: string | null;
  readonly added_at: Date;
  readonly basis_statute: string | null;
  readonly basis_item: string | null;
  readonly basis_officer: string | null;
  readonly limits: AccountView['limits'];
  readonly seen_at: Date | null;
  readonly gap_from: Date | null;
  readonly gap_reason: NonNullable<AccountView['trouble']>['reason'] | null;
  readonly custodians: AccountView['custodians'] | null;
  readonly incidents: NonNullable<AccountView['incidents']> | null;
}

const ACCOUNTS = `
  SELECT a.*, l.seen_at, g.from_at AS gap_from, g.reason AS gap_reason, c.custodians, n.incidents
    FROM account a
    LEFT JOIN capture_loop l ON l.account_id = a.id AND l.loop = 'incremental'
    LEFT JOIN LATERAL (
      SELECT from_at, reason FROM gap WHERE account_id = a.id AND to_at IS NULL ORDER BY from_at LIMIT 1) g ON true
    LEFT JOIN LATERAL (
      SELECT jsonb_agg(jsonb_build_object('id', id, 'name', name, 'from', from_at, 'to', to_at)
                       ORDER BY from_at, id) AS custodians
        FROM custodian WHERE account_id = a.id) c ON true
    LEFT JOIN LATERAL (
      SELECT jsonb_agg(jsonb_build_object('id', id, 'kind', kind, 'from', from_at, 'to', to_at)
                       ORDER BY from_at, id) AS incidents
        FROM incident WHERE account_id = a.id) n ON true`;

/** Bodies, their accounts, and the accounts known but not archived. */
@Injectable()
export class ReadAccounts {
  constructor(
    private readonly database: DataSource,
    private readonly counts: ReadCounts,
  ) {}

  async all(): Promise<AccountView[]> {
    return this.views(await this.database.query(`${ACCOUNTS} ORDER BY a.added_at, a.id`));
  }

  /** @throws {Refusal} 'not-found' */
  async one(id: string): Promise<AccountView> {
    const [view] = await this.views(await this.database.query(`${ACCOUNTS} WHERE a.id = $1`, [id]));
    if (!view) throw new Refusal('not-found', 'There is no such account.');
    return view;
  }

  /** Ids of accounts a person names by handle, address or id. @throws {Refusal} 'not-found', naming the one */
  async named(names: readonly string[]): Promise<string[]> {
    const rows: { id: string; handle: string; url: string }[] = await this.database.query(
      `SELECT id, handle, url FROM account WHERE id::text = ANY($1) OR handle = ANY($1) OR url = ANY($1)`,
      [names],
    );
    return names.map((name) => {
      const found = rows.find(({ id, handle, url }) => [id, handle, url].includes(name));
      if (found) return found.id;
      throw new Refusal('not-found', `No account here is called "${name}". List them: akta account list`);
    });
  }

  async bodies(): Promise<BodyView[]> {
    return this.database.query(`SELECT id, name, zone, languages, country FROM body ORDER BY id`);
  }

  async known(): Promise<KnownAccountView[]> {
    return this.database.query(
      `SELECT id, body_id AS "bodyId", platform, handle, reason, decided_by AS "decidedBy", decided_at::text AS "decidedAt"
         FROM known_account ORDER BY decided_at, id`,
    );
  }

  private async views(rows: readonly AccountRow[]): Promise<AccountView[]> {
    const counts = await this.counts.run();
    return rows.map((row) => {
      const { items, versions, gone, gaps } = counts.get(row.id) ?? NO_COUNTS;
      return { ...accountFacts(row), counts: { items, versions, gone, gaps } };
    });
  }
}

function accountFacts(row: AccountRow): Omit<AccountView, 'counts'> {
  return {
    id: row.id,
    bodyId: row.body_id,
    platform: row.platform,
    software: row.software,
    handle: row.handle,
    url: row.url,
    title: row.title,
    character: row.character,
    state: row.state,
    stateReason: row.state_reason,
    addedAt: row.added_at.toISOString(),
    legalBasis: basisOf(row),
    custodians: (row.custodians ?? []).map(inOurTime),
    limits: row.limits,
    ...(row.incidents === null ? {} : { incidents: row.incidents.map(inOurTime) }),
    lastSeenAt: row.seen_at?.toISOString() ?? null,
    trouble:
      row.gap_from === null || row.gap_reason === null
        ? null
        : { since: row.gap_from.toISOString(), reason: row.gap_reason },
  };
}

function inOurTime<T extends { readonly from: string; readonly to: string | null }>(stretch: T): T {
  const { from, to } = stretch;
  return { ...stretch, from: new Date(from).toISOString(), to: to === null ? null : new Date(to).toISOString() };
}

function basisOf({
  basis_statute: statute,
  basis_item: scheduleItem,
  basis_officer: officer,
}: AccountRow): AccountView['legalBasis'] {
  return statute !== null && scheduleItem !== null && officer !== null ? { statute, scheduleItem, officer } : null;
}
