import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Actor, may } from '../platform/index.js';
import {
  type FindingRow,
  findingView,
  groupBy,
  itemFacts,
  type ItemRow,
  type MediaOf,
  type MediumRow,
  readVersion,
  restrictedIn,
  type SnapshotRow,
  standingGone,
  withheldVersion,
} from './item-views.rules.js';
import {
  findingRows,
  itemRows,
  mediumRows,
  newestSnapshotRows,
  officialAuthors,
  replyCounts,
  snapshotRows,
  versionCounts,
} from './read-item-rows.js';
import { RecordLooks } from './record-looks.js';
import { type Closed, closedIn, isBarred, isRestricted } from './restricted.rules.js';
import type { FindingView, ItemSummary, ItemView } from './views.types.js';

export interface ReadOptions {
  /** Restricted items are withheld whoever asks: in bundles, and where nobody asked for them. */
  readonly withhold?: boolean;
  /**
   * Of an item in which places are restricted, where items are withheld: they are closed unless told; `whole`: the item is
   * withheld with them; `open`: whoever reads it here closes them.
   */
  readonly places?: 'closed' | 'whole' | 'open';
}

interface Opened {
  readonly items: readonly ItemRow[];
  readonly withheld: ReadonlySet<string>;
  /** What of a version the reader may not see. */
  readonly closed: (row: ItemRow, number: number) => Closed;
}

/** No place of it is for everybody. */
function isLocked({
  state,
  basis_stated: basisStated,
  closed_message: isClosedMessage,
  restrictions,
}: ItemRow): boolean {
  return isBarred(restrictions) || isRestricted({ state: state ?? '', basisStated, isClosedMessage });
}

/** Items as people are shown them: one round trip a table however many there are. Unknown and destroyed ids are left out. */
@Injectable()
export class ReadItems {
  constructor(
    private readonly database: DataSource,
    private readonly looks: RecordLooks,
  ) {}

  /** In the order of `ids`, each with all its versions and findings. A look at restricted material is recorded first. */
  async views(actor: Actor, ids: readonly string[], options: ReadOptions = {}): Promise<ItemView[]> {
    const { items, withheld, closed } = await this.open(actor, ids, options);
    if (items.length === 0) return [];
    const found = items.map(({ id }) => id);
    const [snapshots, findings, official] = await Promise.all([
      snapshotRows(this.database, found),
      findingRows(this.database, found),
      this.official(items),
    ]);
    const media = await this.media(snapshots.filter((row) => !withheld.has(row.item_id)));
    const versions = groupBy(snapshots, (row) => row.item_id);
    const findingsOf = findingsByItem(findings);
    return items.map((row) => {
      const rows = withheld.has(row.id) ? [] : (versions.get(row.id) ?? []);
      const read = rows.map((one) => readVersion(one, media, closed(row, one.number)));
      return {
        ...itemFacts(row, read.at(-1)?.body ?? null, official),
        versions: read.map(({ view }) => view),
        findings: findingsOf.get(row.id) ?? [],
        ...restrictedIn(
          row,
          rows.map(({ number }) => number),
        ),
      };
    });
  }

  /** In the order of `ids`, each with its newest version only. */
  async summaries(actor: Actor, ids: readonly string[], options: ReadOptions = {}): Promise<ItemSummary[]> {
    const { items, withheld, closed } = await this.open(actor, ids, options);
    if (items.length === 0) return [];
    const found = items.map(({ id }) => id);
    const [snapshots, counts, replies, findings, official] = await Promise.all([
      newestSnapshotRows(this.database, found),
      versionCounts(this.database, found),
      replyCounts(this.database, items),
      findingRows(this.database, found),
      this.official(items),
    ]);
    const media = await this.media(snapshots);
    const newest = new Map(snapshots.map((row) => [row.item_id, row]));
    const findingsOf = findingsByItem(findings);
    return items.flatMap((row) => {
      const snapshot = newest.get(row.id);
      if (!snapshot) return [];
      const read = readVersion(snapshot, media, closed(row, snapshot.number));
      const locked = withheld.has(row.id);
      const versionCount = counts.get(row.id) ?? 0;
      return {
        ...itemFacts(row, locked ? null : read.body, official),
        latest: locked ? withheldVersion(read) : read.view,
        versionCount,
        replyCount: replies.get(row.id) ?? 0,
        goneFinding: standingGone(findingsOf.get(row.id) ?? []),
        ...(locked
          ? {}
          : restrictedIn(
              row,
              Array.from({ length: versionCount }, (_, i) => i + 1),
            )),
      };
    });
  }

  /** What of its versions the reader may not see, by item; what is locked, unknown or destroyed is left out. */
  async readable(actor: Actor, ids: readonly string[]): Promise<ReadonlyMap<string, (number: number) => Closed>> {
    const { items, closed } = await this.open(actor, ids, {});
    return new Map(
      items.filter((row) => !isLocked(row)).map((row) => [row.id, (number: number) => closed(row, number)]),
    );
  }

  private async open(
    actor: Actor,
    ids: readonly string[],
    { withhold = false, places = 'closed' }: ReadOptions,
  ): Promise<Opened> {
    if (ids.length === 0) return { items: [], withheld: new Set(), closed: () => [] };
    const rows = new Map((await itemRows(this.database, ids)).map((row) => [row.id, row]));
    const items = ids.flatMap((id) => rows.get(id) ?? []);
    const locked = items.filter(isLocked);
    const partly = items.filter((row) => row.restrictions.length > 0 && !isLocked(row));
    if (!withhold && may(actor, 'restricted.read')) {
      await this.looks.run(actor, [...locked, ...partly]);
      return { items, withheld: new Set(), closed: () => [] };
    }
    const withheld = withhold && places === 'whole' ? [...locked, ...partly] : locked;
    return {
      items,
      withheld: new Set(withheld.map(({ id }) => id)),
      closed: withhold && places === 'open' ? () => [] : (row, number) => closedIn(row.restrictions, number),
    };
  }

  private async media(snapshots: readonly SnapshotRow[]): Promise<MediaOf> {
    const rows: MediumRow[] = await mediumRows(
      this.database,
      snapshots.map(({ id }) => id),
    );
    return groupBy(rows, (row) => row.snapshot_id);
  }

  private official(items: readonly ItemRow[]): Promise<ReadonlySet<string>> {
    return officialAuthors(this.database, [...new Set(items.map((row) => row.body_id))]);
  }
}

function findingsByItem(rows: readonly FindingRow[]): ReadonlyMap<string, readonly FindingView[]> {
  return new Map(
    Array.from(
      groupBy(rows, (row) => row.item_id),
      ([id, group]) => [id, group.map(findingView)],
    ),
  );
}
