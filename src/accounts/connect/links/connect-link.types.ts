export interface ConnectLinkView {
  readonly id: string;
  readonly accountId: string;
  readonly state: 'open' | 'used' | 'expired' | 'closed';
  /** Asks for direct messages too. */
  readonly messages: boolean;
  readonly madeAt: string;
  readonly madeBy: string;
  readonly expiresAt: string;
  /** When it was first followed; null: not yet. */
  readonly openedAt: string | null;
  readonly finishedAt: string | null;
}

export interface IssuedLink {
  readonly id: string;
  /** With the secret in it: shown once, and kept only as a digest. */
  readonly path: string;
  /** The same with the address at which people reach Akta; null where nobody said which. */
  readonly url: string | null;
  readonly expiresAt: string;
}
