import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type FoundItem, type ItemRecord, KeepMedium, type KeptMedium, OpenEvidence } from '../archive/index.js';
import type { KnownItem, MediumBody } from '../connectors/index.js';
import { OutboundError } from '../platform/index.js';
import type { Draft } from './judge-page.rules.js';
import type { LoopRun } from './loop-run.types.js';

/** Larger media are left missing and named so; they need the streaming store of the S3 adapter. */
const MAX_MEDIUM_BYTES = 64 * 1024 * 1024;

export interface DraftMedia {
  readonly shown: readonly { readonly ordinal: number; readonly medium: KeptMedium; readonly bytes: Buffer }[];
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
    { before, pending }: { before: ItemRecord | null; pending: Map<string, KeptMedium> },
  ): Promise<DraftMedia> {
    if (draft.body.media.length === 0) return NO_MEDIA;
    const had = before && draft.found ? await this.mediaOf(draft.found, before) : new Map<string, string>();
    const shown: { ordinal: number; medium: KeptMedium; bytes: Buffer }[] = [];
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

  private async known(id: string): Promise<{ medium: KeptMedium; bytes: Buffer }> {
    const { bytes, mime } = await this.evidence.medium(id);
    return { medium: { id, bytes: bytes.length, mime, fresh: null }, bytes };
  }

  private async fetch(
    run: LoopRun,
    draft: Draft,
    { medium, pending }: { medium: MediumBody; pending: Map<string, KeptMedium> },
  ): Promise<{ medium: KeptMedium; bytes: Buffer } | null> {
    const item: KnownItem = {
      ref: draft.ref,
      nativeId: draft.body.nativeId,
      kind: draft.body.kind,
      editedAt: draft.body.editedAt,
    };
    const answer =
      (await this.download(run, medium.url)) ??
      (await this.again(run, await run.connector.resolveMedium(run.context, item, medium).catch(() => null)));
    if (!answer) return null;
    const mime = (answer.mime ?? medium.mime ?? 'application/octet-stream').toLowerCase();
    const bytes = Buffer.from(answer.bytes);
    return { medium: await this.keep.run(run.account.bodyId, { bytes, mime }, pending), bytes };
  }

  private async again(run: LoopRun, url: string | null): Promise<{ bytes: Uint8Array; mime: string | null } | null> {
    return url ? this.download(run, url) : null;
  }

  /** Null when it cannot be had now: the version says so, and a later look tries again. */
  private async download(run: LoopRun, url: string): Promise<{ bytes: Uint8Array; mime: string | null } | null> {
    try {
      const answer = await run.context.http.get(url, { signal: run.context.signal, maxBytes: MAX_MEDIUM_BYTES });
      if (answer.status !== 200 || answer.body.length === 0) return null;
      const type = answer.responseHeaders.find(([name]) => name.toLowerCase() === 'content-type')?.[1];
      return { bytes: answer.body, mime: type?.split(';')[0]?.trim() ?? null };
    } catch (error) {
      if (error instanceof OutboundError && error.fault !== 'aborted') return null;
      throw error;
    }
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
