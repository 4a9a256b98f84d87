/** What a person wants kept: items one by one, or accounts, days and words that will also mean what comes later. */
export interface AskedScope {
  readonly itemIds?: readonly string[];
  /** Of the body; every account of it unless told. */
  readonly accountIds?: readonly string[];
  /** Local days of the body, both inclusive: `2026-05-18`. */
  readonly from?: string;
  readonly to?: string;
  /** As in a search. */
  readonly query?: string;
}

/** The same, settled: the text of this is what the log commits to. */
export type Scope =
  | { readonly kind: 'items'; readonly itemIds: readonly string[] }
  | {
      readonly kind: 'living';
      readonly bodyId: string;
      /** Null: every account of the body, also those to come. */
      readonly accountIds: readonly string[] | null;
      readonly from: string | null;
      readonly to: string | null;
      /** [fromAt, toAt) in absolute time, RFC 3339 UTC; null is open. */
      readonly fromAt: string | null;
      readonly toAt: string | null;
      /** In its canonical form; null where no words were asked for. */
      readonly query: string | null;
    };

export type LivingScope = Extract<Scope, { kind: 'living' }>;
