import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  commitOf,
  type ItemRecord,
  itemJsonOf,
  KEY_BYTES,
  Keyring,
  type KeptMedium,
  type NewItem,
  type NewSnapshot,
  type PendingMedia,
  partsOf,
  partsText,
  refText,
} from '../archive/index.js';
import { newId } from '../platform/index.js';
import { documentTokens, tsvectorLiteral } from '../search/index.js';
import { type DraftMedia, FetchMedia } from './fetch-media.js';
import type { Draft, Known } from './judgement.types.js';
import type { LoopRun } from './loop-run.types.js';

export interface DraftedSnapshots {
  readonly items: readonly NewItem[];
  readonly snapshots: readonly NewSnapshot[];
  readonly media: readonly KeptMedium[];
  readonly shown: readonly { snapshotId: string; itemId: string; ordinal: number; mediumId: string }[];
  /** K_item of every drafted item. */
  readonly keys: ReadonlyMap<string, Buffer>;
  /** By exchange of the page, then by item: what the sealed object says of the snapshots it gave rise to. */
  readonly tails: ReadonlyMap<number, ReadonlyMap<string, string>>;
  readonly mediaMissing: ReadonlySet<string>;
  /** Items drafted only for a medium that could not be had this time either. */
  readonly dropped: ReadonlySet<string>;
}

/** Makes what is committed to and written of each version: exact bytes, media, commitment, words. */
@Injectable()
export class DraftSnapshots {
  constructor(
    private readonly keyring: Keyring,
    private readonly media: FetchMedia,
  ) {}

  async run(
    run: LoopRun,
    drafts: readonly Draft[],
    known: Known,
    exchangeIds: readonly string[],
  ): Promise<DraftedSnapshots> {
    const made = new Made();
    const [secret, wrapper] = await Promise.all([this.keyring.secretOf(run.account.bodyId), this.keyring.current()]);
    const freshKeys = randomBytes(KEY_BYTES * drafts.length);
    const pending: PendingMedia = new Map();
    for (const [i, draft] of drafts.entries()) {
      const before = known.before.get(draft.itemId)?.newest ?? null;
      const media = await this.media.run(run, draft, { before, pending });
      if (draft.cause === 'medium-obtained' && !media.obtained) {
        made.dropped.add(draft.itemId);
        continue;
      }
      let key = made.keys.get(draft.itemId);
      if (!key) {
        key = draft.found
          ? await this.keyring.unwrap(draft.itemId, draft.found.key)
          : freshKeys.subarray(i * KEY_BYTES, (i + 1) * KEY_BYTES);
        made.keys.set(draft.itemId, key);
      }
      if (draft.isNew) {
        made.items.push({
          id: draft.itemId,
          ref: secret.ref(refText(draft.kept)),
          kind: draft.kind,
          firstSeenAt: draft.observedAt,
          capturedLate: draft.capturedLate,
          key: wrapper.wrap(draft.itemId, key),
        });
      }
      made.add(draft, await snapshotOf(draft, key, media, exchangeIds), media);
    }
    return made;
  }
}

async function snapshotOf(
  draft: Draft,
  key: Buffer,
  media: DraftMedia,
  exchangeIds: readonly string[],
): Promise<NewSnapshot> {
  const id = newId();
  const itemJson = itemJsonOf(draft.kept, draft.body);
  const record: ItemRecord = { ref: draft.kept, ...draft.body };
  return {
    id,
    itemId: draft.itemId,
    number: draft.number,
    exchangeId: exchangeIds[draft.exchange] ?? '',
    observedAt: draft.observedAt,
    cause: draft.cause,
    commit: commitOf(await partsText(key, id, partsOf(itemJson, record, media.shown))),
    eventId: newId(),
    itemJson,
    contentHash: draft.contentHash,
    platformAt: draft.platformAt,
    postedAt: draft.postedAt,
    words: tsvectorLiteral(documentTokens(draft.body)),
  };
}

class Made implements DraftedSnapshots {
  readonly items: NewItem[] = [];
  readonly snapshots: NewSnapshot[] = [];
  readonly media: KeptMedium[] = [];
  readonly shown: { snapshotId: string; itemId: string; ordinal: number; mediumId: string }[] = [];
  readonly keys = new Map<string, Buffer>();
  readonly tails = new Map<number, Map<string, string>>();
  readonly mediaMissing = new Set<string>();
  readonly dropped = new Set<string>();
  private readonly records = new Map<string, object[]>();

  add(draft: Draft, snapshot: NewSnapshot, media: DraftMedia): void {
    this.snapshots.push(snapshot);
    if (media.missing) this.mediaMissing.add(draft.itemId);
    else this.mediaMissing.delete(draft.itemId);
    for (const { ordinal, medium } of media.shown) {
      if (medium.fresh && !this.media.some(({ id }) => id === medium.id)) this.media.push(medium);
      this.shown.push({ snapshotId: snapshot.id, itemId: draft.itemId, ordinal, mediumId: medium.id });
    }
    this.tell(draft, snapshot, media);
  }

  private tell(draft: Draft, snapshot: NewSnapshot, media: DraftMedia): void {
    const place = `${draft.exchange}|${draft.itemId}`;
    const records = this.records.get(place) ?? [];
    records.push({
      snapshot: snapshot.id,
      number: snapshot.number,
      cause: snapshot.cause,
      observedAt: snapshot.observedAt,
      ...(snapshot.number === 1 ? { late: draft.capturedLate, kind: draft.kind } : {}),
      media: media.shown.map(({ ordinal, medium }) => [ordinal, medium.id]),
      mimes: media.shown.map(({ medium }) => medium.mime),
      item: snapshot.itemJson.toString('utf8'),
    });
    this.records.set(place, records);
    const tails = this.tails.get(draft.exchange) ?? new Map<string, string>();
    tails.set(draft.itemId, JSON.stringify(records));
    this.tails.set(draft.exchange, tails);
  }
}
