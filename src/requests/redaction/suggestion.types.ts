export type SuggestionKind =
  | 'pesel'
  | 'nip'
  | 'regon'
  | 'iban'
  | 'ssn'
  | 'payment-card'
  | 'phone'
  | 'email'
  | 'address'
  | 'birth-date'
  | 'plate'
  | 'name';

/** A place in a text, half-open [start, end). */
export interface Found {
  readonly kind: SuggestionKind;
  readonly start: number;
  readonly end: number;
}
