import type { LabAnswer, Visit } from '../http/lab.types.js';
import { secret } from '../world/grants.js';
import { LAB_APP } from '../world/make.rules.js';
import { graphJson, refuseProof } from './facebook-answers.js';
import { pageOfServer } from './facebook-shapes.js';
import { pageOfUser } from './instagram-shapes.js';
import { escaped, formOf } from './mastodon-oauth.js';

const PATH = /^\/v\d+\.\d+\/(dialog\/oauth|oauth\/access_token|me\/permissions|me\/accounts)$/;

/**
 * Facebook Login (developers.facebook.com: "Manually build a login flow", "Long-lived access tokens", `/me/permissions`,
 * `/me/accounts`); null for every other request. That a person leaves a permission out is `granted` in the form (assumed).
 */
export function facebookLogin(visit: Visit): LabAnswer | null {
  const [, what] = PATH.exec(visit.request.path) ?? [];
  if (what === 'dialog/oauth') return visit.request.method === 'POST' ? consent(visit) : dialog(visit);
  if (what === 'oauth/access_token') return exchange(visit);
  if (what === undefined) return null;
  return refuseProof(visit) ?? (what === 'me/permissions' ? permissions(visit) : pages(visit));
}

function dialog({ request: { query } }: Visit): LabAnswer {
  const fields = [...query].map(([name, value]) => `<input type="hidden" name="${name}" value="${escaped(value)}">`);
  const form = `<form method="post">${fields.join('')}<button name="as" value="yes">Continue</button><button name="as" value="">Cancel</button></form>`;
  const body = `<!doctype html><html lang="en"><head><title>Facebook</title></head><body><main><h1>Akta</h1>${form}</main></body></html>`;
  return { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body };
}

function consent(visit: Visit): LabAnswer {
  const form = formOf(visit.request);
  const back = new URL(form.get('redirect_uri') ?? '');
  back.searchParams.set('state', form.get('state') ?? '');
  const account = pageOfServer(visit);
  if (!account || form.get('as') !== 'yes') back.searchParams.set('error', 'access_denied');
  else {
    const scopes = (form.get('granted') ?? form.get('scope') ?? '').split(',');
    const app = visit.world.grants.register(back.href, scopes, LAB_APP);
    back.searchParams.set('code', visit.world.grants.allow({ app, account, scopes, challenge: null }, visit.now));
  }
  return { status: 302, headers: { location: back.href }, body: '' };
}

/** A code, or a short-lived token, for a token; anything else is a 400 with code 100 (assumed). */
function exchange(visit: Visit): LabAnswer {
  const form = formOf(visit.request);
  const { grants } = visit.world;
  const app = grants.apps.get(form.get('client_id') ?? '');
  if (app && app.secret === form.get('client_secret')) {
    const asked = { app, verifier: null, now: visit.now };
    const short = form.get('fb_exchange_token');
    const code = short === null ? grants.redeem(form.get('code') ?? '', asked) : (grants.refreshes.get(short) ?? null);
    if (code) {
      const value = grants.keepRefresh({ app, account: code.account, scopes: code.scopes, family: secret() });
      return graphJson({ access_token: value, token_type: 'bearer', expires_in: short === null ? 3_600 : 5_183_944 });
    }
  }
  const error = { message: 'Invalid verification code format.', type: 'OAuthException', code: 100, fbtrace_id: 'Lab' };
  return { ...graphJson({ error }), status: 400 };
}

function permissions(visit: Visit): LabAnswer {
  const user = userOf(visit);
  if (!user) return noToken();
  return graphJson({ data: user.scopes.map((permission) => ({ permission, status: 'granted' })) });
}

/**
 * The one page of the server, with a token of its own that reads what was allowed. The account of an Instagram of the lab
 * hangs on a page of its own.
 */
function pages(visit: Visit): LabAnswer {
  const user = userOf(visit);
  if (!user) return noToken();
  if (visit.server.noRole) return graphJson({ data: [] });
  const token = visit.world.issueToken(visit.server.host, user.account, `lab-page-${secret()}`);
  const { id: own, displayName: name, username } = user.account;
  const isInstagram = visit.server.software === 'instagram';
  token.readsPublic = user.scopes.includes(isInstagram ? 'instagram_manage_comments' : 'pages_read_user_content');
  token.readsMessages = user.scopes.includes('pages_messaging');
  token.ofPage = isInstagram;
  const id = isInstagram ? pageOfUser(user.account) : own;
  const instagram = { id: isInstagram ? own : `17841400${own}`, username };
  const page = { id, name, username, access_token: token.value, instagram_business_account: instagram };
  return graphJson({ data: [page], paging: { cursors: { before: 'MA==', after: 'MA==' } } });
}

function userOf({
  request,
  world,
}: Visit): { account: NonNullable<ReturnType<typeof pageOfServer>>; scopes: readonly string[] } | null {
  const bearer = /^Bearer (.+)$/.exec(request.headers['authorization'] ?? '')?.[1] ?? '';
  return world.grants.refreshes.get(bearer) ?? null;
}

function noToken(): LabAnswer {
  const error = { message: 'Invalid OAuth access token.', type: 'OAuthException', code: 190, fbtrace_id: 'Lab' };
  return { ...graphJson({ error }), status: 400 };
}
