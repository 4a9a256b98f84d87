import { type Language, say } from '../platform/sentences/sentences.js';
import type { MatterKind } from './holds.types.js';
import { retentionSentences } from './retention.sentences.js';

export interface Named {
  readonly number: string;
  readonly matter_number: string;
  readonly matter_name: string;
  readonly matter_kind: MatterKind;
}

/** What people call a hold: of a request, the request; of another matter, its own number and the matter's name. */
export function holdName(hold: Named, language: Language): string {
  return hold.matter_kind === 'request'
    ? say(retentionSentences, 'name.request', language, { number: hold.matter_number })
    : say(retentionSentences, 'name.matter', language, { hold: hold.number, matter: hold.matter_name });
}

/** `a, b and c`. */
export function listed(names: readonly string[], language: Language): string {
  const [last, ...before] = names.toReversed();
  const and = say(retentionSentences, 'and', language);
  return before.length === 0 ? (last ?? '') : `${before.toReversed().join(', ')}${and}${last}`;
}

/** Sentence 10. */
export function heldSentence(item: string, holds: readonly Named[], language: Language): string {
  return say(retentionSentences, 'held', language, {
    item,
    count: holds.length,
    holds: listed(
      holds.map((hold) => holdName(hold, language)),
      language,
    ),
  });
}
