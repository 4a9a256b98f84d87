import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { DiscoveryStanding } from '../../search/index.js';
import { type Examiner, finds, type Found } from './doctor.types.js';

/** Some events are on their way at any moment. */
const MUCH = 1_000;

/**
 * The search of records asks the tables themselves; what certificates rely on follows the log. Suggestions come from an
 * index, which nothing relies on.
 */
@Injectable()
export class ExamineSearch implements Examiner {
  readonly subject = 'search';

  constructor(
    private readonly database: DataSource,
    private readonly discovery: DiscoveryStanding,
  ) {}

  async run(): Promise<Found[]> {
    const [row] = await this.database.query<{ behind: string }[]>(
      `SELECT h.size - 1 - coalesce((SELECT min(f.seq) FROM follower f WHERE f.name = 'standings'), h.size - 1) AS behind FROM log_head h`,
    );
    const n = Math.max(0, Number(row?.behind ?? 0));
    return [
      finds('well', 'search.database'),
      ...(n > 0 ? [finds('known', 'search.behind', { n })] : []),
      ...(await this.suggestions()),
    ];
  }

  private async suggestions(): Promise<Found[]> {
    const { engine, index, because, behind: n, typos } = await this.discovery.run();
    const left = await this.discovery.leftBehind();
    const lag = n > MUCH ? [finds('known', 'search.index-behind', { n })] : [];
    return [
      ...(because === null
        ? [
            finds(index === 'ready' ? 'well' : 'known', `search.index-${index === 'ready' ? engine : 'absent'}`, {
              typos,
            }),
            ...lag,
          ]
        : [finds('ill', 'search.index-unreachable', { because })]),
      ...left.map((other) => finds('known', 'search.index-left', { engine: other })),
    ];
  }
}
