/**
 * Signs checkpoints. The key never leaves the adapter.
 * - `sign` is Ed25519 over exactly these bytes (RFC 8032, pure);
 * - `publicKey` is the raw 32-byte key and stays the same while the process runs.
 */
export abstract class Signer {
  abstract readonly publicKey: Buffer;
  abstract sign(bytes: Uint8Array): Promise<Buffer>;
}
