/** C2SP signed notes (signed-note), checkpoints (tlog-checkpoint) and proofs (tlog-proof@v1) with Ed25519 keys. */
import { createPublicKey, hash, type KeyObject, verify } from 'node:crypto';

const ED25519 = 1;
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Buffer;
}

/** First four bytes of SHA-256(name ‖ "\n" ‖ 0x01 ‖ key). */
export function keyId(name: string, rawKey: Uint8Array): Buffer {
  return hash('sha256', Buffer.concat([Buffer.from(`${name}\n`), Buffer.from([ED25519]), rawKey]), 'buffer').subarray(
    0,
    4,
  );
}

/** `<name>+<key id hex>+<base64(0x01 ‖ key)>`: what `note.NewVerifier` of Go reads. */
export function verifierKey(name: string, rawKey: Uint8Array): string {
  const key = Buffer.concat([Buffer.from([ED25519]), rawKey]).toString('base64');
  return `${name}+${keyId(name, rawKey).toString('hex')}+${key}`;
}

/** The raw key of a verifier key as `verifierKey` writes it; null where it is none. */
export function rawKeyOf(text: string): Buffer | null {
  const key = Buffer.from(/^[^+]+\+[0-9a-f]{8}\+(.+)$/.exec(text)?.[1] ?? '', 'base64');
  return key.length === 33 && key[0] === ED25519 ? key.subarray(1) : null;
}

/** `a1b2 c3d4 …`: SHA-256 of the raw key, what a person compares with the published one. */
export function keyFingerprint(rawKey: Uint8Array): string {
  return hash('sha256', rawKey, 'hex').slice(0, 32).match(/.{4}/g)?.join(' ') ?? '';
}

export function publicKeyOf(rawKey: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.concat([SPKI_PREFIX, rawKey]), format: 'der', type: 'spki' });
}

export function rawPublicKey(key: KeyObject): Buffer {
  return key.export({ format: 'der', type: 'spki' }).subarray(SPKI_PREFIX.length);
}

/** The text that is signed. */
export function checkpointBody({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${root.toString('base64')}\n`;
}

export function signedNote(
  body: string,
  signatures: readonly { name: string; keyId: Buffer; signature: Buffer }[],
): string {
  const lines = signatures.map(
    ({ name, keyId: id, signature }) => `— ${name} ${Buffer.concat([id, signature]).toString('base64')}\n`,
  );
  return `${body}\n${lines.join('')}`;
}

export type NoteVerdict =
  | { readonly valid: true; readonly checkpoint: Checkpoint }
  | { readonly valid: false; readonly because: 'unreadable' | 'not signed by this key' | 'signature does not match' };

/** Opens a checkpoint: it must be well formed and carry a matching signature by this key; others are ignored. */
export function openCheckpoint(note: string, rawKey: Uint8Array): NoteVerdict {
  const cut = note.indexOf('\n\n');
  const body = note.slice(0, cut + 1);
  const checkpoint = cut < 0 || !note.endsWith('\n') ? null : readBody(body);
  if (!checkpoint) return { valid: false, because: 'unreadable' };
  const signature = signatureBy(note.slice(cut + 2), checkpoint.origin, keyId(checkpoint.origin, rawKey));
  if (!signature) return { valid: false, because: 'not signed by this key' };
  if (!verify(null, Buffer.from(body), publicKeyOf(rawKey), signature)) {
    return { valid: false, because: 'signature does not match' };
  }
  return { valid: true, checkpoint };
}

const SIZE = /^(0|[1-9]\d{0,15})$/;

function readBody(body: string): Checkpoint | null {
  const [origin = '', size = '', root = '', ...more] = body.split('\n');
  const bytes = Buffer.from(root, 'base64');
  const wellFormed = origin !== '' && SIZE.test(size) && more.join('') === '';
  const hasRoot = bytes.length === 32 && bytes.toString('base64') === root;
  return wellFormed && hasRoot ? { origin, size: Number(size), root: bytes } : null;
}

/** The signature of this name and key among the lines of a note. */
export function signatureBy(lines: string, name: string, id: Buffer): Buffer | null {
  for (const line of lines.split('\n')) {
    const [dash, signer, value, ...more] = line.split(' ');
    if (dash !== '—' || signer !== name || value === undefined || more.length > 0) continue;
    const bytes = Buffer.from(value, 'base64');
    if (bytes.length === 68 && bytes.subarray(0, 4).equals(id)) return bytes.subarray(4);
  }
  return null;
}

export function printProof(index: number, path: readonly Buffer[], checkpoint: string): string {
  return `c2sp.org/tlog-proof@v1\nindex ${index}\n${path.map((step) => `${step.toString('base64')}\n`).join('')}\n${checkpoint}`;
}
