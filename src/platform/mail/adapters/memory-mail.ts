import { Mail, type MailError, type MailMessage } from '../mail.port.js';

/** Keeps what it is sent; `fault` is thrown instead while it is set. */
export class MemoryMail extends Mail {
  override readonly isSet = true;
  readonly sent: MailMessage[] = [];
  fault: MailError | null = null;

  override send(message: MailMessage): Promise<void> {
    if (this.fault) return Promise.reject(this.fault);
    this.sent.push(message);
    return Promise.resolve();
  }
}
