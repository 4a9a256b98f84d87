import { Injectable } from '@nestjs/common';
import { ConnectorError, DetectAccount, type DetectedAccount } from '../connectors/index.js';
import { Clock, Config, openOutbound, OutboundError, Refusal } from '../platform/index.js';
import { userAgent } from './user-agent.js';

export interface Sought {
  /** What a person has: an address, `@handle@host`, a feed's address. */
  readonly address: string;
  readonly token?: string;
  /** The account's server stands in our own network. */
  readonly privateAllowed?: boolean;
}

const LONGEST_ADDRESS = 2_000;
const PROBE_MS = 60_000;

/** Looks at what a person typed and says which account it is, or in one sentence why it is none. */
@Injectable()
export class FindAccount {
  constructor(
    private readonly detect: DetectAccount,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** @throws {Refusal} */
  async run({ address, token, privateAllowed = false }: Sought): Promise<DetectedAccount> {
    const typed = address.trim();
    if (typed === '' || typed.length > LONGEST_ADDRESS || typed.includes('\0')) throw notAnAddress();
    const http = openOutbound({
      clock: this.clock,
      allowPrivate: privateAllowed,
      userAgent: userAgent(this.config),
      ...(token === undefined ? {} : { token: { value: token, origin: originOf(typed) } }),
    });
    try {
      return await this.detect.run({ typed, http, signal: AbortSignal.timeout(PROBE_MS) });
    } catch (error) {
      throw refusalOf(error, token !== undefined);
    }
  }
}

/** Where a token may be sent while the account is only being looked at: the host that was typed, and no other. */
function originOf(typed: string): string {
  if (/^https?:\/\//i.test(typed) && URL.canParse(typed)) return new URL(typed).origin;
  const host = `https://${typed.split('@').at(-1) ?? ''}`;
  if (!URL.canParse(host)) throw notAnAddress();
  return new URL(host).origin;
}

function notAnAddress(): Refusal {
  return new Refusal(
    'not-an-account',
    'This is neither an account address nor a feed address. Give one such as https://social.example/@city, @city@social.example or the address of a feed.',
  );
}

function refusalOf(error: unknown, withToken: boolean): unknown {
  const outbound = outboundOf(error);
  if (outbound) return unreachable(outbound);
  if (!(error instanceof ConnectorError)) return error;
  const because = { cause: error };
  switch (error.fault) {
    case 'not-an-account':
    case 'account-gone':
      return new Refusal('not-an-account', `${sentence(error.message)} Check the address.`, {}, because);
    case 'access-refused':
      return new Refusal(
        'platform-refused',
        withToken
          ? 'The platform refused this token. Make a new one there that may read the account.'
          : 'The platform shows this account only to those with access. Give a token that may read it.',
        {},
        because,
      );
    case 'rate-limited':
      return new Refusal(
        'platform-unavailable',
        'The platform asked us to wait. Try again in some minutes.',
        {},
        because,
      );
    case 'unavailable':
      return new Refusal('platform-unavailable', `${sentence(error.message)} Try again later.`, {}, because);
    case 'protocol':
      return new Refusal(
        'not-an-account',
        `What answers there is not an account: ${sentence(error.message)}`,
        {},
        because,
      );
  }
}

function outboundOf(error: unknown): OutboundError | null {
  if (error instanceof OutboundError) return error;
  const cause = error instanceof ConnectorError ? (error.cause ?? error.details.cause) : null;
  return cause instanceof OutboundError ? cause : null;
}

function unreachable(error: OutboundError): Refusal {
  const because = { cause: error };
  const text = sentence(error.message);
  switch (error.fault) {
    case 'unknown-host':
      return new Refusal('not-an-account', `${text} Check how the address is spelled.`, {}, because);
    case 'address-refused':
      return new Refusal(
        'address-refused',
        `${text} Only an account said to stand in your own network may have one.`,
        {},
        because,
      );
    case 'too-large':
    case 'too-many-redirects':
      return new Refusal('not-an-account', `${text} No account answers so.`, {}, because);
    case 'certificate':
    case 'broken-answer':
    case 'refused-connection':
    case 'timeout':
    case 'aborted':
      return new Refusal('platform-unavailable', `${text} Nothing was stored. Try again later.`, {}, because);
  }
}

function sentence(text: string): string {
  return /[.?]$/.test(text) ? text : `${text}.`;
}
