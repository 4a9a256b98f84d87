import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../platform/index.js';
import type { LoadedPolicy, Policy } from './policy.types.js';
import type { DatedEvent } from './retention-events.types.js';
import type { ScheduleScene } from './schedule-item.rules.js';
import { dayIn, ScheduleMemo } from './schedule-memo.rules.js';
import type { AccountScene } from './schedule.types.js';

export type Rows = Pick<EntityManager, 'query'>;

interface EventRow extends DatedEvent {
  readonly body_id: string;
  readonly account_id: string | null;
}

/** What decides besides the items: rules, accounts and events of each body, as they stand in this very transaction. */
@Injectable()
export class ReadScene {
  constructor(private readonly clock: Clock) {}

  /** By body; those named, or all. */
  async run(rows: Rows, bodyIds: readonly string[] | null = null): Promise<Map<string, ScheduleScene>> {
    const bodies: { id: string; name: string; zone: string }[] = await rows.query(
      `SELECT id, name, zone FROM body WHERE $1::uuid[] IS NULL OR id = ANY($1) ORDER BY id`,
      [bodyIds],
    );
    const ids = bodies.map(({ id }) => id);
    const events = await this.events(rows, ids);
    const [policies, accounts] = [await this.policies(rows, ids), await this.accounts(rows, ids, events)];
    const now = this.clock.now();
    return new Map(
      bodies.map((body) => [
        body.id,
        {
          body,
          today: dayIn(now, body.zone),
          policies: policies.get(body.id) ?? [],
          accounts: new Map(
            accounts.filter(({ bodyId }) => bodyId === body.id).map((account) => [account.id, account]),
          ),
          bodyEvents: events.filter((event) => event.body_id === body.id && event.account_id === null),
          memo: new ScheduleMemo(),
        },
      ]),
    );
  }

  private async policies(rows: Rows, bodyIds: readonly string[]): Promise<Map<string, LoadedPolicy[]>> {
    const versions: { body_id: string; id: string; content: Policy; series: Record<string, string> }[] =
      await rows.query(
        `SELECT v.body_id, v.id, v.content, (SELECT json_object_agg(s.series, s.id) FROM policy_series s WHERE s.version_id = v.id) AS series
         FROM policy_version v WHERE v.body_id = ANY($1::uuid[]) ORDER BY v.number`,
        [bodyIds],
      );
    const found = new Map<string, LoadedPolicy[]>();
    for (const { body_id: bodyId, id, content, series } of versions) {
      const loaded = { versionId: id, policy: content, seriesRows: new Map(Object.entries(series)) };
      found.set(bodyId, [...(found.get(bodyId) ?? []), loaded]);
    }
    return found;
  }

  private async accounts(
    rows: Rows,
    bodyIds: readonly string[],
    events: readonly EventRow[],
  ): Promise<(AccountScene & { readonly bodyId: string })[]> {
    const found: {
      id: string;
      bodyId: string;
      handle: string;
      character: AccountScene['character'];
      custodians: { role: string; from: string; to: string | null }[];
    }[] = await rows.query(
      `SELECT a.id, a.body_id AS "bodyId", a.handle, a.character, coalesce((
                SELECT json_agg(json_build_object('role', c.role, 'from', c.from_at, 'to', c.to_at))
                  FROM custodian c WHERE c.account_id = a.id AND c.role IS NOT NULL), '[]') AS custodians
         FROM account a WHERE a.body_id = ANY($1::uuid[])`,
      [bodyIds],
    );
    return found.map(({ custodians, ...account }) => ({
      ...account,
      custodians: custodians.map(({ role, from, to }) => ({
        role,
        from: new Date(from),
        to: to === null ? null : new Date(to),
      })),
      events: events.filter((event) => event.account_id === account.id),
    }));
  }

  private async events(rows: Rows, bodyIds: readonly string[]): Promise<EventRow[]> {
    return rows.query(
      `SELECT id, body_id, account_id, name, to_char(on_day, 'YYYY-MM-DD') AS on FROM retention_event
        WHERE body_id = ANY($1::uuid[]) AND scope IN ('body', 'account') AND withdrawn_at IS NULL`,
      [bodyIds],
    );
  }
}

/** The hashtags any rule asks for. */
export function hashtagsAsked(scenes: Iterable<ScheduleScene>): string[] {
  const tags = [...scenes].flatMap(({ policies }) =>
    policies.flatMap(({ policy }) =>
      policy.series.flatMap(({ match }) => (match ?? []).flatMap(({ hashtags }) => hashtags ?? [])),
    ),
  );
  return [...new Set(tags)];
}
