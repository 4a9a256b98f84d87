/** By which way a code came back. `captured`: it stands in what the archive took itself. */
export const PROOF_PATHS = ['captured', 'message', 'public-post', 'in-person'] as const;
export type ProofPath = (typeof PROOF_PATHS)[number];
/** Those a person states; what is captured, the archive finds. */
export const STATED_PATHS = ['message', 'public-post', 'in-person'] as const;
export type StatedPath = (typeof STATED_PATHS)[number];

export interface HandleSaid {
  readonly platform: string;
  readonly handle: string;
}

/** The code stands in this answer and nowhere else. */
export interface IssuedCode extends HandleSaid {
  readonly id: string;
  readonly code: string;
  readonly expiresAt: string;
}

export interface HandleView extends HandleSaid {
  readonly id: string;
  readonly state: 'open' | 'expired' | 'proved';
  readonly issuedAt: string;
  readonly expiresAt: string;
  readonly proof: {
    readonly path: ProofPath;
    readonly at: string;
    /** Where the code stands; null where it was not captured. */
    readonly itemId: string | null;
    readonly exchangeId: string | null;
    readonly note: string | null;
  } | null;
}

/** A person as an officer names them: by the proved handles alone, or by others too, on a ground. */
export interface AskedPerson {
  readonly handles?: readonly HandleSaid[];
  /** By what else it is known that these handles are the requester's. */
  readonly ground?: string;
}
