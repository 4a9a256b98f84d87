/**
 * Keeps the key that wraps the archive's monthly key-encryption keys, the secrets of bodies and the keys of key files (a
 * file today, a KMS later). It wraps those and nothing else: item keys never reach it.
 * - `unwrap(wrap(key, about), about)` is the key, in any process and after any restart;
 * - `unwrap` rejects bytes wrapped elsewhere, for another purpose, or changed.
 */
export abstract class KeyWrapper {
  abstract wrap(key: Uint8Array, about: string): Promise<Buffer>;
  abstract unwrap(wrapped: Uint8Array, about: string): Promise<Buffer>;
}
