import type { EntityManager } from 'typeorm';
import type { AuditedTx, NewEvent } from '../audit/index.js';
import {
  type KeptExchange,
  type KeptMedium,
  type NewFinding,
  type NewItem,
  type NewSnapshot,
  writeExchanges,
  writeFindings,
  writeItems,
  writeMedia,
  writeOwners,
  writeSnapshots,
} from '../archive/index.js';
import { renameAccount } from '../accounts/index.js';
import { insertMany } from '../platform/index.js';
import type { Differs } from './loop-run.types.js';

/** Everything a page changes, ready to be written. All bytes it points at are durable. */
export interface PageToCommit {
  readonly accountId: string;
  readonly bodyId: string;
  readonly captureId: string;
  readonly exchanges: readonly (KeptExchange & { readonly why: 'new' | 'finding' | 'gap' | 'canary' })[];
  readonly items: readonly NewItem[];
  readonly snapshots: readonly NewSnapshot[];
  readonly media: readonly KeptMedium[];
  readonly shown: readonly { snapshotId: string; itemId: string; ordinal: number; mediumId: string }[];
  readonly findings: readonly NewFinding[];
  readonly watches: readonly Watch[];
  /** How the items known before stood when the page was judged. */
  readonly expected: readonly Standing[];
  /** What a file shows otherwise than it is known; a person decides. */
  readonly differs: readonly (Differs & {
    readonly id: string;
    readonly exchangeId: string;
    /** What it shows, under the item's key. */
    readonly sealed: Buffer;
  })[];
  readonly events: readonly NewEvent[];
  /** What the account was called, and is called from now on. */
  readonly renamed: { readonly from: string; readonly to: string } | null;
  /** Threads that got a new reply; locked with the rest, because all workers lock in one order. */
  readonly rootsTouched: readonly { readonly rootId: string; readonly at: Date }[];
}

export interface Standing {
  readonly itemId: string;
  readonly version: number;
  readonly state: 'present' | 'suspected' | 'gone';
  readonly hidden: boolean;
}

/** How an item stands after this page. Null where the page does not say: then what is known stays. */
export interface Watch {
  readonly itemId: string;
  readonly isNew: boolean;
  readonly accountId: string;
  readonly state: 'present' | 'suspected' | 'gone';
  readonly version: number;
  readonly contentHash: Buffer;
  readonly parentId: string | null;
  readonly rootId: string | null;
  readonly quotedId: string | null;
  readonly repostedId: string | null;
  readonly postedAt: Date | null;
  readonly lastSeenAt: Date;
  readonly lastSeenIn: string | null;
  readonly firstMissing: Date | null;
  readonly missingIn: string | null;
  readonly missingCanary: string | null;
  readonly recheckAt: Date | null;
  readonly repliesAt: Date | null;
  readonly mediaMissing: boolean;
  readonly hidden: boolean;
  /** Nothing differs from what is known but when and where it was last seen. */
  readonly asKnown: boolean;
}

/** Another worker changed or destroyed an item between judging and writing: judge the page again. */
export class PageOvertaken extends Error {
  override readonly name = 'PageOvertaken';
}

export async function commitPage(tx: AuditedTx, page: PageToCommit): Promise<void> {
  const { rows } = tx;
  await expectUnchanged(rows, page);
  await writeExchanges(rows, page.exchanges, page);
  await writeItems(rows, page.items, page);
  await writeOwners(rows, page.exchanges);
  await writeSnapshots(rows, page.snapshots, page.accountId);
  await writeMedia(rows, page.bodyId, page.media, page.shown);
  await writeFindings(rows, page.findings, page.accountId);
  await writeWatches(rows, page.watches);
  await writeDifferences(rows, page);
  await tx.recordAll(page.events);
  const { renamed, accountId } = page;
  if (renamed && !(await renameAccount(tx, { accountId, ...renamed }))) throw new PageOvertaken();
}

async function writeDifferences(rows: EntityManager, { differs, captureId }: PageToCommit): Promise<void> {
  await insertMany(rows, 'import_difference', [
    ['id', 'uuid', differs.map(({ id }) => id)],
    ['capture_id', 'uuid', differs.map(() => captureId)],
    ['item_id', 'uuid', differs.map(({ itemId }) => itemId)],
    ['exchange_id', 'uuid', differs.map(({ exchangeId }) => exchangeId)],
    ['fields', 'text', differs.map(({ fields }) => fields.join(' '))],
  ]);
  await insertMany(rows, 'import_difference_hash', [
    ['item_id', 'uuid', differs.map(({ itemId }) => itemId)],
    ['content_hash', 'bytea', differs.map(({ contentHash }) => contentHash)],
    ['difference_id', 'uuid', differs.map(({ id }) => id)],
    ['sealed', 'bytea', differs.map(({ sealed }) => sealed)],
  ]);
}

/** Locks what is known in one order everywhere; keys are shared so that no destruction overtakes. */
export async function expectUnchanged(
  rows: EntityManager,
  { expected, rootsTouched }: Pick<PageToCommit, 'expected' | 'rootsTouched'>,
): Promise<void> {
  if (expected.length + rootsTouched.length === 0) return;
  const found: { item_id: string; version: number; state: Standing['state']; hidden: boolean }[] = await rows.query(
    `SELECT w.item_id, w.version, w.state, w.hidden FROM item_watch w JOIN item_key k USING (item_id)
      WHERE w.item_id = ANY($1::uuid[]) ORDER BY w.item_id FOR UPDATE OF w FOR SHARE OF k`,
    [[...expected.map(({ itemId }) => itemId), ...rootsTouched.map(({ rootId }) => rootId)]],
  );
  const now = new Map(found.map((row) => [row.item_id, row]));
  const overtaken = expected.some(({ itemId, version, state, hidden }) => {
    const standing = now.get(itemId);
    return standing?.version !== version || standing.state !== state || standing.hidden !== hidden;
  });
  if (overtaken) throw new PageOvertaken();
}

const WATCH_COLUMNS: readonly (readonly [name: string, type: string, of: (watch: Watch) => unknown])[] = [
  ['item_id', 'uuid', (w) => w.itemId],
  ['account_id', 'uuid', (w) => w.accountId],
  ['state', 'text', (w) => w.state],
  ['version', 'int', (w) => w.version],
  ['content_hash', 'bytea', (w) => w.contentHash],
  ['parent_id', 'uuid', (w) => w.parentId],
  ['root_id', 'uuid', (w) => w.rootId],
  ['quoted_id', 'uuid', (w) => w.quotedId],
  ['reposted_id', 'uuid', (w) => w.repostedId],
  ['posted_at', 'timestamptz', (w) => w.postedAt],
  ['last_seen_at', 'timestamptz', (w) => w.lastSeenAt],
  ['last_seen_in', 'uuid', (w) => w.lastSeenIn],
  ['first_missing', 'timestamptz', (w) => w.firstMissing],
  ['missing_in', 'uuid', (w) => w.missingIn],
  ['missing_canary', 'uuid', (w) => w.missingCanary],
  ['recheck_at', 'timestamptz', (w) => w.recheckAt],
  ['replies_at', 'timestamptz', (w) => w.repliesAt],
  ['media_missing', 'boolean', (w) => w.mediaMissing],
  ['hidden', 'boolean', (w) => w.hidden],
];
const NAMES = WATCH_COLUMNS.map(([name]) => name);
/** Links and dates once known are not unlearnt by an answer that does not show them. */
const KEPT = new Set(['parent_id', 'root_id', 'quoted_id', 'reposted_id', 'posted_at', 'recheck_at', 'replies_at']);
const NEVER = new Set(['item_id', 'account_id']);

/** A page that brings nothing: what it shows was seen again, and is still what it was when the page was judged. */
export async function seeAgain(
  rows: EntityManager,
  { watches, ...page }: Pick<PageToCommit, 'expected' | 'rootsTouched' | 'watches'>,
): Promise<void> {
  if (page.rootsTouched.length > 0 || watches.some(({ asKnown }) => !asKnown)) {
    await expectUnchanged(rows, page);
    await writeWatches(rows, watches);
    return;
  }
  // In the one order in which rows are locked. An item destroyed meanwhile has no row to be seen in.
  const seen = await updateSeen(
    rows,
    watches.toSorted((a, b) => (a.itemId < b.itemId ? -1 : 1)),
  );
  if (seen !== watches.length) throw new PageOvertaken();
}

export async function writeWatches(rows: EntityManager, watches: readonly Watch[]): Promise<void> {
  const values = (some: readonly Watch[]): unknown[][] => WATCH_COLUMNS.map(([, , of]) => some.map(of));
  const arrays = WATCH_COLUMNS.map(([, type], i) => `$${i + 1}::${type}[]`).join(', ');
  const fresh = watches.filter(({ isNew }) => isNew);
  if (fresh.length > 0) {
    await rows.query(`INSERT INTO item_watch (${NAMES.join(', ')}) SELECT * FROM unnest(${arrays})`, values(fresh));
  }
  const seenAgain = watches.filter(({ isNew, asKnown }) => !isNew && asKnown);
  if (seenAgain.length > 0) await updateSeen(rows, seenAgain);
  const changed = watches.filter(({ isNew, asKnown }) => !isNew && !asKnown);
  if (changed.length > 0) {
    const sets = NAMES.filter((name) => !NEVER.has(name)).map((name) =>
      KEPT.has(name) ? `${name} = coalesce(n.${name}, w.${name})` : `${name} = n.${name}`,
    );
    await rows.query(
      `UPDATE item_watch w SET ${sets.join(', ')} FROM unnest(${arrays}) AS n (${NAMES.join(', ')}) WHERE w.item_id = n.item_id`,
      values(changed),
    );
  }
}

/** Answers how many stand as they were known. */
async function updateSeen(rows: EntityManager, watches: readonly Watch[]): Promise<number> {
  const [, seen] = await rows.query<[unknown[], number]>(
    `UPDATE item_watch w SET last_seen_at = n.at, last_seen_in = n.exchange
       FROM unnest($1::uuid[], $2::int[], $3::timestamptz[], $4::uuid[]) AS n (id, version, at, exchange)
      WHERE w.item_id = n.id AND w.version = n.version AND w.state = 'present'`,
    [
      watches.map(({ itemId }) => itemId),
      watches.map(({ version }) => version),
      watches.map(({ lastSeenAt }) => lastSeenAt),
      watches.map(({ lastSeenIn }) => lastSeenIn),
    ],
  );
  return seen;
}
