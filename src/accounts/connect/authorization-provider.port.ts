import type { LimitKey, Platform } from '../../connectors/index.js';
import type { OutboundPost } from '../../platform/index.js';

/** One permission that is asked for, and what cannot be captured without it. */
export interface AskedScope {
  readonly scope: string;
  readonly without: LimitKey;
  /** Opens direct messages: asked for only where that was consented to separately. */
  readonly messages?: true;
}

/** The account that is to be connected, as the archive knows it. */
export interface ConnectedAccount {
  readonly id: string;
  readonly platform: Platform;
  readonly handle: string;
  readonly nativeId: string;
  readonly canonicalUri: string;
  readonly url: string;
  /** Where its API is: an origin, or an address below one. */
  readonly apiBase: string;
  /** The name it is found by; none where it is known which account it is. */
  readonly awaits?: string | null;
  readonly privateAllowed: boolean;
}

/** How a provider asks its platform: through the one way out, with the token it names and no other. */
export interface ProviderCalls {
  readonly account: ConnectedAccount;
  /** `appSecret`: of the app the token was made by, where the platform wants that proved with each call. */
  open(token?: string, appSecret?: string): OutboundPost;
  /** Of this installation, the same for every account. */
  readonly redirectUri: string;
  readonly now: Date;
  readonly signal: AbortSignal;
}

/** As what a platform knows this installation. */
export interface AppCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface Tokens {
  readonly token: string;
  /** What the next renewal is asked for with; null where the platform renews nothing. */
  readonly refresh: string | null;
  /** Of the token; null where the platform names no end. */
  readonly expiresAt: Date | null;
  /** Of the grant as a whole, however often it is renewed; null where no end is known. */
  readonly lastsUntil: Date | null;
}

export interface Granted extends Tokens {
  readonly scopes: readonly string[];
  /** Whose it is, in the platform's own terms: it has to be the account that is being connected. */
  readonly nativeId: string;
  readonly handle: string;
}

export interface AddressAsked {
  readonly state: string;
  readonly verifier: string;
  readonly scopes: readonly string[];
}

/** What came back with the owner's browser. */
export interface Answered {
  readonly answer: URLSearchParams;
  readonly verifier: string;
}

/**
 * How one platform lets the owner of an account grant access. A provider asks and reads; what is stored, and whether the
 * account is the right one, is decided outside.
 */
export abstract class AuthorizationProvider {
  abstract readonly platform: Platform;
  /** `redirect`: in the platform's own page, by OAuth. `password`: by a password made for this purpose alone. */
  abstract readonly way: 'redirect' | 'password';
  /** How the platform comes to know this installation. */
  abstract readonly knownBy: 'registration' | 'settings' | 'nothing';
  abstract readonly scopes: readonly AskedScope[];
  /** What is granted tells which account it is, where only its name was known. */
  readonly findsByName: boolean = false;

  /** As what the platform knows us: registered there now, or by the settings. @throws {AuthorizationError} */
  abstract register(calls: ProviderCalls, scopes: readonly string[]): Promise<AppCredentials>;
  /** Where the owner says yes or no. @throws {AuthorizationError} */
  abstract address(calls: ProviderCalls, app: AppCredentials, asked: AddressAsked): Promise<string>;
  /** Redeems the answer. @throws {AuthorizationError} */
  abstract redeem(calls: ProviderCalls, app: AppCredentials, answered: Answered): Promise<Granted>;
  /** Of the way `password`. @throws {AuthorizationError} */
  abstract signIn(calls: ProviderCalls, password: string): Promise<Granted>;
  /** New tokens for old; sent once, since a platform may take a second for theft. @throws {AuthorizationError} */
  abstract renew(calls: ProviderCalls, app: AppCredentials | null, refresh: string): Promise<Tokens>;
  /** Gives the access back. @throws {AuthorizationError} */
  abstract giveBack(
    calls: ProviderCalls,
    app: AppCredentials | null,
    tokens: { token: string; refresh: string | null },
  ): Promise<void>;
}

/**
 * `denied`: the owner said no. `refused`: the platform does not take what it was shown. `app-unknown`: it no longer knows
 * this installation. `other-account`: there is no access to this account in what was granted. `not-set`: this installation
 * lacks a setting. `unreachable`: no answer. `nonsense`: an answer that means nothing.
 */
export type AuthorizationFault =
  'denied' | 'refused' | 'app-unknown' | 'other-account' | 'not-set' | 'unreachable' | 'nonsense';

export class AuthorizationError extends Error {
  override readonly name = 'AuthorizationError';

  constructor(
    readonly fault: AuthorizationFault,
    message: string,
    options: { cause?: unknown } = {},
  ) {
    super(message, options);
  }
}
