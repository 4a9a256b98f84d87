import type { ConnectorContext, KnownItem } from '../connector.port.js';
import { GraphApi } from '../graph/graph-api.js';
import { BY_FACEBOOK } from './recognise-instagram.rules.js';

export function apiOf(context: ConnectorContext): GraphApi {
  const { apiBase } = context.account.settings;
  return new GraphApi(typeof apiBase === 'string' ? apiBase : BY_FACEBOOK, context);
}

/** The platform's own number: what was brought in a download has a name of ours, by which nothing can be asked. */
export function isOfPlatform({ nativeId }: KnownItem): boolean {
  return /^\d{1,30}$/.test(nativeId);
}

const MENTION = 'mention:';

/** What mentions the account elsewhere is asked for by way of the account, and never by its own number. */
export function mentionName(id: string): string {
  return MENTION + id;
}

/** Null: it is no mention. */
export function mentionId({ nativeId }: KnownItem): string | null {
  const id = nativeId.startsWith(MENTION) ? nativeId.slice(MENTION.length) : '';
  return /^\d{1,30}$/.test(id) ? id : null;
}
