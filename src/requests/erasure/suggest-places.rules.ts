import type { ItemRecord, RestrictedPlace } from '../../archive/index.js';
import { suggestRedactions } from '../redaction/suggest-redactions.rules.js';
import type { SuggestionKind } from '../redaction/suggestion.types.js';

export interface SuggestedPlace {
  readonly place: RestrictedPlace;
  readonly kind: SuggestionKind;
}

/** Places in a version that look like personal details no duty to keep needs: numbers, addresses, days of birth; not names. */
export function suggestPlaces(record: ItemRecord, version: number, country: string): SuggestedPlace[] {
  const parts: readonly (readonly [string, string | null])[] = [
    ['text', record.text],
    ['title', record.title],
    ['content-warning', record.contentWarning],
    ...record.media.map(({ alt }, i) => [`alt-${i + 1}`, alt] as const),
    ...(record.poll?.options ?? []).map(({ title }, i) => [`poll-${i + 1}`, title] as const),
  ];
  return parts.flatMap(([part, text]) =>
    suggestRedactions(text ?? '', { country: country.slice(0, 2), official: false })
      .filter(({ kind }) => kind !== 'name')
      .map(({ kind, start, end }) => ({ kind, place: { version, part, range: { start, end } } })),
  );
}
