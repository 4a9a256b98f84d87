import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ConnectorRegistry } from '../connectors/index.js';
import { Refusal } from '../platform/index.js';
import { commitOf, partsOf, partsText, saltOf } from './commitment.rules.js';
import { readItemJson } from './content.rules.js';
import type { ExchangeMeta } from './keep-exchange.js';
import { Keyring, type WrappedKey } from './keyring.js';
import { mediumAbout, sealingKey, unseal } from './keys.rules.js';
import { ObjectStore } from './object-store.port.js';
import { inflateSlice, readHeader, type SealedHeader, unsealSlice } from './sealed-exchange.rules.js';
import { type ByteRange, FRAME, reassemble } from './slices.rules.js';

export interface OpenedPart {
  readonly name: string;
  readonly bytes: Buffer;
  readonly salt: Buffer;
}

export interface OpenedExchange {
  readonly id: string;
  readonly at: Date;
  /** Null when the frame's key went with the last item of the exchange. */
  readonly meta: ExchangeMeta | null;
  /** Bytes of slices that cannot be opened any more are zero. */
  readonly body: Buffer;
  readonly masked: SealedHeader['masked'];
  readonly slices: readonly {
    readonly owner: string;
    readonly ranges: readonly ByteRange[];
    readonly open: boolean;
    readonly tail: string;
  }[];
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Reads sealed evidence back. Whatever does not fit what was recorded is an 'integrity-failure', never passed on. */
@Injectable()
export class OpenEvidence {
  constructor(
    private readonly database: DataSource,
    private readonly store: ObjectStore,
    private readonly keyring: Keyring,
    private readonly connectors: ConnectorRegistry,
  ) {}

  /** The parts a snapshot's commitment covers, with their salts; checked against the commitment. */
  async partsOf(snapshotId: string): Promise<{ partsTxt: string; parts: OpenedPart[] }> {
    const [row] = await this.database.query(
      `SELECT s.item_id, s.commit, b.item_json, k.kek, k.wrapped,
              EXISTS (SELECT FROM snapshot_medium m WHERE m.snapshot_id = s.id) AS has_media
         FROM snapshot s JOIN snapshot_body b ON b.item_id = s.item_id AND b.snapshot_id = s.id
         JOIN item_key k ON k.item_id = s.item_id WHERE s.id = $1`,
      [snapshotId],
    );
    if (!row) throw new Refusal('not-found', 'There is no such version, or it has been destroyed.');
    const key = await this.keyring.unwrap(row.item_id, row);
    const media = row.has_media ? await this.mediaOf(snapshotId) : [];
    const parts = partsOf(row.item_json, readItemJson(row.item_json), media);
    const partsTxt = partsText(key, snapshotId, parts);
    if (!commitOf(partsTxt).equals(row.commit)) {
      throw new Refusal('integrity-failure', 'The text of this version is not the text that was recorded.', {
        snapshotId,
      });
    }
    return {
      partsTxt,
      parts: parts.map(({ name, bytes }) => ({ name, bytes: Buffer.from(bytes), salt: saltOf(key, snapshotId, name) })),
    };
  }

  async medium(mediumId: string): Promise<{ bytes: Buffer; mime: string }> {
    const [row] = await this.database.query(
      `SELECT m.object, m.mime, k.kek, k.wrapped FROM medium m JOIN medium_key k ON k.medium_id = m.id WHERE m.id = $1`,
      [mediumId],
    );
    if (!row) throw new Refusal('not-found', 'There is no such picture or video, or it has been destroyed.');
    const key = await this.keyring.unwrap(mediumId, row);
    const sealed = await this.store.get(row.object);
    try {
      return { bytes: unseal(sealingKey(key), sealed, mediumAbout(mediumId, row.mime)), mime: row.mime };
    } catch (error) {
      throw new Refusal(
        'integrity-failure',
        'The stored bytes of a medium are not what was recorded.',
        { mediumId },
        { cause: error },
      );
    }
  }

  async exchange(exchangeId: string): Promise<OpenedExchange> {
    const [row] = await this.database.query(`SELECT object, at, account_id, digest FROM exchange WHERE id = $1`, [
      exchangeId,
    ]);
    if (!row) throw new Refusal('not-found', 'There is no such recorded answer.');
    const object = await this.store.get(row.object);
    const header = this.headerOf(object, exchangeId);
    const keys = await this.keysOf(exchangeId, header);
    const unsealed = header.slices.map(({ owner, at, length, ranges }) => {
      const key = keys.get(owner);
      if (!key) return { owner, ranges, deflated: null };
      try {
        const before = owner === FRAME ? object.subarray(0, at) : null;
        const slice = { exchange: exchangeId, owner, key: sealingKey(key), before };
        return { owner, ranges, deflated: unsealSlice(object.subarray(at, at + length), slice) };
      } catch (error) {
        throw new Refusal(
          'integrity-failure',
          'A recorded answer was changed in the store.',
          { exchangeId, owner },
          { cause: error },
        );
      }
    });
    const dictionary = this.connectors.dictionaryOf(header.dictionary);
    const opened = unsealed.map(({ owner, ranges, deflated }) =>
      deflated
        ? { owner, ranges, open: true, ...inflateSlice(deflated, dictionary) }
        : { owner, ranges, open: false, tail: '', bytes: Buffer.alloc(0) },
    );
    const frame = opened.find(({ owner }) => owner === FRAME);
    return {
      id: exchangeId,
      at: row.at,
      meta: frame?.open ? metaIn(frame.tail) : null,
      body: reassemble(
        header.received,
        opened.filter(({ open }) => open),
      ),
      masked: header.masked,
      slices: opened.map(({ owner, ranges, open, tail }) => ({ owner, ranges, open, tail })),
    };
  }

  private headerOf(object: Buffer, exchangeId: string): SealedHeader {
    try {
      const header = readHeader(object);
      if (header.exchange === exchangeId) return header;
    } catch (error) {
      throw new Refusal(
        'integrity-failure',
        'A recorded answer was changed in the store.',
        { exchangeId },
        { cause: error },
      );
    }
    throw new Refusal('integrity-failure', 'Two recorded answers were exchanged in the store.', { exchangeId });
  }

  private async keysOf(exchangeId: string, header: SealedHeader): Promise<Map<string, Buffer>> {
    const rows: (WrappedKey & { owner: string; about: string })[] = await this.database.query(
      `SELECT item_id::text AS owner, item_id::text AS about, kek, wrapped FROM item_key WHERE item_id = ANY($1::uuid[])
       UNION ALL SELECT '${FRAME}', exchange_id::text, kek, wrapped FROM frame_key WHERE exchange_id = $2`,
      [header.slices.map(({ owner }) => owner).filter((owner) => UUID.test(owner)), exchangeId],
    );
    const keys = new Map<string, Buffer>();
    for (const row of rows) keys.set(row.owner, await this.keyring.unwrap(row.about, row));
    return keys;
  }

  private async mediaOf(snapshotId: string): Promise<{ ordinal: number; bytes: Buffer }[]> {
    const rows: { ordinal: number; medium_id: string }[] = await this.database.query(
      `SELECT ordinal, medium_id FROM snapshot_medium WHERE snapshot_id = $1 ORDER BY ordinal`,
      [snapshotId],
    );
    const media: { ordinal: number; bytes: Buffer }[] = [];
    for (const { ordinal, medium_id: id } of rows) media.push({ ordinal, bytes: (await this.medium(id)).bytes });
    return media;
  }
}

function metaIn(tail: string): ExchangeMeta {
  const meta: ExchangeMeta = JSON.parse(tail);
  return meta;
}
