/**
 * Signs checkpoints. The key never leaves the adapter.
 * - `sign` is Ed25519 over exactly these bytes (RFC 8032, pure), by the key of `publicKey`;
 * - `publicKey` is the raw 32-byte key; it changes when this process or another adopts the next one;
 * - `next` makes the next key where there is none, and signs nothing by itself; it answers the same until it is adopted;
 * - `adopt` puts the next key in the place of this one, which is gone then.
 */
export abstract class Signer {
  abstract readonly publicKey: Buffer;
  abstract sign(bytes: Uint8Array): Promise<Buffer>;
  abstract next(): Promise<Buffer>;
  abstract signAsNext(bytes: Uint8Array): Promise<Buffer>;
  abstract adopt(): Promise<void>;
}
