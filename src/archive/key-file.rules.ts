import { derive, KEY_BYTES, keyed, seal, unseal } from './keys.rules.js';
import type { KeyFileView } from './views.types.js';

/** What a key file holds, in the order in which rows can be put back: what wraps before what is wrapped. */
export const KEY_KINDS = ['kek', 'body_secret', 'item_key', 'medium_key', 'frame_key'] as const;
export type KeyKind = (typeof KEY_KINDS)[number];

/** A row of key material, wrapped as it is in the database. */
export interface KeptKey {
  readonly id: string;
  /** Empty for what the key wrapper wrapped itself. */
  readonly kek: string;
  readonly wrapped: Buffer;
}

/** Names the parts of a key file and says what is in them. Times RFC 3339 UTC. */
export interface KeyFileIndex {
  readonly id: string;
  readonly madeAt: string;
  readonly keptUntil: string;
  readonly parts: readonly KeyFilePart[];
}

export interface KeyFilePart {
  readonly object: string;
  readonly kind: KeyKind;
  readonly keys: number;
}

/** What the master key's seal over a key file's own key authenticates. */
export const KEY_FILE_ABOUT = 'key-file';
/** And over the own key of a copy of tables: a register, a backup. */
export const COPY_ABOUT = 'table-copy';
const INDEX_ABOUT = 'key-file|index';

/** The index as stored: length of the wrapped key (2 bytes) ‖ wrapped key ‖ the index sealed under that key. */
export function sealIndex(index: KeyFileIndex, own: { readonly key: Buffer; readonly wrapped: Buffer }): Buffer {
  return Buffer.concat([sized(own.wrapped), seal(own.key, Buffer.from(JSON.stringify(index)), INDEX_ABOUT)]);
}

/** The wrapped key at the beginning of an index, of key files and of copies alike. Throws where the bytes are too short. */
export function wrappedKeyOf(object: Buffer): Buffer {
  const length = object.readUInt16BE(0);
  if (length < KEY_BYTES || object.length < 2 + length) throw new Error('Too short for a key file');
  return object.subarray(2, 2 + length);
}

/** Throws when one bit of it is not what was sealed. */
export function openIndex(object: Buffer, key: Buffer): KeyFileIndex {
  const sealed = object.subarray(2 + object.readUInt16BE(0));
  const index: KeyFileIndex = JSON.parse(unseal(key, sealed, INDEX_ABOUT).toString('utf8'));
  return index;
}

/** What the log and the row say of a key file: nobody can test a guess against it without its key. */
export function indexDigest(index: KeyFileIndex, key: Buffer): Buffer {
  return keyed(derive(key, 'akta/key-file/1'), JSON.stringify(index));
}

/** What may be told of a key file. */
export function keyFileView(index: KeyFileIndex): Omit<KeyFileView, 'bytes' | 'recorded'> {
  return {
    id: index.id,
    madeAt: index.madeAt,
    keptUntil: index.keptUntil,
    above: countKeys(index, 'kek', 'body_secret'),
    items: countKeys(index, 'item_key'),
    media: countKeys(index, 'medium_key'),
    frames: countKeys(index, 'frame_key'),
    parts: index.parts.length,
  };
}

function countKeys({ parts }: KeyFileIndex, ...kinds: readonly KeyKind[]): number {
  return parts.filter(({ kind }) => kinds.includes(kind)).reduce((sum, { keys }) => sum + keys, 0);
}

/** `place`: which part it is, so that two parts cannot be exchanged. */
export function sealPart(keys: readonly KeptKey[], of: { id: string; place: number; key: Buffer }): Buffer {
  const fields = keys.flatMap(({ id, kek, wrapped }) => [Buffer.from(id), Buffer.from(kek), wrapped]);
  return seal(of.key, Buffer.concat(fields.map(sized)), partAbout(of));
}

/** Throws when one bit of it is not what was sealed. */
export function openPart(object: Buffer, of: { id: string; place: number; key: Buffer }): KeptKey[] {
  const plain = unseal(of.key, object, partAbout(of));
  let at = 0;
  const next = (): Buffer => {
    const from = at + 2;
    at = from + plain.readUInt16BE(at);
    return plain.subarray(from, at);
  };
  const keys: KeptKey[] = [];
  while (at < plain.length) keys.push({ id: next().toString(), kek: next().toString(), wrapped: next() });
  return keys;
}

function partAbout({ id, place }: { id: string; place: number }): string {
  return `${KEY_FILE_ABOUT}|${id}|${place}`;
}

/** A field and its length before it. */
function sized(field: Buffer): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(field.length);
  return Buffer.concat([length, field]);
}
