import type { ExemptionUse } from './exemption-codes.rules.js';
import type { Ruling } from './redaction.types.js';

/** What is decided of one item of a request, with what grounds each code used in it. */
export interface ItemRuling {
  readonly itemId: string;
  readonly ruling: Ruling;
  /** One a code: what it needs of a statute or a statement of harm. They are printed in the exemption log. */
  readonly grounds: readonly ExemptionUse[];
}

/** Somebody the release speaks of under a pseudonym, by all that would name them. */
export interface ThirdParty {
  /** The author's canonical URI. */
  readonly uri: string;
  readonly handles: readonly string[];
  readonly names: readonly string[];
  readonly ground: ExemptionUse;
}

/** A request as its answer may speak of it: nothing here names who asked. */
export interface Release {
  /** The law its codes come from: the name of a file in exports/exemption-codes. */
  readonly law: string;
  readonly title: string;
  readonly question: string;
  /** At least one. */
  readonly accountIds: readonly string[];
  /** Local days of each account's own body, both inclusive; null = open. */
  readonly window: { readonly from: string | null; readonly to: string | null };
  readonly thirdParties: readonly ThirdParty[];
}

/** Where the rulings of a request come from. Both answer alike from one call to the next while an export is made. */
export abstract class ReleaseSource {
  /** @throws {Refusal} where there is no such request, or items of it are undecided */
  abstract releaseOf(requestId: string): Promise<Release>;
  /** Every item that was found for the request, once; items that were destroyed since are not among them. */
  abstract rulingsOf(requestId: string): AsyncIterable<ItemRuling>;
}
