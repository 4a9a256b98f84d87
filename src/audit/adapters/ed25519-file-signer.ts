import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { existsSync, readFileSync, renameSync, statSync } from 'node:fs';
import { writeSecretFile } from '../../platform/index.js';
import { rawPublicKey } from '../checkpoint.rules.js';
import { Signer } from '../signer.port.js';

/** The log key in one PKCS#8 PEM file (0600), made at first start; the next one beside it while it is handed over. */
export class Ed25519FileSigner extends Signer {
  private readonly nextPath: string;
  private loaded: { readonly key: KeyObject; readonly written: string } | null = null;

  constructor(private readonly path: string) {
    super();
    this.nextPath = `${path}.next`;
    if (!existsSync(path)) writeSecretFile(path, freshPem());
    this.key();
  }

  get publicKey(): Buffer {
    return publicOf(this.key());
  }

  override async sign(bytes: Uint8Array): Promise<Buffer> {
    return sign(null, bytes, this.key());
  }

  override async next(): Promise<Buffer> {
    if (!existsSync(this.nextPath)) writeSecretFile(this.nextPath, freshPem());
    return publicOf(read(this.nextPath));
  }

  override async signAsNext(bytes: Uint8Array): Promise<Buffer> {
    return sign(null, bytes, read(this.nextPath));
  }

  override async adopt(): Promise<void> {
    renameSync(this.nextPath, this.path);
  }

  /** Read again when the file is another: another process may have adopted a key, or a person copied one here. */
  private key(): KeyObject {
    const { ino, mtimeMs } = statSync(this.path);
    const written = `${ino}|${mtimeMs}`;
    if (this.loaded?.written !== written) this.loaded = { key: read(this.path), written };
    return this.loaded.key;
  }
}

function read(path: string): KeyObject {
  return createPrivateKey(readFileSync(path));
}

function publicOf(key: KeyObject): Buffer {
  return rawPublicKey(createPublicKey(key));
}

function freshPem(): string {
  return String(generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }));
}
