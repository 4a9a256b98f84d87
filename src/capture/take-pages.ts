import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, QueryFailedError } from 'typeorm';
import { AuditTrail } from '../audit/index.js';
import type { Page } from '../connectors/index.js';
import { insertMany, system } from '../platform/index.js';
import { commitPage, PageOvertaken, seeAgain } from './commit-page.js';
import { MeasureLatency } from './latency/measure-latency.js';
import type { LoopRun, RunCounts } from './loop-run.types.js';
import { BUSY_FOR_MS } from './pace.rules.js';
import { isApart } from './pages-apart.rules.js';
import { type PreparedPage, PreparePage } from './prepare-page.js';

const TRIES = 5;
/** Unique violation, serialization failure, deadlock. */
const OVERTAKEN = new Set(['23505', '40001', '40P01']);

/** A page that is in the archive, and what it brought. */
export interface TakenPage {
  readonly page: Page;
  readonly counts: RunCounts;
}

/** A page whose commit is under way. */
interface Underway {
  readonly prepared: PreparedPage;
  readonly page: Page;
  readonly taken: Promise<TakenPage>;
}

/** Bookkeeping that must be true exactly when a page is (the cursor). */
type Along = (rows: EntityManager, page: Page, counts: RunCounts) => Promise<void>;

/**
 * Pages into the archive, in their order. While one is committed the next is judged and its bytes are made durable,
 * unless what it says could be judged otherwise once the one before it is known (`isApart`). Two workers may see the
 * same item at the same moment: one commits, the other judges its page again against what is known now. Objects put for
 * a page that is judged again, or never committed, belong to nobody and are swept.
 */
@Injectable()
export class TakePages {
  constructor(
    private readonly database: DataSource,
    private readonly trail: AuditTrail,
    private readonly prepare: PreparePage,
    private readonly latency: MeasureLatency,
  ) {}

  /** Yields each page once it is committed. Nothing is committed after the reader has stopped reading. */
  async *run(run: LoopRun, pages: AsyncIterable<Page>, along: Along): AsyncGenerator<TakenPage> {
    let before: Underway | null = null;
    try {
      for await (const page of pages) {
        if (before && (run.context.signal.aborted || !isApart(before, page))) {
          yield await before.taken;
          before = null;
        }
        const prepared = await this.prepare.run(run, page);
        if (before) yield await before.taken;
        const taken = this.take(run, { page, prepared }, along);
        // Its failure is met where it is waited for, which may be after the next page was judged.
        taken.catch(() => undefined);
        before = { page, prepared, taken };
      }
    } catch (error) {
      if (before) yield await before.taken;
      throw error;
    }
    if (before) yield await before.taken;
  }

  private async take(
    run: LoopRun,
    { page, prepared }: Pick<Underway, 'page' | 'prepared'>,
    along: Along,
  ): Promise<TakenPage> {
    let judged = prepared;
    for (let tries = 1; ; tries += 1) {
      try {
        await this.commit(judged, (rows) => along(rows, page, judged.counts));
        page.whenDurable?.();
        await this.latency.note(run, judged);
        return { page, counts: judged.counts };
      } catch (error) {
        if (tries === TRIES || !isOvertaken(error)) throw error;
        judged = await this.prepare.run(run, page);
      }
    }
  }

  /** The step where the truth changes: before it nothing happened, after it the page is in the archive. */
  private async commit(page: PreparedPage, along: (rows: EntityManager) => Promise<void>): Promise<void> {
    if (page.events.length > 0 || page.renamed) {
      await this.trail.write(system('capture'), async (tx) => {
        await commitPage(tx, page);
        await keepBooks(tx.rows, page, along);
      });
      return;
    }
    await this.database.transaction(async (rows) => {
      // Nothing but bookkeeping: losing it costs a second look, never evidence, so nobody waits for the disk.
      await rows.query(`SET LOCAL synchronous_commit = off`);
      await seeAgain(rows, page);
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
  if (countsSeen.length > 0) await rows.query(KEEP_COUNTS, countColumns(countsSeen));
  if (rootsTouched.length > 0) {
    await rows.query(TOUCH_ROOTS, [
      rootsTouched.map(({ rootId }) => rootId),
      rootsTouched.map(({ at }) => at),
      page.pushed ? BUSY_FOR_MS : 0,
    ]);
  }
  await along(rows);
}

/** What is pushed brings a thread forward that is not looked at each minute anyway; what a look showed, any. */
const TOUCH_ROOTS = `
  UPDATE item_watch w SET last_reply_at = greatest(w.last_reply_at, r.at),
         replies_at = CASE WHEN greatest(w.posted_at, w.last_reply_at) > r.at - $3::int * interval '1 millisecond'
                           THEN w.replies_at ELSE least(w.replies_at, r.at) END
    FROM (SELECT id, max(at) AS at FROM unnest($1::uuid[], $2::timestamptz[]) AS r (id, at) GROUP BY id) r
   WHERE w.item_id = r.id AND w.replies_at IS NOT NULL`;

/** A side series of each item; of what is looked at all the time, one an hour. */
const KEEP_COUNTS = `
  INSERT INTO item_count (item_id, at, counts)
  SELECT c.item_id, c.at, c.counts FROM unnest($1::uuid[], $2::timestamptz[], $3::jsonb[], $4::boolean[]) AS c (item_id, at, counts, hourly)
   WHERE NOT c.hourly
      OR NOT EXISTS (SELECT FROM item_count o WHERE o.item_id = c.item_id AND o.at > c.at - interval '1 hour')
  ON CONFLICT DO NOTHING`;

function countColumns(seen: PreparedPage['countsSeen']): unknown[] {
  return [
    seen.map(({ itemId }) => itemId),
    seen.map(({ at }) => at),
    seen.map(({ counts }) => JSON.stringify(counts)),
    seen.map(({ hourly }) => hourly),
  ];
}

function isOvertaken(error: unknown): boolean {
  if (error instanceof PageOvertaken) return true;
  return error instanceof QueryFailedError && OVERTAKEN.has(String(Object(error.driverError).code));
}
