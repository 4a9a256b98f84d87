import type { RequestKind } from '../kinds.types.js';
import type { ExemptionUse } from '../redaction/exemption-codes.rules.js';
import type { Ruling } from '../redaction/redaction.types.js';
import type { Counts } from '../request.types.js';

/** What is decided of one item of a request, with what grounds each code used in it. */
export interface ItemRuling {
  readonly itemId: string;
  readonly ruling: Ruling;
  /** One a code: what it needs of a statute or a statement of harm. They are printed in the exemption log. */
  readonly grounds: readonly ExemptionUse[];
}

/** A reviewed request as its answer may speak of it: nothing here names who asked. */
export interface Release {
  readonly number: string;
  readonly kind: RequestKind;
  /** The law its codes come from; null where it is under none and a code is the body's own. */
  readonly law: string | null;
  readonly receivedAt: string;
  readonly frozenAt: string;
  /** Entries of the log when the set was frozen: what came later was reviewed by nobody and does not leave. */
  readonly logSize: number;
  /** Of the scope, and of every item found. */
  readonly accountIds: readonly string[];
  /** Local days of the body, both inclusive; null = open. Of a scope that names its items, the days they are from. */
  readonly window: { readonly from: string | null; readonly to: string | null };
  /** In which words was asked, as a search; null = whatever the words. */
  readonly query: string | null;
  readonly counts: Counts;
  /** Every item of the frozen set by its id; items that were destroyed since are not among them. */
  readonly rulings: ReadonlyMap<string, ItemRuling>;
}
