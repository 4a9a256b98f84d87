import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { keyFile } from '../../config/key-file.js';
import { Refusal } from '../../http/problems.js';
import { SecretBox } from '../secret-box.port.js';

const NONCE = 12;
const TAG = 16;

/** AES-256-GCM under a key file made at first use: nonce ‖ ciphertext ‖ tag, `about` authenticated beside it. */
export class FileSecretBox extends SecretBox {
  private key: Buffer | null = null;

  constructor(private readonly path: string) {
    super();
  }

  override seal(secret: string, about: string): Buffer {
    const nonce = randomBytes(NONCE);
    const cipher = createCipheriv('aes-256-gcm', this.load(), nonce).setAAD(Buffer.from(about));
    return Buffer.concat([nonce, cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  }

  override open(sealed: Buffer, about: string): string {
    try {
      const decipher = createDecipheriv('aes-256-gcm', this.load(), sealed.subarray(0, NONCE), { authTagLength: TAG });
      decipher.setAAD(Buffer.from(about)).setAuthTag(sealed.subarray(-TAG));
      return decipher.update(sealed.subarray(NONCE, -TAG)).toString('utf8') + decipher.final('utf8');
    } catch (cause) {
      const text = 'A sealed secret cannot be opened: it belongs to another installation. Set it again.';
      throw new Refusal('integrity-failure', text, { about }, { cause });
    }
  }

  private load(): Buffer {
    return (this.key ??= keyFile(this.path));
  }
}
