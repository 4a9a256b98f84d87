import { Injectable } from '@nestjs/common';
import { type Actor, demand, type Language } from '../../platform/index.js';
import { CountSeries, type SeriesCount, sumOf } from './count-series.js';
import { PolicyBook, type PolicyVersion } from './policy-book.js';
import type { Policy, RecordSeries } from './policy.types.js';
import { consentInWords, cutoffInWords, periodInWords } from './schedule-words.rules.js';

export interface PolicyLine {
  readonly id: string;
  readonly version: string;
  readonly title: string;
  readonly jurisdiction: string;
  readonly trust: string;
  readonly citation: string;
  readonly url: string;
  readonly series: number;
}

export interface LoadedLine extends PolicyLine, SeriesCount {
  readonly versionId: string;
  readonly bodyId: string;
  readonly body: string;
  readonly zone: string;
  readonly effectiveFrom: string;
  readonly effectiveUntil: string | null;
  readonly loadedAt: string;
  readonly loadedBy: string;
  readonly reason: string;
}

export interface PolicyDetail extends PolicyLine {
  readonly notes: string | null;
  readonly decides: string;
  /** As it is written: of the newest version loaded, or of the file that came with the program. */
  readonly source: string;
  readonly items: readonly SeriesView[];
}

export interface SeriesView {
  readonly id: string;
  readonly title: string;
  /** What it is based on, where that is not what the whole policy is based on. */
  readonly citation: string;
  readonly url: string;
  readonly cutoff: string;
  readonly period: string;
  /** The period in words. */
  readonly lasts: string;
  readonly action: string;
  readonly consents: readonly string[];
  readonly match: RecordMatch;
}

type RecordMatch = NonNullable<Policy['series'][number]['match']>;

/** The policies that are loaded here, and those that came with the program. */
@Injectable()
export class ReadPolicies {
  constructor(
    private readonly book: PolicyBook,
    private readonly counts: CountSeries,
  ) {}

  async all(
    actor: Actor,
    language: Language,
  ): Promise<{ readonly loaded: readonly LoadedLine[]; readonly shipped: readonly PolicyLine[] }> {
    demand(actor, 'policy.read');
    const counts = await this.counts.run();
    return {
      loaded: (await this.book.loaded()).map((version) => loadedLine(version, counts, language)),
      shipped: this.book.shipped().map(({ policy }) => policyLine(policy, language)),
    };
  }

  async one(actor: Actor, id: string, language: Language): Promise<PolicyDetail> {
    demand(actor, 'policy.read');
    const policy = await this.book.named(id);
    return {
      ...policyLine(policy, language),
      notes: policy.notes?.[language] ?? null,
      decides: policy.decides,
      source: await this.book.sourceOf(id),
      items: policy.series.map((series) => seriesView(policy, series, language)),
    };
  }

  async version(actor: Actor, versionId: string, language: Language): Promise<LoadedLine | null> {
    demand(actor, 'policy.read');
    const found = (await this.book.loaded()).find(({ id }) => id === versionId);
    return found ? loadedLine(found, await this.counts.run(versionId), language) : null;
  }
}

export function seriesView(policy: Policy, series: RecordSeries, language: Language): SeriesView {
  const authority = series.authority ?? policy.authority;
  return {
    id: series.id,
    title: series.title[language],
    citation: authority.citation[language],
    url: authority.url,
    cutoff: cutoffInWords(series.cutoff, language),
    period: series.period,
    lasts: periodInWords(series.period, language),
    action: series.action,
    consents: (series.consents ?? []).map((consent) => consentInWords(consent, language)),
    match: series.match ?? [],
  };
}

function policyLine(policy: Policy, language: Language): PolicyLine {
  const { id, version, jurisdiction, trust, authority, title, series } = policy;
  return {
    id,
    version,
    title: title[language],
    jurisdiction,
    trust,
    citation: authority.citation[language],
    url: authority.url,
    series: series.length,
  };
}

function loadedLine(
  version: PolicyVersion,
  counts: readonly (SeriesCount & { readonly version: string })[],
  language: Language,
): LoadedLine {
  const { id, bodyId, body, zone, policy, trust, loadedAt, loadedBy, reason } = version;
  return {
    ...policyLine(policy, language),
    ...sumOf(counts.filter((one) => one.version === id)),
    trust,
    versionId: id,
    bodyId,
    body,
    zone,
    effectiveFrom: policy.effective.from,
    effectiveUntil: policy.effective.until ?? null,
    loadedAt: loadedAt.toISOString(),
    loadedBy,
    reason,
  };
}
