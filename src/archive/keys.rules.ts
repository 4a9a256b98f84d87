import { createCipheriv, createDecipheriv, createHmac, randomFillSync } from 'node:crypto';

export const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** How much longer sealed bytes are. */
export const SEAL_BYTES = NONCE_BYTES + TAG_BYTES;

/** AES-256-GCM with a random 96-bit nonce: nonce ‖ ciphertext ‖ tag. `about` is authenticated, not stored. */
export function seal(key: Uint8Array, plain: Uint8Array, about: string): Buffer {
  const nonce = nextNonce();
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(about));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** Random bytes are asked for by the thousand: the call costs more than what it gives. No byte is given out twice. */
const NONCES_AT_ONCE = 512;
let nonces = Buffer.alloc(0);

function nextNonce(): Buffer {
  if (nonces.length === 0) nonces = randomFillSync(Buffer.allocUnsafeSlow(NONCES_AT_ONCE * NONCE_BYTES));
  const nonce = nonces.subarray(0, NONCE_BYTES);
  nonces = nonces.subarray(NONCE_BYTES);
  return nonce;
}

/** Throws when the key, the bytes or `about` are not those that were sealed. */
export function unseal(key: Uint8Array, sealed: Uint8Array, about: string): Buffer {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  if (bytes.length < SEAL_BYTES) throw new Error('Sealed bytes are too short');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES)).setAAD(Buffer.from(about));
  decipher.setAuthTag(bytes.subarray(bytes.length - TAG_BYTES));
  const plain = decipher.update(bytes.subarray(NONCE_BYTES, bytes.length - TAG_BYTES));
  // Checks the tag, and has no bytes to add: the mode is a stream's.
  decipher.final();
  return plain;
}

/** What a medium's seal authenticates beside its bytes. */
export function mediumAbout(id: string, mime: string): string {
  return `${id}|${mime}`;
}

/** K_item's use for sealing, apart from its use for salts. */
export function sealingKey(itemKey: Uint8Array): Buffer {
  return derive(itemKey, 'akta/seal/1');
}

/** Independent keys of one secret, by purpose: HKDF-SHA256 (RFC 5869) without salt, whose 32 bytes are its first block. */
export function derive(secret: Uint8Array, purpose: string): Buffer {
  const extracted = keyed(NO_SALT, secret);
  return keyed(extracted, `${purpose}\x01`);
}
const NO_SALT = Buffer.alloc(KEY_BYTES);

export function keyed(key: Uint8Array, bytes: Uint8Array | string): Buffer {
  return createHmac('sha256', key).update(bytes).digest();
}
