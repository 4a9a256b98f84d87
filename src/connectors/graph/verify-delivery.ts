import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Delivery, WebhookAnswer } from '../webhook.types.js';

const CHALLENGE = /^[\w-]{1,200}$/;

const REFUSED: WebhookAnswer = {
  accepted: false,
  status: 403,
  text: 'This was refused: it does not bear the signature of an app that is known here.',
};
const UNAGREED: WebhookAnswer = {
  accepted: false,
  status: 403,
  text: 'This was refused: the verify token is none that is known here.',
};
const RECEIVED: WebhookAnswer = { accepted: true, status: 200, text: 'EVENT_RECEIVED' };

/**
 * Webhooks of the Graph API (developers.facebook.com/docs/graph-api/webhooks/getting-started). A GET agrees on the
 * address: `hub.challenge` is given back where `hub.verify_token` is the one agreed on. A POST bears
 * `X-Hub-Signature-256`: the HMAC of the untouched body under the secret of the app. Both are compared in constant time.
 */
export function verifyDelivery(delivery: Delivery, secrets: Readonly<Record<string, string>>): WebhookAnswer {
  return delivery.method === 'GET'
    ? agree(delivery, secrets['verify-token'] ?? null)
    : signed(delivery, secrets['app-secret'] ?? null);
}

function agree({ query }: Delivery, verifyToken: string | null): WebhookAnswer {
  const challenge = query['hub.challenge'] ?? '';
  const isKnown = same(query['hub.verify_token'] ?? '', verifyToken ?? '') && verifyToken !== null;
  if (!isKnown || query['hub.mode'] !== 'subscribe' || !CHALLENGE.test(challenge)) return UNAGREED;
  return { accepted: true, status: 200, text: challenge };
}

function signed({ headers, body }: Delivery, appSecret: string | null): WebhookAnswer {
  const expected = `sha256=${createHmac('sha256', appSecret ?? '')
    .update(body)
    .digest('hex')}`;
  return same(headers['x-hub-signature-256'] ?? '', expected) && appSecret !== null ? RECEIVED : REFUSED;
}

/** Over digests, so that neither length nor first difference shows in the time it takes. */
function same(given: string, expected: string): boolean {
  return timingSafeEqual(digestOf(given), digestOf(expected));
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
