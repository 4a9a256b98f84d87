/**
 * What the log holds of a snapshot: SHA-256 of `parts.txt`, one line `HMAC-SHA256(salt, bytes)  name` a part. Any part
 * can be withheld and the rest still proved; without the salt nothing can be tested against it.
 */
import { createHmac, hash } from 'node:crypto';
import type { ItemBody } from '../connectors/index.js';

/** Bytes that are more than is held at once: read from their beginning, as often as wanted. */
export interface Pieces {
  readonly size: number;
  pieces(): AsyncIterable<Uint8Array>;
}

/** Of a medium that is too large to hold, the bytes come in pieces. */
export interface Part {
  readonly name: string;
  readonly bytes: Uint8Array | Pieces;
}

/** `HMAC-SHA256(K_item, "akta/salt/1" ‖ 0 ‖ snapshot ‖ 0 ‖ part)`, 32 bytes. */
export function saltOf(itemKey: Uint8Array, snapshotId: string, part: string): Buffer {
  return createHmac('sha256', itemKey).update(`akta/salt/1\0${snapshotId}\0${part}`).digest();
}

/** Lines in the order of parts, each ended by LF. */
export async function partsText(itemKey: Uint8Array, snapshotId: string, parts: readonly Part[]): Promise<string> {
  let text = '';
  for (const { name, bytes } of parts) {
    const hmac = createHmac('sha256', saltOf(itemKey, snapshotId, name));
    if (bytes instanceof Uint8Array) hmac.update(bytes);
    else for await (const piece of bytes.pieces()) hmac.update(piece);
    text += `${hmac.digest('hex')}  ${name}\n`;
  }
  return text;
}

export function commitOf(partsTxt: string): Buffer {
  return hash('sha256', partsTxt, 'buffer');
}

/** The fields a redaction may take out, each a part of its own where it is not empty. Append only. */
const FIELDS: readonly (readonly [name: string, of: (body: ItemBody) => string | null | undefined])[] = [
  ['field:text', (body) => body.text],
  ['field:title', (body) => body.title],
  ['field:content-warning', (body) => body.contentWarning],
  ['field:author-handle', (body) => body.author?.handle],
  ['field:author-name', (body) => body.author?.displayName],
  ['field:profile', (body) => (body.profile ? JSON.stringify(body.profile) : null)],
  ['field:poll', (body) => (body.poll ? JSON.stringify(body.poll) : null)],
];

/** Parts of a snapshot: the exact item.json, each redactable field, each alt text, each medium that was obtained. */
export function partsOf(
  itemJson: Uint8Array,
  body: ItemBody,
  media: readonly { readonly ordinal: number; readonly bytes: Part['bytes'] }[],
): Part[] {
  const parts: Part[] = [{ name: 'item.json', bytes: itemJson }];
  for (const [name, of] of FIELDS) {
    const value = of(body);
    if (value) parts.push({ name, bytes: Buffer.from(value) });
  }
  body.media.forEach(({ alt }, i) => {
    if (alt) parts.push({ name: `field:alt-${i + 1}`, bytes: Buffer.from(alt) });
  });
  for (const { ordinal, bytes } of media) parts.push({ name: `medium-${ordinal}`, bytes });
  return parts;
}
