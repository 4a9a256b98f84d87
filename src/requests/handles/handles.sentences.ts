import type { Sentences } from '../../platform/index.js';

export const handleSentences = {
  issued: {
    en: 'Code for {handle}: {code}. It is shown this once and is good until {until}. It proves the handle when it is posted from there in reply to one of your accounts, or sent from there.',
    pl: 'Kod dla {handle}: {code}. Pokazujemy go tylko raz; jest ważny do {until}. Potwierdza konto, gdy zostanie z niego opublikowany w odpowiedzi na wpis podmiotu lub wysłany.',
  },
  'state.open': { en: '{handle}: the code has not been seen yet.', pl: '{handle}: kodu jeszcze nie widziano.' },
  'state.expired': { en: '{handle}: the code expired unseen.', pl: '{handle}: kod wygasł, zanim go zobaczono.' },
  'state.proved': { en: '{handle}: proved on {at}, {path}.', pl: '{handle}: potwierdzono {at}, {path}.' },
  'path.captured': { en: 'by what was captured', pl: 'na podstawie zapisanego wpisu' },
  'path.message': { en: 'by a message', pl: 'na podstawie wiadomości' },
  'path.public-post': { en: 'by a post that was seen', pl: 'na podstawie obejrzanego wpisu' },
  'path.in-person': { en: 'in person', pl: 'osobiście' },
  'not-found': {
    en: 'The code stands in nothing that was captured of {handle}. What is posted is captured as a reply to one of your accounts.',
    pl: 'Kod nie występuje w niczym, co zapisano z konta {handle}. Zapisywane są odpowiedzi na wpisy podmiotu.',
  },
  none: { en: 'No code was issued for this request.', pl: 'Dla tego wniosku nie wydano żadnego kodu.' },
} as const satisfies Sentences;
