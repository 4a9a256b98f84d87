/** A message in plain text, to one person. */
export interface MailMessage {
  /** The same for the same message sent again, so that a mailbox can tell: the local part of its Message-ID. */
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** `refused`: the mail server does not take it for this address. `unreachable`: not now; the same may go through later. */
export type MailFault = 'refused' | 'unreachable';

/** Says nothing of what was sent, and to whom. */
export class MailError extends Error {
  override readonly name = 'MailError';

  constructor(
    readonly fault: MailFault,
    message: string,
  ) {
    super(message);
  }
}

/** Sends mail. Promised by SMTP; by nothing where no mail server is set, which is then said to people. */
export abstract class Mail {
  abstract readonly isSet: boolean;

  /** Resolves when the mail server has taken it. @throws {MailError} */
  abstract send(message: MailMessage): Promise<void>;

  /** Whether something is an address a message can be sent to. */
  static isAddress(text: string): boolean {
    return text.length <= 254 && /^[^\s@<>",;:\\()[\]]{1,64}@[^\s@<>",;:\\()[\]]{1,253}$/.test(text);
  }
}
