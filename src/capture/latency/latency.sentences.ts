import type { Sentences } from '../../platform/index.js';

/** What brought a version, beside those all together. */
export const latencySentences = {
  incremental: { en: 'looks for what is new', pl: 'odczyty nowych wpisów' },
  replies: { en: 'looks for answers', pl: 'odczyty odpowiedzi' },
  recheck: { en: 'looks at what is known', pl: 'ponowne odczyty znanych wpisów' },
  live: { en: 'listening to the stream', pl: 'nasłuch strumienia' },
  webhook: { en: 'what the platform delivers', pl: 'powiadomienia od platformy' },
} as const satisfies Sentences;
