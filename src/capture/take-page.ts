import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, QueryFailedError } from 'typeorm';
import { AuditTrail } from '../audit/index.js';
import type { Page } from '../connectors/index.js';
import { insertMany, system } from '../platform/index.js';
import { commitPage, expectUnchanged, PageOvertaken, writeWatches } from './commit-page.js';
import type { LoopRun, RunCounts } from './loop-run.types.js';
import { type PreparedPage, PreparePage } from './prepare-page.js';

const TRIES = 5;
/** Unique violation, serialization failure, deadlock. */
const OVERTAKEN = new Set(['23505', '40001', '40P01']);

/**
 * One page into the archive. Two workers may see the same item at the same moment: one commits, the other judges its
 * page again against what is known now. Objects put for a page that is judged again belong to nobody and are swept.
 */
@Injectable()
export class TakePage {
  constructor(
    private readonly database: DataSource,
    private readonly trail: AuditTrail,
    private readonly prepare: PreparePage,
  ) {}

  /** `along`: bookkeeping that must be true exactly when the page is (the cursor). */
  async run(run: LoopRun, page: Page, along: (rows: EntityManager) => Promise<void>): Promise<RunCounts> {
    for (let tries = 1; ; tries += 1) {
      const prepared = await this.prepare.run(run, page);
      try {
        await this.commit(prepared, along);
        return prepared.counts;
      } catch (error) {
        if (tries === TRIES || !isOvertaken(error)) throw error;
      }
    }
  }

  /** The step where the truth changes: before it nothing happened, after it the page is in the archive. */
  private async commit(page: PreparedPage, along: (rows: EntityManager) => Promise<void>): Promise<void> {
    if (page.events.length > 0) {
      await this.trail.write(system('capture'), async (tx) => {
        await commitPage(tx, page);
        await keepBooks(tx.rows, page, along);
      });
      return;
    }
    await this.database.transaction(async (rows) => {
      await expectUnchanged(rows, page);
      await writeWatches(rows, page.watches);
      await keepBooks(rows, page, along);
    });
  }
}

async function keepBooks(
  rows: EntityManager,
  page: PreparedPage,
  along: (rows: EntityManager) => Promise<void>,
): Promise<void> {
  const { recent, countsSeen, rootsTouched } = page;
  await insertMany(rows, 'recent_exchange', [
    ['id', 'uuid', recent.map(({ id }) => id)],
    ['account_id', 'uuid', recent.map(() => page.accountId)],
    ['at', 'timestamptz', recent.map(({ at }) => at)],
    ['kek', 'text', recent.map(({ kek }) => kek)],
    ['sealed', 'bytea', recent.map(({ sealed }) => sealed)],
  ]);
  await insertMany(
    rows,
    'item_count',
    [
      ['item_id', 'uuid', countsSeen.map(({ itemId }) => itemId)],
      ['at', 'timestamptz', countsSeen.map(({ at }) => at)],
      ['counts', 'jsonb', countsSeen.map(({ counts }) => JSON.stringify(counts))],
    ],
    'ON CONFLICT DO NOTHING',
  );
  if (rootsTouched.length > 0) {
    await rows.query(
      `UPDATE item_watch w SET last_reply_at = greatest(w.last_reply_at, r.at), replies_at = least(w.replies_at, r.at)
         FROM (SELECT id, max(at) AS at FROM unnest($1::uuid[], $2::timestamptz[]) AS r (id, at) GROUP BY id) r
        WHERE w.item_id = r.id AND w.replies_at IS NOT NULL`,
      [rootsTouched.map(({ rootId }) => rootId), rootsTouched.map(({ at }) => at)],
    );
  }
  await along(rows);
}

function isOvertaken(error: unknown): boolean {
  if (error instanceof PageOvertaken) return true;
  return error instanceof QueryFailedError && OVERTAKEN.has(String(Object(error.driverError).code));
}
