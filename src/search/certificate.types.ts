import type { GapView } from '../archive/index.js';
import type { Permission } from '../platform/index.js';
import type { Asked, Echo } from './record-search.js';

/** A search as it was carried out once. Times RFC 3339 UTC. */
export interface CertificateView {
  readonly format: 1;
  readonly id: string;
  readonly at: string;
  /** Whose search it was, by name. */
  readonly by: string;
  readonly engine: string;
  /** The query as typed; `asked` is how it was understood. */
  readonly typed: string;
  readonly asked: Echo;
  /** Whether words of restricted items were looked through too. */
  readonly restrictedSearched: boolean;
  /** What its fields asked for beside items: whoever may not read that may not read this. */
  readonly needs: readonly Permission[];
  /** The log over which was searched: what it tells, and nothing later. `checkpoint` is the newest signed size then. */
  readonly log: {
    readonly origin: string;
    readonly size: number;
    readonly root: string;
    readonly checkpoint: number | null;
  };
  readonly found: {
    readonly items: number;
    readonly versions: number;
    /** Of the ids of the items found, in order, one a line: the same search can be compared with it later. */
    readonly itemsDigest: string;
    readonly byAccount: readonly { readonly id: string; readonly items: number }[];
  };
  readonly scope: {
    readonly accounts: readonly { readonly id: string; readonly handle: string }[];
    readonly knownNotArchived: number;
    /** Items so long that not every word of them could be looked through. */
    readonly itemsCutShort: number;
  };
  /** Stretches within the scope in which accounts were not seen. */
  readonly gaps: {
    readonly count: number;
    readonly listed: readonly Pick<GapView, 'id' | 'accountId' | 'from' | 'to' | 'reason'>[];
  };
}

export type CheckVerdict = 'right' | 'wrong' | 'unknown';

/** A certificate held against the archive as it is now. */
export interface CertificateCheck {
  readonly id: string;
  readonly at: string;
  /** `unknown`: another set was found, and items that stood there have been destroyed since. */
  readonly verdict: CheckVerdict;
  /** Whether its text is the one that was committed to in the log. */
  readonly committed: boolean;
  /** Whether the log of that size still has the root it says. */
  readonly log: boolean;
  /** The same search over the same log, carried out now. */
  readonly found: Pick<CertificateView['found'], 'items' | 'versions' | 'itemsDigest'>;
  readonly asThen: boolean;
  /** Items within its accounts that stood there then and were destroyed by a disposition. */
  readonly destroyedSince: number;
}

export interface SavedSearchView {
  readonly id: string;
  readonly savedAt: string;
  readonly name: string;
  readonly asked: Asked;
}
