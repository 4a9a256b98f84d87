import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { writeSecretFile } from '../../platform/index.js';
import { rawPublicKey } from '../checkpoint.rules.js';
import { Signer } from '../signer.port.js';

/** The log key in one PKCS#8 PEM file (0600), made at first start. */
export class Ed25519FileSigner extends Signer {
  private readonly key: KeyObject;
  readonly publicKey: Buffer;

  constructor(path: string) {
    super();
    if (!existsSync(path)) {
      writeSecretFile(path, generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }));
    }
    this.key = createPrivateKey(readFileSync(path));
    this.publicKey = rawPublicKey(createPublicKey(this.key));
  }

  override async sign(bytes: Uint8Array): Promise<Buffer> {
    return sign(null, bytes, this.key);
  }
}
