import type { Sentences } from '../../platform/index.js';

export const messageSentences = {
  granted: {
    en: 'Direct messages are kept. They are closed: read by those who may read restricted material, and in no bundle until one is opened by a decision.',
    pl: 'Wiadomości prywatne są przechowywane. Są zamknięte: czytają je uprawnieni do treści zastrzeżonych, a do pakietu nie trafiają, dopóki ktoś nie zdecyduje o otwarciu.',
  },
} as const satisfies Sentences;
