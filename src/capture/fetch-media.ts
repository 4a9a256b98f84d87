import { createHash, type Hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import {
  type FoundItem,
  HELD_WHOLE_BYTES,
  type ItemRecord,
  KeepMedium,
  type KeptMedium,
  OpenEvidence,
  type Part,
  type PendingMedia,
} from '../archive/index.js';
import type { KnownItem, MediumBody } from '../connectors/index.js';
import { OutboundError, Refusal } from '../platform/index.js';
import { LeaseLost } from './capture-queue.js';
import type { Draft } from './judgement.types.js';
import type { LoopRun } from './loop-run.types.js';

/** Larger media are left missing and named so. */
const MOST_BYTES = 5 * 1024 ** 3;
const LARGE_TIMEOUT_MS = 60 * 60_000;

interface Obtained {
  readonly medium: KeptMedium;
  readonly bytes: Part['bytes'];
}

export interface DraftMedia {
  readonly shown: readonly (Obtained & { readonly ordinal: number })[];
  readonly missing: boolean;
  /** Something is here now that the version before did not have. */
  readonly obtained: boolean;
}

export const NO_MEDIA: DraftMedia = { shown: [], missing: false, obtained: false };

/** Original bytes of what a version shows: what is in the archive already is read there, the rest from the platform. */
@Injectable()
export class FetchMedia {
  constructor(
    private readonly database: DataSource,
    private readonly keep: KeepMedium,
    private readonly evidence: OpenEvidence,
  ) {}

  async run(
    run: LoopRun,
    draft: Draft,
    { before, pending }: { before: ItemRecord | null; pending: PendingMedia },
  ): Promise<DraftMedia> {
    if (draft.body.media.length === 0) return NO_MEDIA;
    const had = before && draft.found ? await this.mediaOf(draft.found, before) : new Map<string, string>();
    const shown: (Obtained & { ordinal: number })[] = [];
    let obtained = false;
    for (const [i, medium] of draft.body.media.entries()) {
      const known = had.get(medium.key);
      const found = known ? await this.known(known) : await this.fetch(run, draft, { medium, pending });
      if (!found) continue;
      shown.push({ ordinal: i + 1, ...found });
      obtained ||= known === undefined;
    }
    return { shown, missing: shown.length < draft.body.media.length, obtained };
  }

  private async known(id: string): Promise<Obtained> {
    const opened = await this.evidence.medium(id);
    const { mime, size, whole } = opened;
    return { medium: { id, bytes: size, mime, fresh: null }, bytes: whole ?? opened };
  }

  private async fetch(
    run: LoopRun,
    draft: Draft,
    { medium, pending }: { medium: MediumBody; pending: PendingMedia },
  ): Promise<Obtained | null> {
    const item: KnownItem = {
      ref: draft.ref,
      nativeId: draft.body.nativeId,
      kind: draft.body.kind,
      editedAt: draft.body.editedAt,
    };
    const into = { told: medium.mime, sha256: medium.sha256 ?? null, pending };
    const found = await this.obtain(run, medium.url, into);
    if (found) return found;
    const again = await run.connector.resolveMedium(run.context, item, medium).catch(() => null);
    return again === null ? null : this.obtain(run, again, into);
  }

  /** Null when it cannot be had now: the version says so, and a later look tries again. */
  private async obtain(run: LoopRun, url: string, into: Into): Promise<Obtained | null> {
    try {
      return await this.whole(run, url, into);
    } catch (error) {
      if (!(error instanceof OutboundError) || error.fault === 'aborted') throw error;
      return error.fault === 'too-large' ? this.large(run, url, into) : null;
    }
  }

  private async whole(run: LoopRun, url: string, { told, sha256, pending }: Into): Promise<Obtained | null> {
    const answer = await run.context.http.get(url, { signal: run.context.signal, maxBytes: HELD_WHOLE_BYTES });
    if (answer.status !== 200 || answer.body.length === 0) return null;
    const bytes = Buffer.from(answer.body);
    if (sha256 !== null && createHash('sha256').update(bytes).digest('hex') !== sha256) return null;
    const mime = typeIn(answer.responseHeaders) ?? told ?? UNKNOWN;
    return { medium: await this.keep.run(run.account.bodyId, { bytes, mime }, pending), bytes };
  }

  /** Stored as it comes. What we could not do is not what the platform did: it ends the page, and the page comes again. */
  private async large(run: LoopRun, url: string, { told, sha256, pending }: Into): Promise<Obtained | null> {
    const { bodyId } = run.account;
    const kept: { medium: KeptMedium | null; fault: unknown } = { medium: null, fault: null };
    const digest = createHash('sha256');
    try {
      await run.context.http.get(url, {
        signal: run.context.signal,
        maxBytes: MOST_BYTES,
        timeoutMs: LARGE_TIMEOUT_MS,
        into: async (pieces, headers) => {
          const mime = typeIn(headers) ?? told ?? UNKNOWN;
          kept.medium = await this.keep
            .large(bodyId, { pieces: keeping(run, pieces, digest), mime }, pending)
            .catch((fault: unknown) => {
              kept.fault = fault;
              throw fault;
            });
        },
      });
    } catch (error) {
      if (kept.fault instanceof Refusal || kept.fault instanceof LeaseLost) throw kept.fault;
      if (error instanceof OutboundError && error.fault !== 'aborted') return null;
      throw error;
    }
    // What was stored in vain belongs to no row and is swept.
    if (!kept.medium || (sha256 !== null && digest.digest('hex') !== sha256)) return null;
    return { medium: kept.medium, bytes: await this.open(kept.medium) };
  }

  private async open({ id, mime, bytes, fresh }: KeptMedium): Promise<Part['bytes']> {
    const opened = await (fresh ? this.evidence.stored({ id, mime, bytes, ...fresh }) : this.evidence.medium(id));
    return opened.whole ?? opened;
  }

  /** By the platform's name of each: the media of the newest version, whose places are those of its own body only. */
  private async mediaOf({ itemId, version }: FoundItem, before: ItemRecord): Promise<Map<string, string>> {
    const rows: { ordinal: number; medium_id: string }[] = await this.database.query(
      `SELECT m.ordinal, m.medium_id FROM snapshot s JOIN snapshot_medium m ON m.snapshot_id = s.id
        WHERE s.item_id = $1 AND s.number = $2`,
      [itemId, version],
    );
    return new Map(
      rows.flatMap(({ ordinal, medium_id: id }) =>
        before.media[ordinal - 1] ? [[before.media[ordinal - 1]?.key ?? '', id]] : [],
      ),
    );
  }
}

/** What the platform said it is, and what this page stored already. */
interface Into {
  readonly told: string | null;
  /** What its bytes have to hash to, where the platform's name of it says so. */
  readonly sha256: string | null;
  readonly pending: PendingMedia;
}

const UNKNOWN = 'application/octet-stream';

function typeIn(headers: readonly (readonly [string, string])[]): string | null {
  const type = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1];
  return type?.split(';')[0]?.trim().toLowerCase() ?? null;
}

async function* keeping(
  { goOn }: LoopRun,
  pieces: AsyncIterable<Uint8Array>,
  digest: Hash,
): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) {
    digest.update(piece);
    yield piece;
    await goOn();
  }
}
