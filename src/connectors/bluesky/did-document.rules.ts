import { parseDidKey } from '@atcute/crypto';
import { fromBase58Btc, toBase58Btc } from '@atcute/multibase';
import { type JsonObject, objectsAt, textAt } from '../json.rules.js';
import type { IdentityState } from './plc.rules.js';

/** What a `did:web` says of itself now; it has no history. Shapes: w3.org/TR/did-core, atproto.com/specs/did. */
export function readDidDocument(did: string, document: JsonObject): IdentityState | null {
  if (textAt(document, 'id') !== did) return null;
  const named = (list: string, name: string): JsonObject | undefined =>
    objectsAt(document, list).find((one) => [name, did + name].includes(textAt(one, 'id') ?? ''));
  const names = document['alsoKnownAs'];
  const texts = Array.isArray(names) ? names.filter((one) => typeof one === 'string') : [];
  const method = named('verificationMethod', '#atproto');
  return {
    cid: '',
    at: '',
    nullified: false,
    tombstone: false,
    handles: texts.flatMap((name) => (name.startsWith('at://') ? [name.slice(5)] : [])),
    pds: textAt(named('service', '#atproto_pds') ?? {}, 'serviceEndpoint'),
    key: method ? keyOf(method) : null,
    rotationKeys: [],
  };
}

/** As `did:key`. Older documents give the bare point, of which only the first half and the sign of the other count. */
function keyOf(method: JsonObject): string | null {
  const text = textAt(method, 'publicKeyMultibase');
  const type = textAt(method, 'type');
  if (text === null || !text.startsWith('z')) return null;
  try {
    const prefix = type === null ? undefined : PREFIXES[type];
    const key = prefix
      ? `z${toBase58Btc(Uint8Array.from([...prefix, ...compressed(fromBase58Btc(text.slice(1)))]))}`
      : text;
    parseDidKey(`did:key:${key}`);
    return `did:key:${key}`;
  } catch {
    return null;
  }
}

const PREFIXES: Readonly<Record<string, readonly number[]>> = {
  EcdsaSecp256k1VerificationKey2019: [0xe7, 0x01],
  EcdsaSecp256r1VerificationKey2019: [0x80, 0x24],
};

function compressed(point: Uint8Array): Uint8Array {
  if (point.length !== 65 || point[0] !== 4) return point;
  return Uint8Array.from([2 + ((point[64] ?? 0) & 1), ...point.subarray(1, 33)]);
}
