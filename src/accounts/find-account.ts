import { Injectable } from '@nestjs/common';
import {
  ConnectorError,
  ConnectorRegistry,
  DetectAccount,
  type DetectedAccount,
  NOT_AN_ADDRESS,
} from '../connectors/index.js';
import { awaitedAccount } from './awaited-account.rules.js';
import { ProviderRegistry } from './connect/provider-registry.js';
import { provedToken } from './connect/app-proof.rules.js';
import { OpenSecrets } from './open-secrets.js';
import {
  Clock,
  Config,
  openOutbound,
  type Outbound,
  OutboundError,
  type OutboundToken,
  Refusal,
  userAgent,
} from '../platform/index.js';

export interface Sought {
  /** What a person has: an address, `@handle@host`, a feed's address. */
  readonly address: string;
  readonly token?: string;
  /** The account's server stands in our own network. */
  readonly privateAllowed?: boolean;
  /** It is on a network that is not known here: nothing is asked, the address is taken as it is. */
  readonly isOther?: boolean;
  /** Nothing is asked: its owner connects it afterwards, and then it is looked at. */
  readonly connectFirst?: boolean;
}

const NOT_CONNECTED_FIRST =
  'Only what can be found by its name once its owner has granted access is connected first: a page of Facebook by its address.';
const LONGEST_ADDRESS = 2_000;
const PROBE_MS = 60_000;

/** Looks at what a person typed and says which account it is, or in one sentence why it is none. */
@Injectable()
export class FindAccount {
  // oxlint-disable-next-line max-params -- what it finds, proves and asks with
  constructor(
    private readonly detect: DetectAccount,
    private readonly connectors: ConnectorRegistry,
    private readonly appSecrets: OpenSecrets,
    private readonly providers: ProviderRegistry,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** @throws {Refusal} */
  async run({
    address,
    token,
    privateAllowed = false,
    isOther = false,
    connectFirst = false,
  }: Sought): Promise<DetectedAccount> {
    const typed = address.trim();
    if (typed === '' || typed.length > LONGEST_ADDRESS || typed.includes('\0')) throw notAnAddress();
    if (isOther) return this.other(typed);
    if (connectFirst) return this.awaited(typed, token !== undefined);
    const http = this.wayTo(typed, { token, privateAllowed });
    try {
      return await this.detect.run({ typed, token, http, signal: AbortSignal.timeout(PROBE_MS) });
    } catch (error) {
      throw refusalOf(error, { withToken: token !== undefined, privateAllowed });
    }
  }

  private wayTo(
    typed: string,
    { token, privateAllowed }: { token: string | undefined; privateAllowed: boolean },
  ): Outbound {
    return openOutbound({
      clock: this.clock,
      allowPrivate: privateAllowed,
      userAgent: userAgent(this.config),
      ...(token === undefined ? {} : { token: this.tokenFor(typed, token) }),
    });
  }

  private awaited(typed: string, withToken: boolean): DetectedAccount {
    const [likeliest] = this.connectors.recognise(typed);
    if (!likeliest || likeliest.guessed || this.providers.for(likeliest.platform)?.findsByName !== true) {
      throw new Refusal('invalid-input', NOT_CONNECTED_FIRST);
    }
    if (withToken)
      throw new Refusal('invalid-input', 'With a token it is added at once: it need not be connected first.');
    return awaitedAccount(likeliest, typed);
  }

  private async other(typed: string): Promise<DetectedAccount> {
    const url = /^https?:\/\//i.test(typed) && URL.canParse(typed) ? new URL(typed) : null;
    if (!url || url.username !== '') throw notAnAddress();
    const unread = new AbortController().signal;
    const http = openOutbound({ clock: this.clock, allowPrivate: false, userAgent: userAgent(this.config) });
    const handle = url.host + url.pathname.replace(/\/$/, '');
    const probe = await this.connectors.for('other').probe({ url: url.href, handle, http, signal: unread });
    return { platform: 'other', probe, address: url.href };
  }

  /** Where a token may be sent while the account is only being looked at: where the likeliest platform has its API. */
  private tokenFor(typed: string, value: string): OutboundToken {
    const [likeliest] = this.connectors.recognise(typed, value);
    if (!likeliest || likeliest.guessed) return { value, origin: hostTyped(typed) };
    const token = { value, origin: new URL(likeliest.url).origin };
    return provedToken(token, this.appSecrets.appSecretFor(likeliest.platform));
  }
}

/** The host that was typed, and no other. */
function hostTyped(typed: string): string {
  if (/^https?:\/\//i.test(typed) && URL.canParse(typed)) return new URL(typed).origin;
  const host = `https://${typed.split('@').at(-1) ?? ''}`;
  if (!URL.canParse(host)) throw notAnAddress();
  return new URL(host).origin;
}

function notAnAddress(): Refusal {
  return new Refusal('not-an-account', `${NOT_AN_ADDRESS}. Check the address.`);
}

/** What stood in the way of looking at an account, in one sentence. */
export function refusalOf(
  error: unknown,
  { withToken, privateAllowed }: { withToken: boolean; privateAllowed: boolean },
): unknown {
  const outbound = outboundOf(error);
  if (outbound) return unreachable(outbound, privateAllowed);
  if (!(error instanceof ConnectorError)) return error;
  const said = sentence(error.message);
  const refusals = {
    'not-an-account': ['not-an-account', `${said} Check the address.`],
    'account-gone': ['not-an-account', `${said} Check the address.`],
    'access-refused': ['platform-refused', withToken ? TOKEN_REFUSED : TOKEN_MISSING],
    'rate-limited': ['platform-unavailable', 'The platform asked us to wait. Try again in some minutes.'],
    unavailable: ['platform-unavailable', `${said} Try again later.`],
    protocol: ['not-an-account', `What answers there is not an account: ${said}`],
  } as const;
  const [problem, detail] = refusals[error.fault];
  return new Refusal(problem, detail, {}, { cause: error });
}

const INSIDE = 'If its server stands in your own network, say so when you add it (--private).';
const NEVER = 'No account is looked for there. Check the address.';
const TOKEN_REFUSED = 'The platform refused this token. Make a new one there that may read the account.';
const TOKEN_MISSING = 'The platform shows this account only to those with access. Give a token that may read it.';

function outboundOf(error: unknown): OutboundError | null {
  if (error instanceof OutboundError) return error;
  const cause = error instanceof ConnectorError ? (error.cause ?? error.details.cause) : null;
  return cause instanceof OutboundError ? cause : null;
}

function unreachable(error: OutboundError, privateAllowed: boolean): Refusal {
  const text = sentence(error.message);
  const later = ['platform-unavailable', `${text} Nothing was stored. Try again later.`] as const;
  const refusals = {
    'unknown-host': ['not-an-account', `${text} Check how the address is spelled.`],
    'address-refused': ['address-refused', `${text} ${privateAllowed ? NEVER : INSIDE}`],
    'too-large': ['not-an-account', `${text} No account answers so.`],
    'too-many-redirects': ['not-an-account', `${text} No account answers so.`],
    certificate: later,
    'broken-answer': later,
    'refused-connection': later,
    timeout: later,
    aborted: later,
  } as const;
  const [problem, detail] = refusals[error.fault];
  return new Refusal(problem, detail, {}, { cause: error });
}

function sentence(text: string): string {
  return /[.?]$/.test(text) ? text : `${text}.`;
}
