import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ReadAccounts, ReadGaps } from '../archive/index.js';
import { calendarDate, Clock, type Language, say } from '../platform/index.js';
import { MatchScope, type Scope } from '../retention/index.js';
import { requestsSentences } from './requests.sentences.js';

/** What was looked at when a set was frozen, and what could not be: its text is committed to in the log. */
export interface Certificate {
  readonly number: string;
  /** `no-records`: nothing was found. */
  readonly kind: 'found' | 'no-records';
  readonly at: string;
  readonly by: string;
  /** Entries of the log at that moment: what they tell was looked at, nothing later. */
  readonly logSize: number;
  readonly scope: Scope;
  readonly zone: string;
  /** `lastSeenAt`: what came after it was not looked at yet. */
  readonly accounts: readonly { readonly id: string; readonly handle: string; readonly lastSeenAt: string | null }[];
  /** Items in the accounts and days, whatever their words. */
  readonly searched: number;
  readonly items: number;
  readonly versions: number;
  /** Left out because this requester has them already. */
  readonly givenBefore: number;
  readonly gaps: readonly {
    readonly accountId: string;
    readonly from: string;
    readonly to: string | null;
    readonly reason: string;
    readonly minutes: number;
  }[];
  readonly knownAccounts: readonly { readonly platform: string; readonly handle: string; readonly reason: string }[];
}

const MINUTE_MS = 60_000;

/** Coverage of a scope: which accounts, how many items, which gaps, which accounts that are known and not archived. */
@Injectable()
export class DescribeCoverage {
  // oxlint-disable-next-line max-params -- it brings together what four others know
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly accounts: ReadAccounts,
    private readonly gaps: ReadGaps,
    private readonly match: MatchScope,
  ) {}

  async run(
    bodyId: string,
    scope: Scope,
  ): Promise<Pick<Certificate, 'accounts' | 'searched' | 'gaps' | 'knownAccounts'>> {
    const all = (await this.accounts.all()).filter((account) => account.bodyId === bodyId);
    const named = await this.accountsOf(scope);
    const accounts = all
      .filter(({ id }) => named === null || named.has(id))
      .map(({ id, handle, lastSeenAt }) => ({ id, handle, lastSeenAt }));
    return {
      accounts,
      searched: await this.searched(scope),
      gaps: await this.gapsOf(
        accounts.map(({ id }) => id),
        scope,
      ),
      knownAccounts: (await this.accounts.known())
        .filter((known) => known.bodyId === bodyId)
        .map(({ platform, handle, reason }) => ({ platform, handle, reason })),
    };
  }

  private async accountsOf(scope: Scope): Promise<ReadonlySet<string> | null> {
    if (scope.kind === 'living') return scope.accountIds === null ? null : new Set(scope.accountIds);
    const rows: { account_id: string }[] = await this.database.query(
      `SELECT DISTINCT account_id FROM item WHERE id = ANY($1::uuid[])`,
      [scope.itemIds],
    );
    return new Set(rows.map((row) => row.account_id));
  }

  private async searched(scope: Scope): Promise<number> {
    const ids = await this.match.run(scope.kind === 'living' ? { ...scope, query: null } : scope);
    return (await countable(this.database, ids)).length;
  }

  private async gapsOf(accountIds: readonly string[], scope: Scope): Promise<Certificate['gaps']> {
    const [fromAt, toAt] = scope.kind === 'living' ? [scope.fromAt, scope.toAt] : [null, null];
    const now = this.clock.now();
    const found = await this.gaps.run({
      accountIds,
      ...(fromAt === null ? {} : { from: new Date(fromAt) }),
      ...(toAt === null ? {} : { to: new Date(toAt) }),
    });
    return found.toReversed().map(({ accountId, from, to, reason }) => {
      const [start, end] = [Date.parse(from), to === null ? now.getTime() : Date.parse(to)];
      const within =
        Math.min(end, toAt === null ? Infinity : Date.parse(toAt)) -
        Math.max(start, fromAt === null ? 0 : Date.parse(fromAt));
      return { accountId, from, to, reason, minutes: Math.round(within / MINUTE_MS) };
    });
  }
}

/** Of these, the posts and replies: what only travels with them is not counted. */
export async function countable(database: Pick<DataSource, 'query'>, ids: readonly string[]): Promise<string[]> {
  const rows: { id: string }[] = await database.query(
    `SELECT id FROM item WHERE id = ANY($1::uuid[]) AND kind NOT IN ('profile', 'original') ORDER BY id`,
    [ids],
  );
  return rows.map(({ id }) => id);
}

export function certificateInWords(certificate: Certificate, language: Language): string {
  const { scope, zone, gaps } = certificate;
  const [from, to] = scope.kind === 'living' ? [scope.from, scope.to] : [null, null];
  const day = (at: string | null, open: 'days.open-start' | 'days.open-end'): string =>
    at === null ? say(requestsSentences, open, language) : calendarDate(`${at}T12:00:00Z`, 'UTC', language);
  return say(requestsSentences, certificate.kind === 'no-records' ? 'no-records' : 'frozen', language, {
    size: certificate.logSize,
    items: certificate.items,
    versions: certificate.versions,
    searched: certificate.searched,
    accounts: certificate.accounts.length,
    from: day(from, 'days.open-start'),
    to: day(to, 'days.open-end'),
    zone,
    gaps: gaps.length,
    minutes: gaps.reduce((sum, { minutes }) => sum + minutes, 0),
    known: certificate.knownAccounts.length,
  });
}
