import type { X509Certificate } from 'node:crypto';

/** Why an authority's answer is no stamp of ours, or why there is none; each has its sentence under `stamp.<fault>`. */
export type StampFault =
  | 'unreachable'
  | 'too-large'
  | 'not-an-answer'
  | 'not-granted'
  | 'other-data'
  | 'wrong-nonce'
  | 'signature'
  | 'not-for-stamping'
  | 'unknown-authority'
  | 'expired'
  | 'implausible-time'
  | 'revoked'
  | 'ca-file';

export class StampRefused extends Error {
  override readonly name = 'StampRefused';

  constructor(
    readonly fault: StampFault,
    /** What the authority or the network said; shown, never acted on. */
    readonly said = '',
    options: { cause?: unknown } = {},
  ) {
    super(said === '' ? fault : `${fault}: ${said}`, options);
  }
}

/** A stamp that was found to be one: of these bytes, by an authority that these certificates lead to. */
export interface JudgedStamp {
  /** When the bytes were there, says the authority; RFC 3161 `genTime`. */
  readonly at: Date;
  /** From the authority's own certificate up to the trusted one, which is the last. */
  readonly chain: readonly X509Certificate[];
}

export interface KeptStamp {
  readonly size: number;
  readonly authority: string;
  readonly at: Date;
  /** The authority's whole answer, DER (`application/timestamp-reply`). */
  readonly answer: Buffer;
  /** PEM from the authority's certificate up, without the trusted one. */
  readonly above: string;
  /** PEM of the trusted certificate. */
  readonly ca: string;
  /** Revocation lists of the certificates above it, as they stood then (DER). */
  readonly revocations: readonly Buffer[];
  /** Lists that could not be had or judged. */
  readonly unseen: number;
}
