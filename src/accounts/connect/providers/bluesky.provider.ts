import {
  type AppCredentials,
  AuthorizationError,
  AuthorizationProvider,
  type Granted,
  type ProviderCalls,
  type Tokens,
} from '../authorization-provider.port.js';
import { membersOf, sendJson } from '../outbound-fetch.js';

/** What an app password opens: the account's own view. One that may read messages says so where it is made. */
const SCOPES = [{ scope: 'app-password', without: 'messages-not-granted', messages: true }] as const;

/**
 * Bluesky by an app password (com.atproto.server.createSession, refreshSession, deleteSession). Everything public is read
 * without it; OAuth of AT Protocol (PAR, DPoP, a client document on the web) is not spoken here.
 */
export class BlueskyProvider extends AuthorizationProvider {
  readonly platform = 'bluesky';
  readonly way = 'password';
  readonly knownBy = 'nothing';
  readonly scopes = SCOPES;

  register(): Promise<AppCredentials> {
    throw notHere();
  }

  address(): Promise<string> {
    throw notHere();
  }

  redeem(): Promise<Granted> {
    throw notHere();
  }

  async signIn(calls: ProviderCalls, password: string): Promise<Granted> {
    const body = { identifier: calls.account.nativeId, password };
    const answer = await sendJson(calls.open(), addressOf(calls, 'createSession'), { body, signal: calls.signal });
    if (answer.status === 401 || answer.status === 400) {
      throw new AuthorizationError('refused', 'The server does not take this app password.');
    }
    const { did, handle } = membersOf(answer);
    if (answer.status !== 200 || typeof did !== 'string') throw noSession(answer.status);
    return {
      ...tokensOf(membersOf(answer), answer.status),
      scopes: ['app-password'],
      nativeId: did,
      handle: typeof handle === 'string' ? handle : '',
    };
  }

  /** The refresh token is used up by it: the answer brings the next. */
  async renew(calls: ProviderCalls, _: AppCredentials | null, refresh: string): Promise<Tokens> {
    const asked = { body: undefined, signal: calls.signal };
    const answer = await sendJson(calls.open(refresh), addressOf(calls, 'refreshSession'), asked);
    if (answer.status === 401 || answer.status === 400) {
      throw new AuthorizationError('refused', 'The server does not renew this session.');
    }
    return tokensOf(membersOf(answer), answer.status);
  }

  async giveBack(
    calls: ProviderCalls,
    _: AppCredentials | null,
    { refresh }: { token: string; refresh: string | null },
  ): Promise<void> {
    if (refresh === null) return;
    const asked = { body: undefined, signal: calls.signal };
    await sendJson(calls.open(refresh), addressOf(calls, 'deleteSession'), asked);
  }
}

function addressOf({ account }: ProviderCalls, method: string): string {
  return `${new URL(account.apiBase).origin}/xrpc/com.atproto.server.${method}`;
}

function tokensOf(members: Readonly<Record<string, unknown>>, status: number): Tokens {
  const { accessJwt: token, refreshJwt: refresh } = members;
  if (status !== 200 || typeof token !== 'string' || typeof refresh !== 'string') throw noSession(status);
  return { token, refresh, expiresAt: endOf(token), lastsUntil: endOf(refresh) };
}

/** `exp` of a JSON web token (RFC 7519 4.1.4). It is not checked: the server that made it decides. */
function endOf(token: string): Date | null {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    const { exp } = Object(claims);
    return typeof exp === 'number' && Number.isFinite(exp) ? new Date(exp * 1000) : null;
  } catch {
    return null;
  }
}

function noSession(status: number): AuthorizationError {
  const fault = status >= 500 || status === 429 ? 'unreachable' : 'nonsense';
  return new AuthorizationError(fault, `The server opens no session (${status}).`);
}

function notHere(): AuthorizationError {
  return new AuthorizationError('refused', 'Access to this platform is granted by an app password.');
}
