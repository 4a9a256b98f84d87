import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import {
  type BodySecret,
  contentText,
  FindItems,
  type FoundItem,
  type ItemRecord,
  KeepExchange,
  type KeptExchange,
  Keyring,
  type OwnedRange,
  readItemJson,
  RecentExchanges,
} from '../archive/index.js';
import type { ItemBody, Page } from '../connectors/index.js';
import { Clock, newId } from '../platform/index.js';
import type { PageToCommit, Standing } from './commit-page.js';
import { DraftSnapshots, type DraftedSnapshots } from './draft-snapshots.js';
import { FindAbsences } from './find-absences.js';
import { changedItems, type Judgement, judgePage, type Known, refsOf } from './judge-page.rules.js';
import type { LoopRun, RunCounts } from './loop-run.types.js';
import { eventsOf } from './page-events.rules.js';
import { watchItems } from './watch-items.rules.js';

export interface RecentToKeep {
  readonly id: string;
  readonly at: string;
  readonly kek: string;
  readonly sealed: Buffer;
}

export interface PreparedPage extends PageToCommit {
  readonly recent: readonly RecentToKeep[];
  readonly countsSeen: readonly {
    readonly itemId: string;
    readonly at: Date;
    readonly counts: Readonly<Record<string, number>>;
  }[];
  readonly counts: RunCounts;
}

/** Steps 3 to 5 of a capture: what a page means, with everything it points at durable in the store. Writes no row. */
@Injectable()
export class PreparePage {
  // oxlint-disable-next-line max-params -- each step has its own
  constructor(
    private readonly database: DataSource,
    private readonly items: FindItems,
    private readonly drafts: DraftSnapshots,
    private readonly absences: FindAbsences,
    private readonly keep: KeepExchange,
    private readonly recent: RecentExchanges,
    private readonly keyring: Keyring,
    private readonly clock: Clock,
  ) {}

  async run(run: LoopRun, page: Page): Promise<PreparedPage> {
    const contentHash = hashedOnce(await this.keyring.secretOf(run.account.bodyId));
    const known = await this.know(run, page, contentHash);
    const judged = judgePage(page, known, {
      contentHash,
      newId,
      accountUri: run.account.canonicalUri,
      unseen: run.unseen,
    });
    const ids = page.exchanges.map(() => newId());
    const drafted = await this.drafts.run(run, judged.drafts, known, ids);
    const absent = await this.absences.run(run, { judged, ids, page });

    const why = whyKept(judged, drafted, absent.needed);
    const exchanges: PageToCommit['exchanges'][number][] = [...absent.promoted];
    const recent: RecentToKeep[] = [];
    for (const [index, raw] of page.exchanges.entries()) {
      const id = ids[index] ?? '';
      const owned = judged.owned[index] ?? [];
      const reason = why.get(index);
      if (reason) {
        const kept = await this.seal({ run, id, raw, owned }, judged, drafted, index);
        exchanges.push({ ...kept, why: reason });
      } else if (judged.seen.some((seen) => seen.exchange === index)) {
        recent.push({ id, at: raw.receivedAt, ...(await this.recent.seal(id, { raw, owned })) });
      }
    }
    const watched = watchItems({ run, judged, drafted, known, absent, ids, now: this.clock.now() });
    return {
      accountId: run.account.id,
      bodyId: run.account.bodyId,
      captureId: run.captureId,
      exchanges,
      items: drafted.items,
      snapshots: drafted.snapshots,
      media: drafted.media,
      shown: drafted.shown,
      findings: absent.findings,
      watches: watched.watches,
      expected: watched.watches.filter(({ isNew }) => !isNew).map(({ itemId }) => standingBefore(judged, itemId)),
      events: eventsOf({ run, drafted, absent, exchanges, watched }),
      recent,
      rootsTouched: watched.rootsTouched,
      countsSeen: watched.countsSeen,
      counts: {
        new: drafted.items.filter(isCounted).length,
        changed: drafted.snapshots.filter(({ number }) => number > 1).length,
        asserted: absent.findings.filter(({ kind, certainty }) => kind === 'gone' && certainty === 'asserted').length,
        confirmed: absent.findings.filter(({ kind, certainty }) => kind === 'gone' && certainty === 'confirmed').length,
        suspected: absent.suspected.length,
        restored: absent.findings.filter(({ kind }) => kind === 'restored').length,
        exchanges: page.exchanges.length,
        kept: exchanges.length,
        late: drafted.items.filter(
          ({ capturedLate, kind }) => capturedLate && kind !== 'profile' && kind !== 'original',
        ).length,
      },
    };
  }

  /** What is known of everything the page speaks of; bodies only of what it shows otherwise. */
  private async know(run: LoopRun, page: Page, contentHash: (body: ItemBody) => Buffer): Promise<Known> {
    const found = await this.items.run(run.account.bodyId, refsOf(page.observations));
    const changed = changedItems(page, found, contentHash);
    if (changed.length === 0) return { ...found, before: new Map() };
    const rows: { item_id: string; number: number; platform_at: Date | null; item_json: Buffer | null }[] =
      await this.database.query(
        `SELECT b.item_id, b.number, b.platform_at, CASE WHEN b.number = w.version THEN b.item_json END AS item_json
         FROM snapshot_body b JOIN item_watch w USING (item_id) WHERE b.item_id = ANY($1::uuid[])`,
        [changed],
      );
    const before = new Map<string, { newest: ItemRecord; platformTimes: Set<number> }>();
    for (const row of rows)
      if (row.item_json) before.set(row.item_id, { newest: readItemJson(row.item_json), platformTimes: new Set() });
    for (const row of rows) if (row.platform_at) before.get(row.item_id)?.platformTimes.add(row.platform_at.getTime());
    return { ...found, before };
  }

  private async seal(
    what: { run: LoopRun; id: string; raw: Page['exchanges'][number]; owned: readonly OwnedRange[] },
    judged: Judgement,
    drafted: DraftedSnapshots,
    index: number,
  ): Promise<KeptExchange> {
    const { run, id, raw, owned } = what;
    const found = new Map(judged.seen.flatMap((seen) => (seen.found ? [[seen.itemId, seen.found] as const] : [])));
    const keys = new Map<string, Uint8Array>(drafted.keys);
    for (const { owner } of owned) {
      if (!keys.has(owner)) keys.set(owner, await this.keyOf(owner, found.get(owner)));
    }
    const kept = await this.keep.run({
      id,
      bodyId: run.account.bodyId,
      connector: run.connector,
      raw,
      owned,
      keys,
      tails: drafted.tails.get(index) ?? new Map(),
    });
    return { ...kept, owners: kept.owners.filter((owner) => !judged.suppressed.includes(owner)) };
  }

  /** An owner that is no item of ours is one that stays destroyed: its bytes are sealed under a key thrown away here. */
  private async keyOf(owner: string, found: FoundItem | undefined): Promise<Buffer> {
    return found ? this.keyring.unwrap(owner, found.key) : this.keyring.throwAway();
  }
}

/** Asked for while looking items up and again while judging. */
function hashedOnce(secret: BodySecret): (body: ItemBody) => Buffer {
  const hashes = new Map<ItemBody, Buffer>();
  return (body) => {
    const hash = hashes.get(body) ?? secret.content(contentText(body));
    hashes.set(body, hash);
    return hash;
  };
}

/** A profile is kept like an item and counted as none; somebody else's post goes with the repost that shows it. */
function isCounted({ kind }: { kind: string }): boolean {
  return kind !== 'profile' && kind !== 'original';
}

function whyKept(
  judged: Judgement,
  drafted: DraftedSnapshots,
  needed: ReadonlyMap<number, 'finding' | 'canary'>,
): Map<number, 'new' | 'finding' | 'canary'> {
  const why = new Map<number, 'new' | 'finding' | 'canary'>(needed);
  for (const { exchange, itemId } of judged.drafts) if (!drafted.dropped.has(itemId)) why.set(exchange, 'new');
  return why;
}

function standingBefore(judged: Judgement, itemId: string): Standing {
  const found =
    judged.seen.find((seen) => seen.itemId === itemId)?.found ??
    judged.missing.find((missing) => missing.found.itemId === itemId)?.found;
  return { itemId, version: found?.version ?? 0, state: found?.state ?? 'present' };
}
