/** An answer from outside, exactly as received after transfer- and content-decoding. */
export interface OutboundAnswer {
  readonly method: 'GET' | 'POST' | 'PUSH';
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
  /**
   * Takes the body of a 200 piece by piece instead of memory, anew with each attempt; the answer's own body is empty then.
   * No coding of it is asked for.
   */
  readonly into?: (pieces: AsyncIterable<Uint8Array>, headers: OutboundAnswer['responseHeaders']) => Promise<void>;
  /** Bytes of decoded body accepted; 8 MiB unless told. More is an OutboundError 'too-large'. */
  readonly maxBytes?: number;
  /** For the whole exchange; 30 s unless told. */
  readonly timeoutMs?: number;
  /** Never sent a second time, also where the transport broke: the server may have acted on the first. */
  readonly once?: boolean;
}

export interface StreamRequest {
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** Bytes of one frame accepted; 1 MiB unless told. More is an OutboundError 'too-large', and ends the stream. */
  readonly maxFrameBytes?: number;
  /** So long a silence and the stream counts as dead (OutboundError 'timeout'); 90 s unless told. Heartbeats count. */
  readonly idleMs?: number;
}

/** An answer that goes on: server-sent events or a WebSocket. Read it once, to its end, or close it. */
export interface OutboundStream {
  readonly isOpen: boolean;
  /** What was answered to the request to open it; where it was not opened, with the body that was sent instead. */
  readonly opening: OutboundAnswer;
  /**
   * What comes, in order: each frame an exchange that was not asked for (`PUSH`, status 0), with its exact bytes and the
   * headers of the opening. No faster than it is read. Ends when the other side closes; throws OutboundError when it breaks.
   */
  readonly frames: AsyncIterable<OutboundAnswer>;
  close(): void;
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
  /** The one origin it shows a token to; null or absent: it bears none. */
  readonly tokenFor?: string | null;
  get(url: string, request?: OutboundRequest): Promise<OutboundAnswer>;
}

/** The way out that may also stay open. */
export interface StreamingOutbound extends Outbound {
  /** `https:` opens server-sent events, `wss:` a WebSocket. No redirection is followed. */
  stream(url: string, request?: StreamRequest): Promise<OutboundStream>;
}

/** The way out to a server that an operator has named: it may be sent something. */
export interface OutboundPost extends Outbound {
  /** A redirection is an answer: what was meant for one server is not sent to another. */
  post(url: string, body: Uint8Array, request?: OutboundRequest): Promise<OutboundAnswer>;
}
