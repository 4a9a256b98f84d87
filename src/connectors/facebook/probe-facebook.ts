import { ConnectorError, type LimitKey, type Probe, type ProbeInput } from '../connector.port.js';
import { GraphApi, type GraphAnswer } from '../graph/graph-api.js';
import { idAt, objectsAt, textAt } from '../json.rules.js';
import { COMMENT_FIELDS, LIST, ONE, PAGE_FIELDS, POST_FIELDS, STORY_FIELDS } from './facebook-fields.js';
import { facebookRef } from './facebook-refs.rules.js';
import { unlessRefused } from './unless-refused.js';

const CONVERSATIONS = { platform: 'messenger', fields: 'id' } as const;

/**
 * Looks at a page with the token given. What the token may do is tried, never concluded from its permissions.
 * @throws {ConnectorError} 'not-an-account' where there is no such page; 'access-refused' where the token is no token of
 * the page or may not read its posts
 */
export async function probeFacebook({ url, http, signal, messages = false }: ProbeInput): Promise<Probe> {
  const [base, name] = [url.slice(0, url.lastIndexOf('/')), decodeURIComponent(url.slice(url.lastIndexOf('/') + 1))];
  const api = new GraphApi(base, { http, signal });
  const page = await api.node(name, PAGE_FIELDS, ONE);
  if (page.value === null) throw noPage(page.exchange);
  const { value } = page;
  const [nativeId, title] = [idAt(value, 'id'), textAt(value, 'name')];
  if (nativeId === null || title === null) throw noPage(page.exchange);
  const readsPublic = await tryOut(api, nativeId);
  const readsStories = await opens(api, nativeId, 'stories', { fields: STORY_FIELDS });
  // What nobody agreed to keep is not looked at either.
  const readsMessages = messages && (await opens(api, nativeId, 'conversations', CONVERSATIONS));
  return {
    account: {
      canonicalUri: facebookRef(nativeId).canonicalUri,
      handle: title,
      nativeId,
      url: linkOf(page, nativeId),
      title,
    },
    software: `Facebook Pages, Graph API ${base.slice(base.lastIndexOf('/') + 1)}`,
    limits: limitsOf({ readsPublic, readsStories, readsMessages, messages }),
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
  const listed = await api.edge(pageId, 'published_posts', { fields: POST_FIELDS, limit: '1' }, LIST);
  const [newest] = listed.value ? objectsAt(listed.value, 'data') : [];
  const id = newest ? idAt(newest, 'id') : null;
  return id === null || opens(api, id, 'comments', { filter: 'stream', fields: COMMENT_FIELDS });
}

/** Whether this access shows a list. */
async function opens(
  api: GraphApi,
  id: string,
  edge: string,
  query: Readonly<Record<string, string>>,
): Promise<boolean> {
  const listed = await unlessRefused(api.edge(id, edge, { ...query, limit: '1' }, LIST));
  return listed !== null && listed.value !== null;
}

interface Reads {
  readonly readsPublic: boolean;
  readonly readsStories: boolean;
  readonly readsMessages: boolean;
  /** Somebody agreed that they are kept. */
  readonly messages: boolean;
}

function limitsOf({ readsPublic, readsStories, readsMessages, messages }: Reads): readonly LimitKey[] {
  return [
    'edit-history-none',
    'edits-between-looks',
    ...(readsPublic ? [] : (['comments-not-granted'] as const)),
    ...(messages ? [] : (['messages-not-granted'] as const)),
    ...(messages && !readsMessages ? (['no-scope-messages'] as const) : []),
    readsStories ? 'stories-metadata-only' : 'stories-not-granted',
    'listing-incomplete',
    'deletions-by-look-or-push',
    'moderator-not-named',
  ];
}
