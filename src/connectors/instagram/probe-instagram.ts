import type { Outbound } from '../../platform/index.js';
import { ConnectorError, type Probe } from '../connector.port.js';
import { GraphApi } from '../graph/graph-api.js';
import { idAt, textAt } from '../json.rules.js';
import { LIST, MEDIA_FIELDS, ONE, USER_FIELDS } from './instagram-fields.js';

/**
 * Looks at the account the token is of: the API gives no other. @throws {ConnectorError} 'not-an-account' where that is
 * not the one asked for
 */
export async function probeInstagram({
  url,
  handle,
  http,
  signal,
}: {
  url: string;
  handle: string;
  http: Outbound;
  signal: AbortSignal;
}): Promise<Probe> {
  const base = url.slice(0, url.lastIndexOf('/'));
  const api = new GraphApi(base, { http, signal });
  const user = await api.node('me', USER_FIELDS, ONE);
  const [id, username] = user.value ? [idAt(user.value, 'id'), textAt(user.value, 'username')] : [null, null];
  const isAsked = handle === 'me' || [id, username?.toLowerCase()].includes(handle.toLowerCase());
  if (!user.value || id === null || username === null || !isAsked)
    throw new ConnectorError('not-an-account', 'The token is of another account than this one', {
      exchange: user.exchange,
    });
  await api.edge(id, 'media', { fields: MEDIA_FIELDS, limit: '1' }, LIST);
  return {
    account: {
      canonicalUri: `https://www.instagram.com/${username}`,
      handle: `@${username}`,
      nativeId: id,
      url: `https://www.instagram.com/${username}/`,
      title: textAt(user.value, 'name') ?? username,
    },
    software: `Instagram API ${base.slice(base.lastIndexOf('/') + 1)}`,
    limits: [
      'edit-history-none',
      'edits-between-looks',
      'messages-not-granted',
      'deletions-by-look-only',
      'moderator-not-named',
    ],
    settings: { apiBase: base },
  };
}
