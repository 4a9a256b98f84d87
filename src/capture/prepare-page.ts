import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import {
  type BodySecret,
  contentText,
  itemJsonOf,
  seal,
  sealingKey,
  FindItems,
  type FoundItem,
  type ItemRecord,
  KeepExchange,
  type KeptExchange,
  type KeptFor,
  Keyring,
  type OwnedRange,
  readItemJson,
  RecentExchanges,
} from '../archive/index.js';
import type { ItemBody, Page, RawExchange } from '../connectors/index.js';
import { ahead, Clock, newId } from '../platform/index.js';
import type { PageToCommit, Standing } from './commit-page.js';
import { DraftSnapshots, type DraftedSnapshots } from './draft-snapshots.js';
import { type Absences, FindAbsences } from './find-absences.js';
import { KeepRefused } from './keep-refused.js';
import { changedItems, judgePage, refsOf } from './judge-page.rules.js';
import type { Judgement, Known } from './judgement.types.js';
import type { Differs, LoopRun, RunCounts, SiftedPage } from './loop-run.types.js';
import { eventsOf } from './page-events.rules.js';
import { watchItems, type Watched } from './watch-items.rules.js';

export interface RecentToKeep {
  readonly id: string;
  readonly at: string;
  readonly kek: string;
  readonly sealed: Buffer;
}

export interface PreparedPage extends PageToCommit {
  readonly recent: readonly RecentToKeep[];
  readonly countsSeen: Watched['countsSeen'];
  readonly counts: RunCounts;
  /** Said by the platform without being asked. */
  readonly pushed: boolean;
}

/** Objects of one page put at once: what is pushed is an exchange each, and each waits for the disk. */
const PUT_AT_ONCE = 32;

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
    private readonly refused: KeepRefused,
    private readonly keyring: Keyring,
    private readonly clock: Clock,
  ) {}

  async run(run: LoopRun, whole: Page): Promise<PreparedPage> {
    const contentHash = hashedOnce(await this.keyring.secretOf(run.account.bodyId));
    const known = await this.know(run, whole, contentHash);
    const sifted = siftedBy(run, whole, known, contentHash);
    const { page, alike, differs } = sifted;
    const judged = judgePage(page, known, {
      contentHash,
      newId,
      accountUri: run.account.canonicalUri,
      unseen: run.unseen,
    });
    const ids = page.exchanges.map(() => newId());
    for (const { exchange, itemId, range } of [...alike, ...differs])
      judged.owned[exchange]?.push({ owner: itemId, range });
    const drafted = await this.drafts.run(run, judged.drafts, known, ids);
    const absent = await this.absences.run(run, { judged, ids, page });

    const refused = await this.refusedAnew(run, page);
    const why = whyKept(judged, drafted, { needed: absent.needed, differs, refused });
    const exchanges: PageToCommit['exchanges'][number][] = [...absent.promoted];
    const recent: RecentToKeep[] = [];
    const sealed = async ([index, raw]: [number, RawExchange]): Promise<KeptExchange | null> => {
      const [id, reason] = [ids[index] ?? '', why.get(index)];
      if (!reason) return null;
      const findings = absent.findings.filter(({ grounds }) => grounds.some(({ exchange }) => exchange === id));
      const owned = judged.owned[index] ?? [];
      return this.seal({ run, id, raw, owned, why: reason, findings, known }, judged, drafted, index);
    };
    for await (const [[index, raw], kept] of ahead(page.exchanges.entries(), PUT_AT_ONCE, sealed)) {
      const [id, reason] = [ids[index] ?? '', why.get(index)];
      if (kept && reason) exchanges.push({ ...kept, why: reason });
      else if (judged.seen.some((seen) => seen.exchange === index)) {
        const owned = judged.owned[index] ?? [];
        recent.push({ id, at: raw.receivedAt, ...(await this.recent.seal(id, { raw, owned })) });
      }
    }
    const differing = await this.sealed(differs, known, ids);
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
      events: eventsOf({ run, drafted, absent, exchanges, watched, differs: differing }),
      renamed: await this.renamed(run, page),
      recent,
      differs: differing,
      rootsTouched: watched.rootsTouched,
      countsSeen: watched.countsSeen,
      pushed: run.loop === 'live' || run.loop === 'webhook',
      counts: countsOf({ drafted, absent, page, kept: exchanges.length, sifted }),
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

  private async refusedAnew(run: LoopRun, { exchanges, refused = [] }: Page): Promise<readonly number[]> {
    const given = refused.flatMap((index) => exchanges[index] ?? []);
    const fresh = await this.refused.fresh(run, given);
    return fresh.flatMap((place) => refused[place] ?? []);
  }

  /** Null: it is called so already, or the page does not say. */
  private async renamed({ account }: LoopRun, { handle: to }: Page): Promise<PageToCommit['renamed']> {
    if (to === undefined) return null;
    const [row]: { handle: string }[] = await this.database.query(`SELECT handle FROM account WHERE id = $1`, [
      account.id,
    ]);
    return row && row.handle !== to ? { from: row.handle, to } : null;
  }

  /** What a file shows otherwise, readable as long as its item is. */
  private async sealed(
    differs: readonly Differs[],
    known: Known,
    ids: readonly string[],
  ): Promise<PageToCommit['differs']> {
    const items = new Map([...known.known.values()].map((found) => [found.itemId, found]));
    return Promise.all(
      differs.map(async (one) => {
        const id = newId();
        const key = await this.keyOf(one.itemId, items.get(one.itemId));
        const sealed = seal(sealingKey(key), itemJsonOf(one.ref, one.body), differenceAbout(id));
        return { ...one, id, exchangeId: ids[one.exchange] ?? '', sealed };
      }),
    );
  }

  private async seal(
    what: SealedPage,
    judged: Judgement,
    drafted: DraftedSnapshots,
    index: number,
  ): Promise<KeptExchange> {
    const { run, id, raw, owned, why, findings } = what;
    const found = new Map([
      ...[...what.known.known.values()].map((one) => [one.itemId, one] as const),
      ...judged.seen.flatMap((seen) => (seen.found ? [[seen.itemId, seen.found] as const] : [])),
    ]);
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
      kept: { account: run.account.id, capture: run.captureId, loop: run.loop, why, findings },
    });
    return { ...kept, owners: kept.owners.filter((owner) => !judged.suppressed.includes(owner)) };
  }

  /** An owner that is no item of ours is one that stays destroyed: its bytes are sealed under a key thrown away here. */
  private async keyOf(owner: string, found: FoundItem | undefined): Promise<Buffer> {
    return found ? this.keyring.unwrap(owner, found.key) : this.keyring.throwAway();
  }
}

interface SealedPage {
  readonly run: LoopRun;
  readonly id: string;
  readonly raw: Page['exchanges'][number];
  readonly owned: readonly OwnedRange[];
  readonly why: KeptFor['why'];
  readonly findings: KeptFor['findings'];
  readonly known: Known;
}

/** What its seal is bound to. */
export function differenceAbout(id: string): string {
  return `difference|${id}`;
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

/** All of it, where nobody says less. */
function siftedBy({ sift }: LoopRun, page: Page, known: Known, contentHash: (body: ItemBody) => Buffer): SiftedPage {
  return sift?.(page, known, contentHash) ?? { page, alike: [], differs: [] };
}

/** What a page brought. */
function countsOf({
  drafted,
  absent: { findings, suspected },
  page,
  kept,
  sifted: { alike, differs },
}: {
  readonly drafted: DraftedSnapshots;
  readonly absent: Absences;
  readonly page: Page;
  readonly kept: number;
  readonly sifted: SiftedPage;
}): RunCounts {
  const gone = findings.filter(({ kind }) => kind === 'gone');
  return {
    new: drafted.items.filter(isCounted).length,
    changed: drafted.snapshots.filter(({ number }) => number > 1).length,
    asserted: gone.filter(({ certainty }) => certainty === 'asserted').length,
    confirmed: gone.filter(({ certainty }) => certainty === 'confirmed').length,
    suspected: suspected.length,
    restored: findings.filter(({ kind }) => kind === 'restored').length,
    exchanges: page.exchanges.length,
    kept,
    late: drafted.items.filter((item) => item.capturedLate && isCounted(item)).length,
    alike: alike.length,
    differing: differs.length,
  };
}

/** A profile is kept like an item and counted as none; somebody else's post goes with the repost that shows it. */
function isCounted({ kind }: { kind: string }): boolean {
  return kind !== 'profile' && kind !== 'original';
}

function whyKept(
  judged: Judgement,
  drafted: DraftedSnapshots,
  { needed, differs, refused }: { needed: Absences['needed']; differs: readonly Differs[]; refused: readonly number[] },
): Map<number, 'new' | 'finding' | 'canary'> {
  const why = new Map<number, 'new' | 'finding' | 'canary'>(needed);
  for (const exchange of [...refused, ...differs.map((one) => one.exchange)]) why.set(exchange, 'finding');
  for (const { exchange, itemId } of judged.drafts) if (!drafted.dropped.has(itemId)) why.set(exchange, 'new');
  return why;
}

function standingBefore(judged: Judgement, itemId: string): Standing {
  const { seen, missing, turned, drafts } = judged;
  const found = [...seen, ...missing, ...turned, ...drafts].find((one) => one.found?.itemId === itemId)?.found;
  return {
    itemId,
    version: found?.version ?? 0,
    state: found?.state ?? 'present',
    hidden: found?.hidden ?? false,
  };
}
