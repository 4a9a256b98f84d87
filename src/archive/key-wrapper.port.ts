/**
 * Keeps the key that wraps the archive's monthly key-encryption keys, the secrets of bodies and the keys of key files (a
 * file today, a KMS later). It wraps those and nothing else: item keys never reach it.
 * - `unwrap(wrap(key, about), about)` is the key, in any process, after any restart and any rotation;
 * - `unwrap` rejects bytes wrapped elsewhere, for another purpose, or changed.
 */
export abstract class KeyWrapper {
  abstract wrap(key: Uint8Array, about: string): Promise<Buffer>;
  abstract unwrap(wrapped: Uint8Array, about: string): Promise<Buffer>;
  /** Makes the next key: it unwraps from now on, and wraps nothing yet. One that is made already stays the next. */
  abstract prepare(): Promise<void>;
  /** Wraps with the next key from now on, made where none is; those before still unwrap. */
  abstract rotate(): Promise<void>;
  /** Whether the key that wraps now wrapped this. */
  abstract isCurrent(wrapped: Uint8Array, about: string): Promise<boolean>;
  /** How many earlier keys still unwrap. */
  abstract earlier(): Promise<number>;
  /** Forgets all earlier keys: what only they open is lost for good. */
  abstract forgetEarlier(): Promise<void>;
}
