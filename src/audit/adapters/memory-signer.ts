import { generateKeyPairSync, sign } from 'node:crypto';
import { rawPublicKey } from '../checkpoint.rules.js';
import { Signer } from '../signer.port.js';

/** A key that lives as long as the process: for tests and measurements. */
export class MemorySigner extends Signer {
  private pair = generateKeyPairSync('ed25519');
  private nextPair = generateKeyPairSync('ed25519');

  get publicKey(): Buffer {
    return rawPublicKey(this.pair.publicKey);
  }

  override async sign(bytes: Uint8Array): Promise<Buffer> {
    return sign(null, bytes, this.pair.privateKey);
  }

  override async next(): Promise<Buffer> {
    return rawPublicKey(this.nextPair.publicKey);
  }

  override async signAsNext(bytes: Uint8Array): Promise<Buffer> {
    return sign(null, bytes, this.nextPair.privateKey);
  }

  override async adopt(): Promise<void> {
    this.pair = this.nextPair;
    this.nextPair = generateKeyPairSync('ed25519');
  }
}
