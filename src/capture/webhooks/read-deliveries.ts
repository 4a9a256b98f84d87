import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { contentText, FindItems, type FoundItem, Keyring, readItemJson, refText } from '../../archive/index.js';
import {
  ConnectorError,
  type ItemBody,
  type ItemRef,
  type KnownItem,
  type Page,
  type RawExchange,
  type Told,
} from '../../connectors/index.js';
import { Clock } from '../../platform/index.js';
import type { LoopRun } from '../loop-run.types.js';
import { arrangeTold, LONGEST_WAIT_MS, type ToldIn } from './arrange-told.rules.js';
import { type KnownOf, type LookedAt, tellPages, type ToldPage } from './tell-pages.rules.js';
import { type HeldBack, type WaitingDelivery, WaitingDeliveries } from './waiting-deliveries.js';

/** Bursts of one run; others have their turn in between. */
const MOST_BURSTS = 100;
/** A look that failed now is tried again after this. */
const LOOK_AGAIN_MS = 60_000;

interface Memory {
  readonly toldAt: Date | null;
  readonly shownAt: Date | null;
}

/** What waits of one account, as pages. Where a delivery does not hold all of an item, the platform is asked for the rest. */
@Injectable()
export class ReadDeliveries {
  private readonly made = new WeakMap<Page, { readonly done: readonly string[]; readonly told: ToldPage['told'] }>();

  // oxlint-disable-next-line max-params -- what waits, what is known, and by what keys
  constructor(
    private readonly database: DataSource,
    private readonly waiting: WaitingDeliveries,
    private readonly items: FindItems,
    private readonly keyring: Keyring,
    private readonly clock: Clock,
  ) {}

  /**
   * Burst after burst, as long as something is due. Once an empty page was taken those before it are in the archive: what
   * is known of the next burst may rest on them.
   */
  async *pages(run: LoopRun): AsyncGenerator<Page> {
    for (let bursts = 0; bursts < MOST_BURSTS; bursts += 1) {
      const due = await this.waiting.due(run.account.id);
      if (due.length === 0) return;
      yield* this.some(run, due);
      yield { ...EMPTY };
    }
  }

  /** In the transaction of the page: what it tells of is told, and need not be told again. */
  async along(rows: EntityManager, run: LoopRun, page: Page): Promise<void> {
    const made = this.made.get(page);
    if (!made) return;
    await this.waiting.done(rows, made.done);
    if (made.told.length === 0) return;
    const secret = await this.keyring.secretOf(run.account.bodyId);
    await rows.query(
      `INSERT INTO webhook_told (account_id, ref, told_at, shown_at)
       SELECT $1::uuid, ref, told, shown FROM unnest($2::bytea[], $3::timestamptz[], $4::timestamptz[]) AS t (ref, told, shown)
        ORDER BY ref
       ON CONFLICT (account_id, ref) DO UPDATE SET told_at = greatest(webhook_told.told_at, excluded.told_at),
         shown_at = greatest(webhook_told.shown_at, excluded.shown_at)`,
      [
        run.account.id,
        made.told.map(({ ref }) => secret.ref(refText(ref))),
        made.told.map(({ toldAt }) => toldAt),
        made.told.map(({ shownAt }) => shownAt),
      ],
    );
  }

  private async *some(run: LoopRun, due: readonly WaitingDelivery[]): AsyncGenerator<Page> {
    const secret = await this.keyring.secretOf(run.account.bodyId);
    const refOf = (ref: ItemRef): Buffer => secret.ref(refText(ref));
    const refs = due.flatMap((one) => this.read(run, one)).map(({ told }) => refOf(told.ref));
    const held = await this.waiting.heldFor(run.account.id, refs);
    const all = [...due, ...held.filter(({ id }) => due.every((one) => one.id !== id))];
    const told = all.flatMap((one) => this.read(run, one));
    const known = await this.know(
      run,
      told.map((one) => one.told.ref),
    );
    const at = this.clock.now();
    const arranged = arrangeTold(told, (one) => standingOf(known(one.ref)), at);
    const { looked, failed } = await this.look(run, arranged.now, known);
    const waiting = [...arranged.waiting, ...failed];
    const held2 = heldBack(waiting, refOf);
    await this.waiting.hold(held2);
    const kept = new Set(held2.map(({ id }) => id));
    const raws = new Map(all.map(({ id, raw }) => [id, raw]));
    const later = new Set(failed.map((one) => one.told));
    const apart = arranged.now.filter((one) => !later.has(one.told));
    const pages = tellPages({ told: apart, exchangeOf: (id) => rawOf(raws, id), known, looked });
    yield* this.handOver(
      pages,
      all.map(({ id }) => id).filter((id) => !kept.has(id)),
    );
  }

  /** A delivery is done with the last page that rests on it; one that tells of nothing, with the last of all. */
  private *handOver(pages: readonly ToldPage[], done: readonly string[]): Generator<Page> {
    const whole = pages.length > 0 ? pages : [{ page: EMPTY, deliveries: [], told: [] }];
    const lastOf = new Map(whole.flatMap(({ deliveries }, place) => deliveries.map((id) => [id, place] as const)));
    for (const [place, { page, told }] of whole.entries()) {
      const own = { ...page };
      const isLast = (id: string): boolean => (lastOf.get(id) ?? whole.length - 1) === place;
      this.made.set(own, { done: done.filter(isLast), told });
      yield own;
    }
  }

  private read(run: LoopRun, { id, raw, receivedAt, heldUntil }: WaitingDelivery): ToldIn[] {
    const told: readonly Told[] = run.connector.webhook?.read(raw, run.context.account.nativeId) ?? [];
    return told.map((one) => ({ told: one, delivery: id, receivedAt, heldUntil }));
  }

  /** Asks for what deliveries do not hold. What could not be looked at is told later, or as it was delivered. */
  private async look(
    run: LoopRun,
    told: readonly ToldIn[],
    known: (ref: ItemRef) => KnownOf,
  ): Promise<{ looked: LookedAt[]; failed: (ToldIn & { until: Date })[] }> {
    const added = new Set(
      told.flatMap(({ told: one }) => (one.what === 'added' && one.whole ? [refText(one.ref)] : [])),
    );
    const isThere = ({ ref }: Told): boolean => known(ref).found !== null || added.has(refText(ref));
    const lacking = told.filter((one) => lacks(one.told, isThere(one.told)) && !isGone(known(one.told.ref)));
    const items = [...new Map(lacking.map(({ told: one }) => [refText(one.ref), knownItem(one)])).values()];
    if (items.length === 0) return { looked: [], failed: [] };
    try {
      const looked: LookedAt[] = [];
      for await (const page of run.connector.recheck(run.context, items, null)) looked.push(...answersOf(page));
      return { looked, failed: [] };
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      const now = this.clock.now().getTime();
      const young = lacking.filter(({ receivedAt }) => now - receivedAt.getTime() < LONGEST_WAIT_MS);
      return { looked: [], failed: young.map((one) => Object.assign(one, { until: new Date(now + LOOK_AGAIN_MS) })) };
    }
  }

  private async know(run: LoopRun, refs: readonly ItemRef[]): Promise<(ref: ItemRef) => KnownOf> {
    const secret = await this.keyring.secretOf(run.account.bodyId);
    const found = await this.items.run(run.account.bodyId, refs);
    const versions = await this.versions([...found.known.values()]);
    const memories = await this.memories(
      run.account.id,
      refs.map((ref) => secret.ref(refText(ref))),
    );
    return (ref) => {
      const item = found.known.get(refText(ref)) ?? null;
      const has = item ? versions.get(item.itemId) : undefined;
      return {
        found: item,
        newest: has?.newest ?? null,
        ...(memories.get(secret.ref(refText(ref)).toString('hex')) ?? { toldAt: null, shownAt: null }),
        hasVersion: (body) => has?.hashes.has(secret.content(contentText(body)).toString('hex')) ?? false,
      };
    };
  }

  private async versions(
    items: readonly FoundItem[],
  ): Promise<ReadonlyMap<string, { newest: ItemBody; hashes: ReadonlySet<string> }>> {
    const rows: { item_id: string; hashes: string[]; item_json: Buffer }[] = await this.database.query(
      `SELECT w.item_id, n.item_json,
              (SELECT array_agg(encode(b.content_hash, 'hex')) FROM snapshot_body b WHERE b.item_id = w.item_id) AS hashes
         FROM item_watch w JOIN snapshot_body n ON n.item_id = w.item_id AND n.number = w.version
        WHERE w.item_id = ANY($1::uuid[])`,
      [items.map(({ itemId }) => itemId)],
    );
    return new Map(
      rows.map(({ item_id: id, hashes, item_json: json }) => {
        const { ref: _ref, ...newest } = readItemJson(json);
        return [id, { newest, hashes: new Set(hashes) }];
      }),
    );
  }

  private async memories(accountId: string, refs: readonly Buffer[]): Promise<ReadonlyMap<string, Memory>> {
    const rows: { ref: Buffer; told_at: Date | null; shown_at: Date | null }[] = await this.database.query(
      `SELECT ref, told_at, shown_at FROM webhook_told WHERE account_id = $1 AND ref = ANY($2::bytea[])`,
      [accountId, refs],
    );
    return new Map(
      rows.map(({ ref, told_at: toldAt, shown_at: shownAt }) => [ref.toString('hex'), { toldAt, shownAt }]),
    );
  }
}

const EMPTY: Page = { exchanges: [], observations: [], next: null, done: false };

function rawOf(raws: ReadonlyMap<string, RawExchange>, id: string): RawExchange {
  const raw = raws.get(id);
  if (!raw) throw new Error(`Delivery ${id} was not opened`);
  return raw;
}

function standingOf({ found }: KnownOf): { isKnown: boolean; hidden: boolean } {
  return { isKnown: found !== null, hidden: found?.hidden ?? false };
}

/** A delivery that does not hold all, of what is there; or of an item that is known neither by it nor otherwise. */
function lacks({ what, whole }: Told, isThere: boolean): boolean {
  if (what === 'removed') return false;
  return what === 'added' ? !whole : !isThere || (what === 'edited' && !whole);
}

function isGone({ found }: KnownOf): boolean {
  return found?.state === 'gone';
}

function knownItem({ ref, body, asked }: Told): KnownItem {
  const { nativeId, kind } = body ?? asked ?? { nativeId: '', kind: 'post' };
  const author = body?.author ? { authorHandle: body.author.handle } : {};
  return { ref, nativeId, kind, editedAt: null, ...author };
}

/** An absence among them is no news: it was asked about once, without a control look. */
function answersOf({ exchanges, observations }: Page): LookedAt[] {
  return exchanges.map((exchange, place) => ({
    exchange,
    observations: observations.filter(
      (one) => (one.type === 'snapshot' || one.type === 'visibility') && one.evidence.exchange === place,
    ),
  }));
}

function heldBack(waiting: readonly (ToldIn & { until: Date })[], refOf: (ref: ItemRef) => Buffer): HeldBack[] {
  const held = new Map<string, { id: string; until: Date; refs: Buffer[] }>();
  for (const { delivery: id, until, told } of waiting) {
    const one = held.get(id) ?? { id, until, refs: [] };
    one.refs.push(refOf(told.ref));
    held.set(id, { ...one, until: until < one.until ? until : one.until });
  }
  return [...held.values()];
}
