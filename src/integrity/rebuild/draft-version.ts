import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import {
  commitOf,
  contentText,
  Keyring,
  type NewSnapshot,
  ObjectStore,
  OpenEvidence,
  type Part,
  partsOf,
  partsText,
  plainLength,
  readItemJson,
  type WrappedKey,
} from '../../archive/index.js';
import { newId } from '../../platform/index.js';
import { documentTokens, tsvectorLiteral } from '../../search/index.js';
import type { DecodedExchange, ToldVersion } from './decode-exchange.js';

export interface DraftedMedium {
  readonly id: string;
  readonly bytes: number;
  readonly mime: string;
  readonly digest: Buffer;
  readonly object: string;
  readonly key: WrappedKey;
  readonly plain: Part['bytes'];
}

/** What the rows of a version say, read from the sealed bytes and worked out again where they do not say it. */
@Injectable()
export class DraftVersion {
  constructor(
    private readonly database: DataSource,
    private readonly store: ObjectStore,
    private readonly keyring: Keyring,
    private readonly evidence: OpenEvidence,
  ) {}

  /** `logged`: the event that recorded it, where the log has it; then its commitment is the log's, never one of ours. */
  async run(
    version: ToldVersion,
    decoded: DecodedExchange,
    logged: { readonly id: string; readonly commit: string } | undefined,
  ): Promise<{ snapshot: NewSnapshot; media: DraftedMedium[] }> {
    const secret = await this.keyring.secretOf(decoded.meta.kept.body);
    const record = readItemJson(version.json);
    const media = await this.mediaOf(version, decoded);
    const at = record.editedAt ?? record.postedAt;
    return {
      media: media.filter(({ fresh }) => fresh).map(({ medium }) => medium),
      snapshot: {
        id: version.snapshot,
        itemId: version.item,
        number: version.number,
        exchangeId: decoded.exchange,
        observedAt: new Date(version.observedAt),
        cause: version.cause,
        commit: logged ? Buffer.from(logged.commit, 'hex') : await this.commit(version, decoded, media),
        eventId: logged?.id ?? newId(),
        itemJson: version.json,
        contentHash: secret.content(contentText(record)),
        platformAt: at ? new Date(at) : null,
        postedAt: record.postedAt ? new Date(record.postedAt) : null,
        words: tsvectorLiteral(documentTokens(record)),
      },
    };
  }

  private async commit(
    version: ToldVersion,
    decoded: DecodedExchange,
    media: readonly { ordinal: number; medium: DraftedMedium }[],
  ): Promise<Buffer> {
    const wrapped = decoded.keys.get(version.item);
    if (!wrapped) throw new Error(`No key for item ${version.item} of exchange ${decoded.exchange}`);
    const key = await this.keyring.unwrap(version.item, wrapped);
    const shown = media.map(({ ordinal, medium }) => ({ ordinal, bytes: medium.plain }));
    return commitOf(await partsText(key, version.snapshot, partsOf(version.json, readItemJson(version.json), shown)));
  }

  /** A medium whose key or object is gone is left out: the version stands without it, and the check of it will say so. */
  private async mediaOf(
    { media, mimes = [] }: ToldVersion,
    { meta }: DecodedExchange,
  ): Promise<{ ordinal: number; medium: DraftedMedium; fresh: boolean }[]> {
    const found: { ordinal: number; medium: DraftedMedium; fresh: boolean }[] = [];
    for (const [i, [ordinal, id]] of media.entries()) {
      const mime = mimes[i] ?? 'application/octet-stream';
      const medium = await this.medium(id, mime, meta.kept.body);
      if (!medium) continue;
      const [row] = await this.database.query(`SELECT FROM medium WHERE id = $1`, [id]);
      found.push({ ordinal, medium, fresh: row === undefined });
    }
    return found;
  }

  private async medium(id: string, mime: string, body: string): Promise<DraftedMedium | null> {
    const [key]: WrappedKey[] = await this.database.query(
      `SELECT kek, wrapped FROM medium_key WHERE medium_id = $1::uuid
       UNION ALL SELECT kek, wrapped FROM rebuild_key WHERE kind = 'medium_key' AND id = $1::text LIMIT 1`,
      [id],
    );
    const secret = await this.keyring.secretOf(body);
    const object = await this.store.find(secret.objectName('m', id));
    if (!key || object === null) return null;
    const facts = await this.store.facts(object);
    if (!facts) return null;
    const bytes = plainLength(facts.bytes);
    const opened = await this.evidence.stored({ id, object, mime, bytes, key });
    const digest = secret.mediumDigest();
    for await (const piece of opened.pieces()) digest.update(piece);
    return { id, bytes, mime, digest: digest.digest(), object, key, plain: opened.whole ?? opened };
  }
}
