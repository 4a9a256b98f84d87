import { calendarDate, type Language, say } from '../../platform/index.js';
import type { SuggestionKind } from '../redaction/suggestion.types.js';
import { erasureSentences } from './erasure.sentences.js';
import type { ErasureCounts, ErasureProgress, ErasureView, ReasonProposed } from './erasure.types.js';

export function detailsInWords(kinds: readonly SuggestionKind[], language: Language): string {
  return kinds.map((kind) => say(erasureSentences, `detail.${kind}`, language)).join(', ');
}

export function reasonInWords(reason: ReasonProposed, language: Language): string {
  switch (reason.reason) {
    case 'held':
      return say(erasureSentences, 'reason.held', language, { holds: reason.holds.join(', ') });
    case 'archival':
      return say(erasureSentences, 'reason.archival', language, { duty: reason.duty });
    case 'details':
      return say(erasureSentences, 'reason.details', language, { kinds: detailsInWords(reason.kinds, language) });
    case 'duty': {
      const { duty, until } = reason;
      if (until === null) return say(erasureSentences, 'reason.endless', language, { duty });
      return say(erasureSentences, 'reason.duty', language, { duty, until: dayInWords(until, language) });
    }
    case 'no-duty':
    default:
      return say(erasureSentences, 'reason.no-duty', language);
  }
}

export function erasureCountsInWords(
  { found, erased, restricted, refused }: ErasureCounts,
  language: Language,
): string {
  return say(erasureSentences, 'counts', language, { found, erased, restricted, refused });
}

export function erasureProgressInWords(progress: ErasureProgress, language: Language): string {
  const { found, undecided, waiting, erased, restricted, refused, details } = progress;
  const values = { found, undecided, waiting, erased, restricted, refused, details };
  return say(erasureSentences, 'progress', language, values);
}

/** One line of a list, with what is proposed and why. */
export function erasureInWords(view: ErasureView, language: Language): string[] {
  const { itemId: item, decision, state, list, proposal } = view;
  const decided = say(erasureSentences, `decision.${decision}`, language);
  if (proposal === null) return [say(erasureSentences, 'line.destroyed', language, { item, decision: decided })];
  const proposed = say(erasureSentences, `decision.${proposal.decision}`, language);
  return [
    say(erasureSentences, 'line', language, { item, decision: decided, state, list: list?.number ?? '', proposed }),
    ...proposal.sentences[language].map((sentence) => `    ${sentence}`),
  ];
}

function dayInWords(day: string, language: Language): string {
  return calendarDate(`${day}T12:00:00Z`, 'UTC', language);
}
