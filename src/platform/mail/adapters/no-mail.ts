import { Mail, MailError } from '../mail.port.js';

/** Where no mail server is set. */
export class NoMail extends Mail {
  override readonly isSet = false;

  override send(): Promise<void> {
    return Promise.reject(new MailError('unreachable', 'No mail server is set'));
  }
}
