import type { LabAnswer, LabRequest, Visit } from '../http/lab.types.js';
import { type LabApp, secret } from '../world/grants.js';
import type { AccessToken, Account } from '../world/world.types.js';
import { json } from './mastodon-answers.js';

/** docs.joinmastodon.org/methods/oauth, "400: Client error" and "401: Unauthorized". */
const ERRORS = { invalid_grant: 400, invalid_client: 401, invalid_scope: 400, unauthorized_client: 403 } as const;
/** Scopes that a server knows, of those an archive could ask for (docs.joinmastodon.org/api/oauth-scopes). */
const KNOWN = new Set(['read', 'read:accounts', 'read:statuses', 'read:notifications', 'profile', 'write', 'follow']);

/** Registration, consent, tokens, revocation; null for every other request. */
export function mastodonOAuth(visit: Visit): LabAnswer | null {
  const { method, path } = visit.request;
  const at = `${method} ${path}`;
  if (at === 'GET /.well-known/oauth-authorization-server') return metadata(visit);
  if (at === 'POST /api/v1/apps') return register(visit);
  if (at === 'GET /oauth/authorize') return consentPage(visit);
  if (at === 'POST /oauth/authorize') return consent(visit);
  if (at === 'POST /oauth/token') return token(visit);
  if (at === 'POST /oauth/revoke') return revoke(visit);
  return null;
}

/** RFC 8414, since Mastodon 4.3 (docs.joinmastodon.org/methods/oauth#authorization-server-metadata); others: assumed absent. */
function metadata({ base, server }: Visit): LabAnswer | null {
  if (server.software !== 'mastodon' || server.hidesMetadata) return null;
  return json({
    issuer: `${base}/`,
    authorization_endpoint: `${server.oauthOrigin ?? base}/oauth/authorize`,
    token_endpoint: `${base}/oauth/token`,
    revocation_endpoint: `${base}/oauth/revoke`,
    app_registration_endpoint: `${base}/api/v1/apps`,
    scopes_supported: [...KNOWN],
    response_types_supported: ['code'],
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
  });
}

/** docs.joinmastodon.org/methods/apps#create; a form or JSON. */
function register(visit: Visit): LabAnswer {
  const form = formOf(visit.request);
  const [redirect, scopes] = [form.get('redirect_uris') ?? '', (form.get('scopes') ?? 'read').split(' ')];
  if (!URL.canParse(redirect) || form.get('client_name') === null) {
    const error = 'Validation failed: Redirect URI must be an absolute URI.';
    return { ...json({ error }), status: 422 };
  }
  const app = visit.world.grants.register(redirect, scopes);
  return json({
    id: '1',
    name: form.get('client_name'),
    scopes,
    redirect_uris: [redirect],
    client_id: app.id,
    client_secret: app.secret,
    client_secret_expires_at: 0,
  });
}

/** The server's own page: who is signed in says yes or no. Here whoever comes may be any account of the server. */
function consentPage(visit: Visit): LabAnswer {
  const { query } = visit.request;
  if (!appOf(visit, query)) return page(visit, '<p>The client is not known.</p>', 400);
  const fields = [...query].map(([name, value]) => `<input type="hidden" name="${name}" value="${escaped(value)}">`);
  const accounts = visit.world.accounts.filter(({ host, deleted }) => host === visit.server.host && !deleted);
  const buttons = accounts.map(
    ({ username }) => `<button name="as" value="${username}">Authorize as ${username}</button>`,
  );
  const form = `<form method="post" action="/oauth/authorize">${fields.join('')}${buttons.join('')}<button name="as" value="">Deny</button></form>`;
  return page(visit, `<p>Scopes: ${escaped(query.get('scope') ?? '')}</p>${form}`);
}

function consent(visit: Visit): LabAnswer {
  const form = formOf(visit.request);
  const app = appOf(visit, form);
  if (!app) return page(visit, '<p>The client is not known.</p>', 400);
  const back = new URL(app.redirectUri);
  const state = form.get('state');
  if (state !== null) back.searchParams.set('state', state);
  const account = visit.world.findAccount(`${form.get('as') ?? ''}@${visit.server.host}`);
  if (!account) back.searchParams.set('error', 'access_denied');
  else {
    const scopes = (form.get('granted') ?? form.get('scope') ?? 'read').split(' ');
    const challenge = form.get('code_challenge');
    back.searchParams.set('code', visit.world.grants.allow({ app, account, scopes, challenge }, visit.now));
  }
  return { status: 302, headers: { location: back.href }, body: '' };
}

function token(visit: Visit): LabAnswer {
  const form = formOf(visit.request);
  const app = visit.world.grants.apps.get(form.get('client_id') ?? '');
  if (!app || app.secret !== form.get('client_secret')) return fault('invalid_client');
  if (form.get('grant_type') === 'refresh_token') return renew(visit, app, form.get('refresh_token') ?? '');
  if (form.get('redirect_uri') !== app.redirectUri) return fault('invalid_grant');
  const asked = { app, verifier: form.get('code_verifier'), now: visit.now };
  const code = visit.world.grants.redeem(form.get('code') ?? '', asked);
  return code
    ? issue(visit, { app, account: code.account, scopes: code.scopes, family: secret() })
    : fault('invalid_grant');
}

/** A refresh token that is used again ends the grant (platforms.md 5.2, point 3; Mastodon itself gives none). */
function renew(visit: Visit, app: LabApp, refresh: string): LabAnswer {
  const { grants } = visit.world;
  grants.renewals.push(refresh);
  const found = grants.refreshes.get(refresh);
  if (!found || found.app !== app) return fault('invalid_grant');
  if (found.used) {
    endFamily(visit, found.family);
    return fault('invalid_grant');
  }
  const isEnded = [...grants.families].some(
    ([value, family]) => family === found.family && visit.world.tokens.get(value)?.revoked === true,
  );
  if (isEnded) return fault('invalid_grant');
  found.used = true;
  return issue(visit, { app, account: found.account, scopes: found.scopes, family: found.family });
}

function issue(
  visit: Visit,
  given: { app: LabApp; account: Account; scopes: readonly string[]; family: string },
): LabAnswer {
  const { world, server } = visit;
  const issued = world.issueToken(server.host, given.account, `lab-${secret()}`);
  world.grants.families.set(issued.value, given.family);
  const seconds = server.tokenSeconds;
  return json({
    access_token: issued.value,
    token_type: 'Bearer',
    scope: given.scopes.join(' '),
    created_at: Math.floor(visit.now.getTime() / 1000),
    ...(seconds === null ? {} : { expires_in: seconds, refresh_token: world.grants.keepRefresh(given) }),
  });
}

/** Idempotent; of a token that is another's it is refused (docs.joinmastodon.org/methods/oauth#revoke). */
function revoke(visit: Visit): LabAnswer {
  const form = formOf(visit.request);
  const app = visit.world.grants.apps.get(form.get('client_id') ?? '');
  if (!app || app.secret !== form.get('client_secret')) return fault('unauthorized_client');
  const value = form.get('token') ?? '';
  const family = visit.world.grants.families.get(value) ?? visit.world.grants.refreshes.get(value)?.family;
  if (family !== undefined) endFamily(visit, family);
  return json({});
}

function endFamily({ world }: Visit, family: string): void {
  for (const [value, of] of world.grants.families) {
    const issued: AccessToken | undefined = world.tokens.get(value);
    if (of === family && issued && !issued.revoked) world.revokeToken(issued);
  }
}

function appOf({ world }: Visit, query: URLSearchParams): LabApp | null {
  const app = world.grants.apps.get(query.get('client_id') ?? '');
  return app && app.redirectUri === query.get('redirect_uri') ? app : null;
}

export function formOf({ body, headers }: LabRequest): URLSearchParams {
  if (!(headers['content-type'] ?? '').includes('json')) return new URLSearchParams(body);
  const members: Record<string, unknown> = Object(JSON.parse(body));
  return new URLSearchParams(Object.entries(members).map(([name, value]) => [name, String(value)] as [string, string]));
}

function fault(error: keyof typeof ERRORS): LabAnswer {
  return { ...json({ error, error_description: 'The lab says no.' }), status: ERRORS[error] };
}

function page({ server }: Visit, content: string, status = 200): LabAnswer {
  const body = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${server.host}</title></head><body><main><h1>Authorize Akta</h1>${content}</main></body></html>`;
  return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, body };
}

export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
