import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Refusal } from '../../platform/index.js';
import type { IndexStanding } from './discovery.types.js';
import { DiscoveryIndex } from './discovery-index.port.js';
import { FollowDiscovery } from './follow-discovery.js';

/** How far the index has followed, and whether it can be asked. */
@Injectable()
export class DiscoveryStanding {
  constructor(
    private readonly database: DataSource,
    private readonly index: DiscoveryIndex,
    private readonly follow: FollowDiscovery,
  ) {}

  async run(): Promise<IndexStanding> {
    const known = { engine: this.index.engine, behind: await this.behind(), typos: await this.index.typos() };
    try {
      return { ...known, index: (await this.index.exists()) ? 'ready' : 'absent', because: null };
    } catch (error) {
      return { ...known, index: 'unreachable', because: whyUnreachable(error) };
    }
  }

  /** Events committed that the index has not followed, numbered or not. */
  async behind(): Promise<number> {
    const [row] = await this.database.query<{ behind: string }[]>(
      `SELECT (SELECT size FROM log_head) - 1 - coalesce((SELECT seq FROM follower WHERE name = $1), -1)
            + (SELECT count(*) FROM audit_pending) AS behind`,
      [this.follow.name],
    );
    return Math.max(0, Number(row?.behind ?? 0));
  }

  /** An index that was kept once with another engine, and that nobody keeps up now. */
  async leftBehind(): Promise<readonly string[]> {
    const rows = await this.database.query<{ engine: string }[]>(
      `SELECT substr(name, 11) AS engine FROM follower WHERE name LIKE 'discovery-%' AND name <> $1`,
      [this.follow.name],
    );
    return rows.map(({ engine }) => engine);
  }
}

/** @throws whatever else stood in the way */
export function whyUnreachable(error: unknown): string {
  if (error instanceof Refusal && error.problem === 'index-unavailable') return error.message;
  throw error;
}
