import { generateKeyPairSync, sign } from 'node:crypto';
import { rawPublicKey } from '../checkpoint.rules.js';
import { Signer } from '../signer.port.js';

/** A key that lives as long as the process: for tests and measurements. */
export class MemorySigner extends Signer {
  private readonly pair = generateKeyPairSync('ed25519');
  readonly publicKey = rawPublicKey(this.pair.publicKey);

  override async sign(bytes: Uint8Array): Promise<Buffer> {
    return sign(null, bytes, this.pair.privateKey);
  }
}
