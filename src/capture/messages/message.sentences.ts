import type { Sentences } from '../../platform/index.js';

export const openMessageSentences = {
  opened: {
    en: 'The message is open: it is read, found and answered with like any other item.',
    pl: 'Wiadomość jest otwarta: można ją czytać, znajdować i wydawać jak każdy inny wpis.',
  },
} as const satisfies Sentences;
