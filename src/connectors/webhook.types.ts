/** One call of a platform to an address of ours, as it came. */
export interface Delivery {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly receivedAt: string;
}

/** `accepted`: its signature is the platform's. What is answered either way gives away no secret. */
export interface WebhookAnswer {
  readonly accepted: boolean;
  readonly status: number;
  readonly text: string;
}

/** Whom a delivery is about, by the platform's ids, and when the last thing it tells happened (RFC 3339 UTC). */
export interface DeliveryAbout {
  readonly nativeIds: readonly string[];
  readonly at: string | null;
}
