import { type Language, say } from '../../platform/index.js';
import { type Explained, type HeldThen, LASTING_DAYS } from './counter.types.js';
import { countersSentences } from './counters.sentences.js';
import { presentOf } from './explain-counter.rules.js';

/** Fact, ground, what to do. */
export function counterInWords(
  {
    says,
    held,
    difference,
    unexplained,
    reasons,
    lasting,
  }: Explained & {
    readonly says: number;
    readonly held: HeldThen;
    readonly lasting: boolean;
  },
  language: Language,
): string[] {
  const { posts, replies, reposts, hidden, gone } = held;
  const n = Math.abs(difference);
  const verdict = difference === 0 ? 'same' : unexplained === 0 ? 'explained' : 'unexplained';
  return [
    say(countersSentences, 'says', language, {
      says,
      visible: presentOf(held) - hidden,
      posts,
      replies,
      reposts,
      hidden,
      gone,
    }),
    say(countersSentences, verdict, language, { n, left: Math.abs(unexplained) }),
    ...reasons.map(({ why, items }) => say(countersSentences, `why.${why}`, language, { items: items ?? 0 })),
    ...(lasting ? [say(countersSentences, 'lasting', language, { days: LASTING_DAYS })] : []),
  ];
}
