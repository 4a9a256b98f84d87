import { ConnectorError, type LimitKey, type Probe, type ProbeInput } from '../connector.port.js';
import { GraphApi, type GraphAnswer } from '../graph/graph-api.js';
import { isUnknownField } from '../graph/graph-errors.rules.js';
import { idAt, type JsonObject, objectAt, objectsAt, textAt } from '../json.rules.js';
import { jsonPaths } from '../json-ranges.rules.js';
import { readJsonBody } from '../read-json-body.js';
import { COMMENT_FIELDS, LIST, MEDIA_FIELDS, ONE, TAG_FIELDS, USER_FIELDS } from './instagram-fields.js';
import { HOME } from './map-instagram.js';
import { baseOf, BY_FACEBOOK, BY_INSTAGRAM } from './recognise-instagram.rules.js';

/**
 * Looks at the account the token opens: the API gives no other. Without a token nothing is asked, and the account is what
 * a person says it is: nobody polls it.
 * @throws {ConnectorError} 'not-an-account' where the token is another account's
 */
export async function probeInstagram(input: ProbeInput): Promise<Probe> {
  const { url, handle, http, signal } = input;
  const { tokenFor = null } = http;
  if (tokenFor === null) return unpolled(input);
  const base = baseOf(url, tokenFor);
  const api = new GraphApi(base, { http, signal });
  const { user, exchange } = await findUser(api, base);
  const names = user && namesOf(user);
  if (!user || !names || !isAsked(input, names))
    throw new ConnectorError('not-an-account', `The token is not one of ${handle}`, { exchange });
  const { id, username } = names;
  return {
    account: {
      canonicalUri: HOME + username,
      handle: `@${username}`,
      nativeId: id,
      url: `${HOME}${username}/`,
      title: textAt(user, 'name') ?? username,
    },
    software: `Instagram API ${base.slice(base.lastIndexOf('/') + 1)}`,
    limits: await tryOut(api, id),
    settings: { apiBase: base },
  };
}

/** An address of an API alone says of nobody that there is such an account. */
function unpolled({ url, handle, nativeId }: ProbeInput): Promise<Probe> {
  const base = url.slice(0, url.lastIndexOf('/'));
  if (nativeId === undefined && base !== BY_FACEBOOK)
    throw new ConnectorError('access-refused', 'The platform shows this account only to those with access');
  const name = handle.replace(/^@/, '');
  return Promise.resolve({
    account: {
      canonicalUri: HOME + name.toLowerCase(),
      handle: `@${name}`,
      nativeId: nativeId ?? `@${name}`,
      url: HOME + name,
      title: `@${name}`,
    },
    software: 'Instagram',
    limits: ['not-captured'],
    settings: { apiBase: base },
  });
}

/** With Instagram Login `id` is another for each app, and `user_id` the one that deliveries and pages name. */
function namesOf(user: JsonObject): { readonly id: string; readonly username: string } | null {
  const [id, username] = [idAt(user, 'user_id') ?? idAt(user, 'id'), textAt(user, 'username')];
  return id === null || username === null ? null : { id, username };
}

interface FoundUser {
  readonly user: JsonObject | null;
  readonly exchange: GraphAnswer['exchange'];
}

/** A page's token opens the account that hangs on the page; one of Instagram Login is the account's own. */
async function findUser(api: GraphApi, base: string): Promise<FoundUser> {
  const isOwn = base === BY_INSTAGRAM;
  const behind = isOwn ? null : await behindPage(api);
  if (behind) return behind;
  const { value: user, exchange } = await api.node('me', isOwn ? `user_id,${USER_FIELDS}` : USER_FIELDS, ONE);
  return { user, exchange };
}

/** Null: the token is no page's, which has that field. */
async function behindPage(api: GraphApi): Promise<FoundUser | null> {
  try {
    const { value, exchange } = await api.node('me', `instagram_business_account{${USER_FIELDS}}`, jsonPaths([]));
    return { user: value && objectAt(value, 'instagram_business_account'), exchange };
  } catch (error) {
    const exchange = error instanceof ConnectorError ? error.details.exchange : undefined;
    if (exchange && isUnknownField(readJsonBody(exchange, jsonPaths([])).value)) return null;
    throw error;
  }
}

function isAsked({ handle, nativeId }: ProbeInput, { id, username }: { id: string; username: string }): boolean {
  const name = handle.replace(/^@/, '').toLowerCase();
  return name === 'me' || id === nativeId || [id, username.toLowerCase()].includes(name);
}

/** What the token may read is tried, never concluded from its permissions. @throws {ConnectorError} where not even posts */
async function tryOut(api: GraphApi, id: string): Promise<readonly LimitKey[]> {
  const { value } = await api.edge(id, 'media', { fields: MEDIA_FIELDS, limit: '1' }, LIST);
  const [newest] = value ? objectsAt(value, 'data') : [];
  const media = newest && idAt(newest, 'id');
  const comments = !media || (await isGiven(api, { id: media, edge: 'comments', fields: COMMENT_FIELDS }));
  const tags = await isGiven(api, { id, edge: 'tags', fields: TAG_FIELDS });
  return [
    'edit-history-none',
    'edits-between-looks',
    ...(comments ? [] : (['comments-not-granted'] as const)),
    ...(tags ? [] : (['mentions-not-granted'] as const)),
    'messages-not-granted',
    'deletions-by-look-only',
    'stories-by-look-only',
    'moderator-not-named',
  ];
}

async function isGiven(api: GraphApi, asked: { id: string; edge: string; fields: string }): Promise<boolean> {
  try {
    return (await api.edge(asked.id, asked.edge, { fields: asked.fields, limit: '1' }, LIST)).value !== null;
  } catch (error) {
    if (error instanceof ConnectorError && error.fault === 'access-refused') return false;
    throw error;
  }
}
