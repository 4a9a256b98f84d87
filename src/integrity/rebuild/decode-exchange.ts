import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import {
  type ExchangeMeta,
  FRAME,
  inflateSlice,
  Keyring,
  ObjectStore,
  readHeader,
  sealingKey,
  unsealSlice,
  type WrappedKey,
} from '../../archive/index.js';
import { ConnectorRegistry } from '../../connectors/index.js';

/** A version as the sealed exchange that brought it tells it. */
export interface ToldVersion {
  readonly item: string;
  readonly snapshot: string;
  readonly number: number;
  readonly cause: 'first-seen' | 'edited' | 'history' | 'poll-closed' | 'medium-obtained';
  readonly observedAt: string;
  readonly late?: boolean;
  readonly kind?: string;
  readonly media: readonly (readonly [ordinal: number, medium: string])[];
  readonly mimes?: readonly string[];
  /** The exact bytes committed to. */
  readonly json: Buffer;
}

export interface DecodedExchange {
  readonly exchange: string;
  readonly object: string;
  readonly stored: number;
  readonly received: number;
  readonly meta: ExchangeMeta;
  readonly frameKey: WrappedKey;
  /** Who owns bytes in it, known here or not. */
  readonly owners: readonly string[];
  readonly versions: readonly ToldVersion[];
  /** Wrapped, of the owners whose keys are there or laid ready. */
  readonly keys: ReadonlyMap<string, WrappedKey>;
}

/** Opens a sealed exchange that no row knows, with keys laid ready: what stands in it is believed once its frame opened. */
@Injectable()
export class DecodeExchange {
  constructor(
    private readonly database: DataSource,
    private readonly store: ObjectStore,
    private readonly keyring: Keyring,
    private readonly connectors: ConnectorRegistry,
  ) {}

  /** Null where there is no key to its frame, or it was changed. */
  async run({ exchange, object }: { exchange: string; object: string }): Promise<DecodedExchange | null> {
    const bytes = await this.store.get(object);
    const header = readHeader(bytes);
    const owners = header.slices.map(({ owner }) => owner).filter((owner) => owner !== FRAME);
    const keys = await this.keysOf(exchange, owners);
    const frameKey = keys.get(FRAME);
    const frame = header.slices.at(-1);
    if (!frameKey || !frame) return null;
    const dictionary = this.connectors.dictionaryOf(header.dictionary);
    const open = async (slice: typeof frame): Promise<string | null> => {
      const key = keys.get(slice.owner);
      if (!key) return null;
      const about = slice.owner === FRAME ? exchange : slice.owner;
      const before = slice.owner === FRAME ? bytes.subarray(0, slice.at) : null;
      const sealing = sealingKey(await this.keyring.unwrap(about, key));
      const sealed = bytes.subarray(slice.at, slice.at + slice.length);
      return inflateSlice(unsealSlice(sealed, { exchange, owner: slice.owner, key: sealing, before }), dictionary).tail;
    };
    const tail = await open(frame).catch(() => null);
    if (tail === null) return null;
    const meta: ExchangeMeta = JSON.parse(tail);
    // Sealed before this was kept with it: its row is in a copy of the tables, or nowhere.
    if (!Object.hasOwn(meta, 'kept')) return null;
    const versions: ToldVersion[] = [];
    for (const slice of header.slices.slice(0, -1)) versions.push(...versionsIn(slice.owner, await open(slice)));
    return {
      exchange,
      object,
      stored: bytes.length,
      received: header.received,
      meta,
      frameKey,
      owners,
      versions: versions.toSorted((a, b) => a.number - b.number),
      keys,
    };
  }

  private async keysOf(exchange: string, owners: readonly string[]): Promise<Map<string, WrappedKey>> {
    const rows: (WrappedKey & { owner: string })[] = await this.database.query(
      `SELECT DISTINCT ON (owner) owner, kek, wrapped FROM (
         SELECT item_id::text AS owner, kek, wrapped FROM item_key WHERE item_id = ANY($1::uuid[])
         UNION ALL SELECT id, kek, wrapped FROM rebuild_key WHERE kind = 'item_key' AND id = ANY($1::text[])
         UNION ALL SELECT '${FRAME}', kek, wrapped FROM rebuild_key WHERE kind = 'frame_key' AND id = $2) k`,
      [owners, exchange],
    );
    return new Map(rows.map(({ owner, kek, wrapped }) => [owner, { kek, wrapped }]));
  }
}

function versionsIn(item: string, tail: string | null): ToldVersion[] {
  if (tail === null) return [];
  const told: (Omit<ToldVersion, 'item' | 'json'> & { item: string })[] = JSON.parse(tail);
  return told.map(({ item: json, ...version }) => ({ ...version, item, json: Buffer.from(json) }));
}
