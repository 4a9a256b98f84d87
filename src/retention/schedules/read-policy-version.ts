import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Actor, demand, type Language, Refusal } from '../../platform/index.js';
import { CountSeries, NO_ITEMS, type SeriesCount } from './count-series.js';
import { type LoadedLine, ReadPolicies, type SeriesView, seriesView } from './read-policies.js';
import { PolicyBook } from './policy-book.js';

/** A version that was loaded, with its very text and what it decides. */
export interface VersionView extends LoadedLine {
  readonly notes: string | null;
  readonly decides: string;
  /** The file as it was loaded, comments and all. */
  readonly source: string;
  readonly sha256: string;
  /** When the counts were worked out; null: never. */
  readonly asOf: string | null;
  readonly classes: readonly (SeriesView & SeriesCount)[];
}

@Injectable()
export class ReadPolicyVersion {
  constructor(
    private readonly database: DataSource,
    private readonly counts: CountSeries,
    private readonly policies: ReadPolicies,
    private readonly book: PolicyBook,
  ) {}

  async run(actor: Actor, versionId: string, language: Language): Promise<VersionView> {
    demand(actor, 'policy.read');
    const line = await this.policies.version(actor, versionId, language);
    const version = (await this.book.loaded()).find(({ id }) => id === versionId);
    const [file] = await this.database.query<{ source: string; sha256: string }[]>(
      `SELECT source, sha256 FROM policy_version WHERE id = $1`,
      [versionId],
    );
    if (!line || !version || !file) {
      throw new Refusal('not-found', 'There is no such version. akta policy list shows them.');
    }
    const { policy } = version;
    const counts = await this.counts.run(versionId);
    return {
      ...line,
      ...file,
      notes: policy.notes?.[language] ?? null,
      decides: policy.decides,
      asOf: await this.counts.asOf(),
      classes: policy.series.map((series) => {
        const { items, due, next } = counts.find((one) => one.series === series.id) ?? NO_ITEMS;
        return { ...seriesView(policy, series, language), items, due, next };
      }),
    };
  }
}
