import { Temporal } from 'temporal-polyfill';
import type { LoadedPolicy, Policy, RecordSeries } from '../../src/retention/schedules/policy.types.js';
import type { ScheduleScene } from '../../src/retention/schedules/schedule-item.rules.js';
import type { AccountScene, ItemFacts } from '../../src/retention/schedules/schedule.types.js';

const WORDS = { en: 'A test', pl: 'Test' };

export function series(id: string, more: Partial<RecordSeries> = {}): RecordSeries {
  return { id, title: WORDS, cutoff: 'creation', period: 'P1Y', action: 'destroy', match: [{}], ...more };
}

export function policy(id: string, list: readonly RecordSeries[], more: Partial<Policy> = {}): Policy {
  return {
    id,
    title: WORDS,
    jurisdiction: 'US',
    version: '1',
    effective: { from: '2000-01-01' },
    decides: 'all-items',
    authority: { citation: WORDS, url: 'https://law.example/' },
    trust: 'verified',
    checked: '2026-11-26',
    series: list,
    ...more,
  };
}

export function loaded(of: Policy): LoadedPolicy {
  const seriesRows = new Map(of.series.map(({ id }) => [id, `${of.id}/${of.version}/${id}`]));
  return { versionId: `${of.id}/${of.version}`, policy: of, seriesRows };
}

export const ACCOUNT: AccountScene = {
  id: 'account',
  handle: '@newford@social.newford.example',
  character: 'official',
  custodians: [],
  events: [],
};

export function scene(policies: readonly Policy[], more: Partial<ScheduleScene> = {}): ScheduleScene {
  return {
    body: { id: 'body', name: 'Newford', zone: 'America/Chicago' },
    today: Temporal.PlainDate.from('2026-11-26'),
    policies: policies.map(loaded),
    accounts: new Map([[ACCOUNT.id, ACCOUNT]]),
    bodyEvents: [],
    ...more,
  };
}

export function facts(createdAt: string, more: Partial<ItemFacts> = {}): ItemFacts {
  return {
    itemId: 'item',
    bodyId: 'body',
    accountId: ACCOUNT.id,
    type: 'post',
    createdAt: new Date(createdAt),
    visibility: 'public',
    author: 'body',
    hasReplyByBody: false,
    hashtags: [],
    events: [],
    shownBy: [],
    ...more,
  };
}
