import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Connector, RawExchange } from '../connectors/index.js';
import { Clock } from '../platform/index.js';
import { Keyring, type WrappedKey } from './keyring.js';
import { KEY_BYTES, sealingKey } from './keys.rules.js';
import { lockUntil } from './lock.rules.js';
import { ObjectStore } from './object-store.port.js';
import { sealExchange } from './sealed-exchange.rules.js';
import { cut, FRAME, type OwnedRange, pick } from './slices.rules.js';

export interface ExchangeToKeep {
  readonly id: string;
  readonly bodyId: string;
  readonly connector: Pick<Connector, 'platform' | 'version' | 'dictionary'>;
  readonly raw: RawExchange;
  readonly owned: readonly OwnedRange[];
  /** K_item of every owner. */
  readonly keys: ReadonlyMap<string, Uint8Array>;
  /** For an owner, the snapshots this exchange gave rise to, as JSON. */
  readonly tails: ReadonlyMap<string, string>;
  readonly kept: Omit<KeptFor, 'body' | 'digest'>;
}

/** Why an exchange is kept and by whose capture: all its row needs, so that the row can be made from the object alone. */
export interface KeptFor {
  readonly body: string;
  readonly account: string;
  readonly capture: string;
  readonly loop: string;
  readonly why: 'new' | 'finding' | 'gap' | 'canary';
  /** Lower-case hex of the keyed digest of its body. */
  readonly digest: string;
  /** Those that rest on it. */
  readonly findings: readonly object[];
}

/** What the row of a kept exchange will say. */
export interface KeptExchange {
  readonly id: string;
  readonly object: string;
  readonly stored: number;
  readonly received: number;
  readonly digest: Buffer;
  readonly frameKey: WrappedKey;
  readonly owners: readonly string[];
  readonly at: string;
}

/** Bytes before rows: cuts an exchange among its owners, seals each slice and stores it durably, in one PUT. */
@Injectable()
export class KeepExchange {
  constructor(
    private readonly store: ObjectStore,
    private readonly keyring: Keyring,
    private readonly clock: Clock,
  ) {}

  async run({ id, bodyId, connector, raw, owned, keys, tails, kept }: ExchangeToKeep): Promise<KeptExchange> {
    const frameKey = randomBytes(KEY_BYTES);
    const secret = await this.keyring.secretOf(bodyId);
    const digest = secret.exchange(raw.body);
    const meta = metaOf(raw, { body: bodyId, ...kept, digest: digest.toString('hex') });
    const slices = cut(raw.body.length, owned).map(({ owner, ranges }) => {
      const itemKey = owner === FRAME ? frameKey : keys.get(owner);
      if (!itemKey) throw new Error(`No key for owner ${owner} of exchange ${id}`);
      const tail = owner === FRAME ? meta : (tails.get(owner) ?? '[]');
      return { owner, ranges, key: sealingKey(itemKey), bytes: pick(raw.body, ranges), tail };
    });
    const header = {
      exchange: id,
      dictionary: `${connector.platform}/${connector.version}`,
      received: raw.body.length,
      masked: raw.masked,
    };
    const sealed = sealExchange(header, slices, connector.dictionary);
    const object = await this.store.put(secret.objectName('x', id), sealed, lockUntil(this.clock.now()));
    return {
      id,
      object,
      stored: sealed.length,
      received: raw.body.length,
      digest,
      frameKey: (await this.keyring.current()).wrap(id, frameKey),
      owners: slices.map(({ owner }) => owner).filter((owner) => owner !== FRAME),
      at: raw.receivedAt,
    };
  }
}

/** Everything of the exchange but its body, as the frame's tail holds it. */
export type ExchangeMeta = Omit<RawExchange, 'body' | 'masked'> & { readonly kept: KeptFor };

function metaOf(
  { method, url, requestHeaders, status, responseHeaders, sentAt, receivedAt }: RawExchange,
  kept: KeptFor,
): string {
  const meta: ExchangeMeta = { method, url, requestHeaders, status, responseHeaders, sentAt, receivedAt, kept };
  return JSON.stringify(meta);
}
