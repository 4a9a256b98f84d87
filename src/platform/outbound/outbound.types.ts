/** An answer from outside, exactly as received after transfer- and content-decoding. */
export interface OutboundAnswer {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  /** As sent, without credentials. */
  readonly requestHeaders: readonly (readonly [string, string])[];
  readonly status: number;
  readonly responseHeaders: readonly (readonly [string, string])[];
  readonly body: Uint8Array;
  readonly sentAt: string;
  readonly receivedAt: string;
  readonly masked: readonly { readonly start: number; readonly end: number; readonly reason: string }[];
}

export interface OutboundRequest {
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** Bytes of decoded body accepted; 8 MiB unless told. More is an OutboundError 'too-large'. */
  readonly maxBytes?: number;
  /** For the whole exchange; 30 s unless told. */
  readonly timeoutMs?: number;
}

/** Why there is no answer. An HTTP status, whatever it is, is an answer. */
export type OutboundFault =
  | 'unknown-host'
  | 'address-refused'
  | 'refused-connection'
  | 'timeout'
  | 'too-large'
  | 'too-many-redirects'
  | 'certificate'
  | 'broken-answer'
  | 'aborted';

export class OutboundError extends Error {
  override readonly name = 'OutboundError';

  constructor(
    readonly fault: OutboundFault,
    message: string,
    options: { cause?: unknown } = {},
  ) {
    super(message, options);
  }
}

/** The only way out of the archive. Opened for one account: it adds that account's credentials and masks them. */
export interface Outbound {
  get(url: string, request?: OutboundRequest): Promise<OutboundAnswer>;
}
