import { Injectable } from '@nestjs/common';
import { type Actor, demand, type Language } from '../../platform/index.js';
import { PolicyBook, type PolicyVersion } from './policy-book.js';
import type { Policy } from './policy.types.js';
import { cutoffInWords, consentInWords } from './schedule-words.rules.js';

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

export interface LoadedLine extends PolicyLine {
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
  readonly items: readonly {
    readonly id: string;
    readonly title: string;
    readonly cutoff: string;
    readonly period: string;
    readonly action: string;
    readonly consents: readonly string[];
    readonly match: RecordMatch;
  }[];
}

type RecordMatch = NonNullable<Policy['series'][number]['match']>;

/** The policies that are loaded here, and those that came with the program. */
@Injectable()
export class ReadPolicies {
  constructor(private readonly book: PolicyBook) {}

  async all(
    actor: Actor,
    language: Language,
  ): Promise<{ readonly loaded: readonly LoadedLine[]; readonly shipped: readonly PolicyLine[] }> {
    demand(actor, 'policy.read');
    return {
      loaded: (await this.book.loaded()).map((version) => loadedLine(version, language)),
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
      items: policy.series.map((series) => ({
        id: series.id,
        title: series.title[language],
        cutoff: cutoffInWords(series.cutoff, language),
        period: series.period,
        action: series.action,
        consents: (series.consents ?? []).map((consent) => consentInWords(consent, language)),
        match: series.match ?? [],
      })),
    };
  }

  async version(actor: Actor, versionId: string, language: Language): Promise<LoadedLine | null> {
    demand(actor, 'policy.read');
    const found = (await this.book.loaded()).find(({ id }) => id === versionId);
    return found ? loadedLine(found, language) : null;
  }
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

function loadedLine(version: PolicyVersion, language: Language): LoadedLine {
  const { id, bodyId, body, zone, policy, trust, loadedAt, loadedBy, reason } = version;
  return {
    ...policyLine(policy, language),
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
