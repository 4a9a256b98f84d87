import { createHmac } from 'node:crypto';
import type { OutboundToken } from '../../platform/index.js';

const INSTAGRAM_LOGIN = 'graph.instagram.com';

/**
 * A token of an app of Meta together with what proves that it is in that app's hands: `appsecret_proof`, the HMAC of the
 * token under the secret of the app, in hex (developers.facebook.com/docs/graph-api/guides/secure-requests). An app may
 * demand it; one that is wrong is refused whether it does or not. Without a secret the token goes alone, and so does one of
 * Instagram Login, which has an app of its own.
 */
export function provedToken(
  token: { readonly value: string; readonly origin: string },
  appSecret: string | null,
): OutboundToken {
  if (appSecret === null || new URL(token.origin).hostname === INSTAGRAM_LOGIN) return token;
  const value = createHmac('sha256', appSecret).update(token.value).digest('hex');
  return { ...token, proof: { name: 'appsecret_proof', value } };
}
