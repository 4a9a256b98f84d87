import {
  type AddressAsked,
  type Answered,
  type AppCredentials,
  AuthorizationError,
  AuthorizationProvider,
  type ConnectedAccount,
  type Granted,
  type ProviderCalls,
  type Tokens,
} from '../authorization-provider.port.js';
import type { OutboundPost } from '../../../platform/index.js';
import { askJson, membersOf, sendForm } from '../outbound-fetch.js';

/** developers.facebook.com, changelog: the version the connectors speak (platforms.md 1.2). */
const VERSION = 'v26.0';
/** Without a new sign-in by then, an app reads no more of a person's data (assumed). */
const LASTS_DAYS = 90;
const DAY_MS = 86_400_000;
const MOST_PAGES = 20;

/** A page that the person who signed in has a role on, as `/me/accounts` names it. */
export type GraphPage = Readonly<Record<string, unknown>>;

/**
 * Facebook Login for Pages, and for the professional Instagram accounts behind them: code → token of a person → one that
 * lasts → the token of the page (developers.facebook.com: "Manually build a login flow", "Long-lived access tokens",
 * `GET /me/accounts`). What the person leaves out in the dialog is missing in `/me/permissions`.
 */
export abstract class GraphLogin extends AuthorizationProvider {
  readonly way = 'redirect';
  readonly knownBy = 'settings';
  /** Fields of `/me/accounts` beside id, name and access_token. */
  protected abstract readonly pageFields: string;

  constructor(private readonly app: AppCredentials | null) {
    super();
  }

  /** The page's token opens the account; null where this page has nothing to do with it. */
  protected abstract whose(
    page: GraphPage,
    account: ConnectedAccount,
  ): { readonly nativeId: string; readonly handle: string } | null;

  protected isNamed(_page: GraphPage, _name: string): boolean {
    return false;
  }

  register(): Promise<AppCredentials> {
    if (this.app !== null) return Promise.resolve(this.app);
    throw new AuthorizationError('not-set', 'FACEBOOK_APP_ID and FACEBOOK_APP_SECRET are not set.');
  }

  address(calls: ProviderCalls, { clientId }: AppCredentials, { state, scopes }: AddressAsked): Promise<string> {
    const url = new URL(`${dialogOf(calls)}/${VERSION}/dialog/oauth`);
    const query = { client_id: clientId, redirect_uri: calls.redirectUri, state, response_type: 'code' };
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    url.searchParams.set('scope', scopes.join(','));
    // What was left out once is asked for again.
    url.searchParams.set('auth_type', 'rerequest');
    return Promise.resolve(url.href);
  }

  async redeem(calls: ProviderCalls, app: AppCredentials, { answer }: Answered): Promise<Granted> {
    if (answer.has('error')) throw new AuthorizationError('denied', 'The owner did not allow it.');
    const code = answer.get('code') ?? '';
    const short = await this.token(calls, app, { code, redirect_uri: calls.redirectUri });
    const long = await this.token(calls, app, { grant_type: 'fb_exchange_token', fb_exchange_token: short });
    const http = calls.open(long, app.clientSecret);
    const scopes = await grantedScopes(calls, http);
    const page = await this.findPage(calls, http);
    const token = page['access_token'];
    const whose = this.whose(page, calls.account);
    if (typeof token !== 'string' || whose === null) {
      throw new AuthorizationError('nonsense', 'The platform names the page and gives no token for it.');
    }
    const lastsUntil = new Date(calls.now.getTime() + LASTS_DAYS * DAY_MS);
    return { token, refresh: null, expiresAt: null, lastsUntil, scopes, ...whose };
  }

  signIn(): Promise<Granted> {
    throw new AuthorizationError('refused', 'Access to this platform is granted in its own page.');
  }

  renew(): Promise<Tokens> {
    throw new AuthorizationError('refused', 'This platform renews nothing: the owner signs in again.');
  }

  /** A page token ends with the person's grant, which only that person takes back, in the settings of their account. */
  giveBack(): Promise<void> {
    return Promise.resolve();
  }

  private async token(
    calls: ProviderCalls,
    { clientId, clientSecret }: AppCredentials,
    more: Readonly<Record<string, string>>,
  ): Promise<string> {
    const form = { client_id: clientId, client_secret: clientSecret, ...more };
    const at = `${graphOf(calls)}/oauth/access_token`;
    const answer = await sendForm(calls.open(), at, { form, signal: calls.signal });
    const { access_token: token } = membersOf(answer);
    if (answer.status === 200 && typeof token === 'string') return token;
    const fault = answer.status >= 500 ? 'unreachable' : 'refused';
    throw new AuthorizationError(fault, `The platform does not redeem the answer (${answer.status}).`);
  }

  /** By its id; one that waits to be connected, by the name in its address. */
  private isSought(page: GraphPage, { account }: ProviderCalls): boolean {
    const whose = this.whose(page, account);
    if (whose === null) return false;
    return (
      whose.nativeId === account.nativeId || (typeof account.awaits === 'string' && this.isNamed(page, account.awaits))
    );
  }

  private async findPage(calls: ProviderCalls, http: OutboundPost): Promise<GraphPage> {
    const base = `${graphOf(calls)}/me/accounts?fields=id,name,access_token${this.pageFields}&limit=100`;
    let after: string | null = null;
    for (let pages = 0; pages < MOST_PAGES; pages += 1) {
      const at: string = after === null ? base : `${base}&after=${encodeURIComponent(after)}`;
      const answer = await askJson(http, at, calls.signal);
      if (answer.status !== 200) throw new AuthorizationError('refused', 'The platform does not name the pages.');
      const { data, paging } = membersOf(answer);
      const found = listOf(data).find((page) => this.isSought(page, calls));
      if (found) return found;
      const next: unknown = Object(Object(paging)['cursors'])['after'];
      if (typeof next !== 'string' || Object(paging)['next'] === undefined) break;
      after = next;
    }
    throw new AuthorizationError('other-account', 'Whoever signed in has no role on this page, or did not choose it.');
  }
}

/** `GET /me/permissions`: `granted` or `declined`, each by name. */
async function grantedScopes(calls: ProviderCalls, http: OutboundPost): Promise<string[]> {
  const answer = await askJson(http, `${graphOf(calls)}/me/permissions`, calls.signal);
  if (answer.status !== 200) throw new AuthorizationError('refused', 'The platform does not say what was allowed.');
  return listOf(membersOf(answer)['data']).flatMap(({ permission, status }) =>
    typeof permission === 'string' && status === 'granted' ? [permission] : [],
  );
}

function listOf(value: unknown): readonly GraphPage[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'object' && one !== null) : [];
}

function graphOf({ account }: ProviderCalls): string {
  return `${new URL(account.apiBase).origin}/${VERSION}`;
}

/** The dialog stands beside the API; a twin of the platform has both in one place. */
function dialogOf({ account }: ProviderCalls): string {
  const { origin, hostname } = new URL(account.apiBase);
  return hostname === 'graph.facebook.com' ? 'https://www.facebook.com' : origin;
}
