import * as oauth from 'oauth4webapi';
import {
  type AddressAsked,
  type Answered,
  type AppCredentials,
  AuthorizationError,
  AuthorizationProvider,
  type Granted,
  type ProviderCalls,
  type Tokens,
} from '../authorization-provider.port.js';
import { askJson, membersOf, outboundFetch, sendForm, unreachable } from '../outbound-fetch.js';

/** docs.joinmastodon.org/api/oauth-scopes: nothing that writes, and no more of reading than an archive needs. */
const SCOPES = [
  { scope: 'read:statuses', without: 'no-scope-posts' },
  { scope: 'read:accounts', without: 'no-scope-profile' },
  { scope: 'read:notifications', without: 'no-scope-notifications' },
] as const;

/** Mastodon and its kin: docs.joinmastodon.org/methods/{apps,oauth}. A server makes us known to it when we first ask. */
export class MastodonProvider extends AuthorizationProvider {
  readonly platform = 'mastodon';
  readonly way = 'redirect';
  readonly knownBy = 'registration';
  readonly scopes = SCOPES;

  async register(calls: ProviderCalls, scopes: readonly string[]): Promise<AppCredentials> {
    const form = { client_name: 'Akta', redirect_uris: calls.redirectUri, scopes: scopes.join(' ') };
    const answer = await sendForm(calls.open(), `${baseOf(calls)}/api/v1/apps`, { form, signal: calls.signal });
    const { client_id: clientId, client_secret: clientSecret } = membersOf(answer);
    if (answer.status === 200 && typeof clientId === 'string' && typeof clientSecret === 'string') {
      return { clientId, clientSecret };
    }
    throw new AuthorizationError('refused', `The server does not register this installation (${answer.status}).`);
  }

  async address(calls: ProviderCalls, { clientId }: AppCredentials, asked: AddressAsked): Promise<string> {
    const server = await serverOf(calls);
    const url = new URL(server.authorization_endpoint ?? '');
    const query = { response_type: 'code', client_id: clientId, redirect_uri: calls.redirectUri, state: asked.state };
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    url.searchParams.set('scope', asked.scopes.join(' '));
    if (knowsPkce(server)) {
      url.searchParams.set('code_challenge', await oauth.calculatePKCECodeChallenge(asked.verifier));
      url.searchParams.set('code_challenge_method', 'S256');
    }
    return url.href;
  }

  async redeem(calls: ProviderCalls, app: AppCredentials, { answer, verifier }: Answered): Promise<Granted> {
    const server = await serverOf(calls);
    const client = { client_id: app.clientId };
    const redeemed = await understood(async () => {
      const checked = oauth.validateAuthResponse(server, client, answer, answer.get('state') ?? oauth.expectNoState);
      const proof = knowsPkce(server) ? verifier : oauth.nopkce;
      const how = oauth.ClientSecretPost(app.clientSecret);
      const response = await oauth.authorizationCodeGrantRequest(
        server,
        client,
        how,
        checked,
        calls.redirectUri,
        proof,
        optionsOf(calls),
      );
      return oauth.processAuthorizationCodeResponse(server, client, response);
    });
    const whose = await askJson(
      calls.open(redeemed.access_token),
      `${baseOf(calls)}/api/v1/accounts/verify_credentials`,
      calls.signal,
    );
    const { id, acct } = membersOf(whose);
    if (whose.status !== 200 || (typeof id !== 'string' && typeof id !== 'number')) {
      throw new AuthorizationError('nonsense', 'The server does not say whose the access is.');
    }
    return {
      ...tokensOf(redeemed, calls.now),
      scopes: redeemed.scope?.split(' ') ?? [],
      nativeId: String(id),
      handle: typeof acct === 'string' ? acct : '',
    };
  }

  signIn(): Promise<Granted> {
    throw new AuthorizationError('refused', 'Access to this platform is granted in its own page.');
  }

  /** Mastodon itself gives tokens without an end; servers that give them with one renew them as RFC 6749 6 says. */
  async renew(calls: ProviderCalls, app: AppCredentials | null, refresh: string): Promise<Tokens> {
    if (app === null) throw new AuthorizationError('app-unknown', 'The server no longer knows this installation.');
    const server = await serverOf(calls);
    const client = { client_id: app.clientId };
    const renewed = await understood(async () => {
      const how = oauth.ClientSecretPost(app.clientSecret);
      const response = await oauth.refreshTokenGrantRequest(server, client, how, refresh, optionsOf(calls));
      return oauth.processRefreshTokenResponse(server, client, response);
    });
    const tokens = tokensOf(renewed, calls.now);
    return { ...tokens, refresh: tokens.refresh ?? refresh };
  }

  async giveBack(
    calls: ProviderCalls,
    app: AppCredentials | null,
    { token, refresh }: { token: string; refresh: string | null },
  ): Promise<void> {
    if (app === null) throw new AuthorizationError('app-unknown', 'The server no longer knows this installation.');
    const server = await serverOf(calls);
    const how = oauth.ClientSecretPost(app.clientSecret);
    for (const each of refresh === null ? [token] : [refresh, token]) {
      await understood(async () => {
        const client = { client_id: app.clientId };
        const response = await oauth.revocationRequest(server, client, how, each, optionsOf(calls));
        await oauth.processRevocationResponse(response);
      });
    }
  }
}

function baseOf({ account }: ProviderCalls): string {
  return new URL(account.apiBase).origin;
}

/** RFC 8414, which Mastodon has since 4.3; before, the addresses of its documentation. All of them on the one server. */
async function serverOf(calls: ProviderCalls): Promise<oauth.AuthorizationServer> {
  const base = baseOf(calls);
  const answer = await askJson(calls.open(), `${base}/.well-known/oauth-authorization-server`, calls.signal);
  const stated = answer.status === 200 ? membersOf(answer) : {};
  const at = (name: string, path: string): string => {
    const address = typeof stated[name] === 'string' ? stated[name] : `${base}${path}`;
    if (URL.canParse(address) && new URL(address).origin === base) return address;
    throw new AuthorizationError('nonsense', 'The server sends its owners to another server.');
  };
  const methods = stated['code_challenge_methods_supported'];
  return {
    issuer: typeof stated['issuer'] === 'string' ? stated['issuer'] : base,
    authorization_endpoint: at('authorization_endpoint', '/oauth/authorize'),
    token_endpoint: at('token_endpoint', '/oauth/token'),
    revocation_endpoint: at('revocation_endpoint', '/oauth/revoke'),
    code_challenge_methods_supported: Array.isArray(methods) ? methods.map(String) : [],
  };
}

function knowsPkce({ code_challenge_methods_supported: methods = [] }: oauth.AuthorizationServer): boolean {
  return methods.includes('S256');
}

/** Over an open line only where the operator said that the server stands in their own network. */
function optionsOf(calls: ProviderCalls): {
  [oauth.customFetch]: ReturnType<typeof outboundFetch>;
  [oauth.allowInsecureRequests]: boolean;
} {
  return {
    [oauth.customFetch]: outboundFetch(calls.open(), calls.signal),
    [oauth.allowInsecureRequests]: calls.account.privateAllowed,
  };
}

function tokensOf(answer: oauth.TokenEndpointResponse, now: Date): Tokens {
  const { access_token: token, refresh_token: refresh, expires_in: seconds } = answer;
  return {
    token,
    refresh: refresh ?? null,
    expiresAt: seconds === undefined ? null : new Date(now.getTime() + seconds * 1000),
    lastsUntil: null,
  };
}

/** What the library throws, in our words; nothing of what was sent or answered is repeated. */
async function understood<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw faultOf(error);
  }
}

function faultOf(error: unknown): unknown {
  if (error instanceof oauth.AuthorizationResponseError) {
    return new AuthorizationError('denied', 'The owner did not allow it.');
  }
  if (error instanceof oauth.ResponseBodyError) {
    const isApp = error.error === 'invalid_client' || error.error === 'unauthorized_client';
    return isApp
      ? new AuthorizationError('app-unknown', 'The server no longer knows this installation.')
      : new AuthorizationError('refused', `The server does not redeem the answer (${error.status}).`);
  }
  if (error instanceof oauth.OperationProcessingError || error instanceof oauth.UnsupportedOperationError) {
    return new AuthorizationError('nonsense', 'The server answers something that is no grant of access.');
  }
  return unreachable(error);
}
