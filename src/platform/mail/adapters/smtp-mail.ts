import { createTransport, type Transporter } from 'nodemailer';
import { isIP } from 'node:net';
import { Mail, MailError, type MailMessage } from '../mail.port.js';

export interface SmtpOptions {
  /** `smtp://user:password@mail.newford.example:587`, or `smtps://…`. */
  readonly url: string;
  /** The sender of every message. */
  readonly from: string;
  /** Certificates of authorities besides those the machine knows, as PEM. */
  readonly ca?: string;
  /** Whether it is spoken to without TLS; unless told, a server on this machine only. */
  readonly inClear?: boolean;
}

const CONNECT_MS = 10_000;
const SILENCE_MS = 30_000;
const PORTS = { 'smtp:': 587, 'smtps:': 465 } as const;

/**
 * RFC 5321 with TLS: from the first byte (`smtps:`), or by STARTTLS, without which nothing is sent, neither the password
 * nor the message. Only a server on this machine is also spoken to in clear.
 */
export class SmtpMail extends Mail {
  override readonly isSet = true;
  private readonly transport: Transporter;
  private readonly domain: string;

  constructor(private readonly options: SmtpOptions) {
    super();
    const url = new URL(options.url);
    const isSecure = url.protocol === 'smtps:';
    const host = url.hostname.replaceAll(/^\[|\]$/g, '');
    const { inClear = isThisMachine(host) } = options;
    this.domain = options.from.split('@').at(-1) ?? 'akta.localhost';
    this.transport = createTransport({
      host,
      port: url.port === '' ? PORTS[isSecure ? 'smtps:' : 'smtp:'] : Number(url.port),
      secure: isSecure,
      requireTLS: !isSecure && !inClear,
      ignoreTLS: !isSecure && inClear,
      tls: { minVersion: 'TLSv1.2', ...(options.ca === undefined ? {} : { ca: options.ca }) },
      ...(url.username === '' ? {} : { auth: { user: decoded(url.username), pass: decoded(url.password) } }),
      connectionTimeout: CONNECT_MS,
      greetingTimeout: CONNECT_MS,
      socketTimeout: SILENCE_MS,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }

  override async send({ id, to, subject, text }: MailMessage): Promise<void> {
    const { from } = this.options;
    try {
      await this.transport.sendMail({
        from,
        to,
        subject,
        text,
        messageId: `<${id}@${this.domain}>`,
        // RFC 3834: no holiday notice answers it.
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
    } catch (error) {
      throw faultOf(error);
    }
  }
}

/** A mail server's own words can repeat addresses: only its code is kept. */
function faultOf(error: unknown): MailError {
  const { responseCode, code, command } = Object(error);
  const isForGood = typeof responseCode === 'number' && responseCode >= 500 && ['RCPT TO', 'DATA'].includes(command);
  const said = [code, responseCode].filter((part) => typeof part === 'string' || typeof part === 'number').join(' ');
  return new MailError(isForGood ? 'refused' : 'unreachable', `The mail server did not take a message: ${said}`);
}

/** As it was meant, also where a `%` of a password was not written as `%25`. */
function decoded(text: string): string {
  return text.replaceAll(/(%[0-9a-f]{2})+/gi, (coded) =>
    Buffer.from(coded.replaceAll('%', ''), 'hex').toString('utf8'),
  );
}

function isThisMachine(host: string): boolean {
  if (isIP(host) === 4) return host.startsWith('127.');
  return host === '::1' || host === 'localhost';
}
