import type { Outbound } from '../../platform/index.js';
import { ConnectorError, type LimitKey, type Probe } from '../connector.port.js';
import { GraphApi, type GraphAnswer } from '../graph/graph-api.js';
import { idAt, objectsAt, textAt } from '../json.rules.js';
import { LIST, ONE, PAGE_FIELDS, POST_FIELDS, COMMENT_FIELDS } from './facebook-fields.js';
import { facebookRef } from './map-facebook.js';

/**
 * Looks at a page with the token given. What the token may do is tried, never concluded from its permissions.
 * @throws {ConnectorError} 'not-an-account' where there is no such page; 'access-refused' where the token is no token of
 * the page or may not read its posts
 */
export async function probeFacebook({
  url,
  http,
  signal,
}: {
  url: string;
  handle: string;
  http: Outbound;
  signal: AbortSignal;
}): Promise<Probe> {
  const [base, name] = [url.slice(0, url.lastIndexOf('/')), decodeURIComponent(url.slice(url.lastIndexOf('/') + 1))];
  const api = new GraphApi(base, { http, signal });
  const page = await api.node(name, PAGE_FIELDS, ONE);
  if (page.value === null) throw noPage(page.exchange);
  const { value } = page;
  const [nativeId, title] = [idAt(value, 'id'), textAt(value, 'name')];
  if (nativeId === null || title === null) throw noPage(page.exchange);
  const readsPublic = await tryOut(api, nativeId);
  return {
    account: {
      canonicalUri: facebookRef(nativeId).canonicalUri,
      handle: title,
      nativeId,
      url: linkOf(page, nativeId),
      title,
    },
    software: `Facebook Pages, Graph API ${base.slice(base.lastIndexOf('/') + 1)}`,
    limits: limitsOf(readsPublic),
    settings: { apiBase: base },
  };
}

function noPage(exchange: GraphAnswer['exchange']): ConnectorError {
  return new ConnectorError('not-an-account', 'The platform shows no such page with this token', { exchange });
}

function linkOf({ value }: GraphAnswer, nativeId: string): string {
  const link = textAt(value, 'link');
  return link !== null && /^https:/i.test(link) && URL.canParse(link) ? link : facebookRef(nativeId).canonicalUri;
}

/** Whether comments of the public may be read, tried on the newest post. @throws {ConnectorError} where posts may not */
async function tryOut(api: GraphApi, pageId: string): Promise<boolean> {
  const posts = await api.edge(pageId, 'published_posts', { fields: POST_FIELDS, limit: '1' }, LIST);
  const [newest] = posts.value ? objectsAt(posts.value, 'data') : [];
  const id = newest ? idAt(newest, 'id') : null;
  if (id === null) return true;
  try {
    const query = { filter: 'stream', fields: COMMENT_FIELDS, limit: '1' };
    return (await api.edge(id, 'comments', query, LIST)).value !== null;
  } catch (error) {
    if (error instanceof ConnectorError && error.fault === 'access-refused') return false;
    throw error;
  }
}

function limitsOf(readsPublic: boolean): readonly LimitKey[] {
  return [
    'edit-history-none',
    'edits-between-looks',
    ...(readsPublic ? [] : (['comments-not-granted'] as const)),
    'messages-not-granted',
    'listing-incomplete',
    'deletions-by-look-or-push',
    'moderator-not-named',
  ];
}
