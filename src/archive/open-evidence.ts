import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ConnectorRegistry } from '../connectors/index.js';
import { Refusal } from '../platform/index.js';
import { commitOf, type Part, partsOf, partsText, type Pieces, saltOf } from './commitment.rules.js';
import { readItemJson } from './content.rules.js';
import type { ExchangeMeta } from './keep-exchange.js';
import { Keyring, type WrappedKey } from './keyring.js';
import { mediumAbout, sealingKey, unseal } from './keys.rules.js';
import { type ObjectHandle, ObjectStore } from './object-store.port.js';
import { isSegmented, openSegment, type Segmenting, segmentsWith } from './segments.rules.js';
import { inflateSlice, readHeader, type SealedHeader, unsealSlice } from './sealed-exchange.rules.js';
import { type ByteRange, FRAME, reassemble } from './slices.rules.js';

export interface OpenedPart {
  readonly name: string;
  readonly bytes: Buffer;
  readonly salt: Buffer;
}

/** A part that is too large to hold. */
export interface LargePart extends Omit<OpenedPart, 'bytes'> {
  readonly bytes: Pieces;
}

export interface PartsOfVersion {
  readonly partsTxt: string;
  readonly parts: OpenedPart[];
  readonly large: LargePart[];
}

export interface OpenedMedium extends Pieces {
  readonly mime: string;
  /** Null where it is too large to hold. */
  readonly whole: Buffer | null;
  /** All of it, or [start, end); each piece was checked before it is given. */
  pieces(range?: ByteRange): AsyncIterable<Buffer>;
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

export interface StoredExchange {
  readonly id: string;
  readonly object: ObjectHandle;
  readonly at: Date;
}

export interface StoredMedium {
  readonly id: string;
  readonly object: string;
  readonly mime: string;
  readonly bytes: number;
  readonly key: WrappedKey;
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
  async partsOf(snapshotId: string): Promise<PartsOfVersion> {
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
    const partsTxt = await partsText(key, snapshotId, parts);
    if (!commitOf(partsTxt).equals(row.commit)) {
      throw new Refusal('integrity-failure', 'The text of this version is not the text that was recorded.', {
        snapshotId,
      });
    }
    const opened: PartsOfVersion = { partsTxt, parts: [], large: [] };
    for (const { name, bytes } of parts) {
      const salt = saltOf(key, snapshotId, name);
      if (bytes instanceof Uint8Array) opened.parts.push({ name, bytes: Buffer.from(bytes), salt });
      else opened.large.push({ name, bytes, salt });
    }
    return opened;
  }

  async medium(mediumId: string): Promise<OpenedMedium> {
    const [row] = await this.database.query(
      `SELECT m.object, m.mime, m.bytes, k.kek, k.wrapped FROM medium m JOIN medium_key k ON k.medium_id = m.id WHERE m.id = $1`,
      [mediumId],
    );
    if (!row) throw new Refusal('not-found', 'There is no such picture or video, or it has been destroyed.');
    const { object, mime, bytes, kek, wrapped } = row;
    return this.stored({ id: mediumId, object, mime, bytes: Number(bytes), key: { kek, wrapped } });
  }

  /** A medium that is stored, whether or not a row names it yet. */
  async stored({ id, object, mime, bytes: size, key: wrapped }: StoredMedium): Promise<OpenedMedium> {
    const key = sealingKey(await this.keyring.unwrap(id, wrapped));
    const of = { key, about: mediumAbout(id, mime) };
    if (isSegmented(size)) {
      const pieces = (range: ByteRange = [0, size]): AsyncIterable<Buffer> =>
        this.segments(object, { mediumId: id, size, of, range });
      return { mime, size, whole: null, pieces };
    }
    const sealed = await this.store.get(object);
    const whole = asRecorded(id, () => unseal(key, sealed, of.about));
    return { mime, size: whole.length, whole, pieces: (range) => piecesOf(range ? whole.subarray(...range) : whole) };
  }

  private async *segments(
    object: string,
    { mediumId, size, of, range }: { mediumId: string; size: number; of: Segmenting; range: ByteRange },
  ): AsyncGenerator<Buffer> {
    for (const segment of segmentsWith(range, size)) {
      const sealed = await this.store.get(object, segment.sealed);
      yield asRecorded(mediumId, () => openSegment(sealed, segment, of));
    }
  }

  async exchange(exchangeId: string): Promise<OpenedExchange> {
    const [row] = await this.database.query(`SELECT id, object, at FROM exchange WHERE id = $1`, [exchangeId]);
    if (!row) throw new Refusal('not-found', 'There is no such recorded answer.');
    return this.exchangeOf(row, new Map());
  }

  /** The same where its row and keys of its owners are at hand; keys of owners that are not among them are looked for. */
  async exchangeOf(row: StoredExchange, known: ReadonlyMap<string, WrappedKey>): Promise<OpenedExchange> {
    const object = await this.store.get(row.object);
    const header = this.headerOf(object, row.id);
    const keys = await this.keysOf(row.id, header, known);
    const unsealed = header.slices.map(({ owner, at, length, ranges }) => {
      const key = keys.get(owner);
      if (!key) return { owner, ranges, deflated: null };
      try {
        const before = owner === FRAME ? object.subarray(0, at) : null;
        const slice = { exchange: row.id, owner, key: sealingKey(key), before };
        return { owner, ranges, deflated: unsealSlice(object.subarray(at, at + length), slice) };
      } catch (error) {
        throw new Refusal(
          'integrity-failure',
          'A recorded answer was changed in the store.',
          { exchangeId: row.id, owner },
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
      id: row.id,
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

  private async keysOf(
    exchangeId: string,
    { slices }: SealedHeader,
    known: ReadonlyMap<string, WrappedKey>,
  ): Promise<Map<string, Buffer>> {
    const missing = slices.map(({ owner }) => owner).filter((owner) => !known.has(owner));
    const found = missing.length > 0 ? await this.storedKeys(exchangeId, missing) : [];
    const keys = new Map<string, Buffer>();
    for (const [owner, key] of [...known, ...found]) {
      keys.set(owner, await this.keyring.unwrap(owner === FRAME ? exchangeId : owner, key));
    }
    return keys;
  }

  private async storedKeys(exchangeId: string, owners: readonly string[]): Promise<(readonly [string, WrappedKey])[]> {
    const rows: (WrappedKey & { owner: string })[] = await this.database.query(
      `SELECT item_id::text AS owner, kek, wrapped FROM item_key WHERE item_id = ANY($1::uuid[])
       UNION ALL SELECT '${FRAME}', kek, wrapped FROM frame_key WHERE exchange_id = $2`,
      [owners.filter((owner) => UUID.test(owner)), exchangeId],
    );
    return rows.map(({ owner, kek, wrapped }) => [owner, { kek, wrapped }]);
  }

  private async mediaOf(snapshotId: string): Promise<{ ordinal: number; bytes: Part['bytes'] }[]> {
    const rows: { ordinal: number; medium_id: string }[] = await this.database.query(
      `SELECT ordinal, medium_id FROM snapshot_medium WHERE snapshot_id = $1 ORDER BY ordinal`,
      [snapshotId],
    );
    const media: { ordinal: number; bytes: Part['bytes'] }[] = [];
    for (const { ordinal, medium_id: id } of rows) {
      const medium = await this.medium(id);
      media.push({ ordinal, bytes: medium.whole ?? medium });
    }
    return media;
  }
}

function asRecorded(mediumId: string, open: () => Buffer): Buffer {
  try {
    return open();
  } catch (cause) {
    const text = 'The stored bytes of a medium are not what was recorded.';
    throw new Refusal('integrity-failure', text, { mediumId }, { cause });
  }
}

async function* piecesOf(whole: Buffer): AsyncGenerator<Buffer> {
  yield whole;
}

function metaIn(tail: string): ExchangeMeta {
  const meta: ExchangeMeta = JSON.parse(tail);
  return meta;
}
