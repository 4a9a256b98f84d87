import { Ed25519FileSigner } from '../../adapters/ed25519-file-signer.js';
import { WitnessSigner } from '../witness-logs.js';

/** As the log's, in a file of its own that is made at first use: most archives are nobody's witness. */
export class WitnessFileSigner extends WitnessSigner {
  private signer: Ed25519FileSigner | null = null;

  constructor(private readonly path: string) {
    super();
  }

  get publicKey(): Buffer {
    return this.open().publicKey;
  }

  override sign(bytes: Uint8Array): Promise<Buffer> {
    return this.open().sign(bytes);
  }

  private open(): Ed25519FileSigner {
    this.signer ??= new Ed25519FileSigner(this.path);
    return this.signer;
  }
}
