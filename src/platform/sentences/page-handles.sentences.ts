import type { Sentences } from './sentences.js';

/** Proof that a requester controls a handle. */
export const handlePageSentences = {
  'handles.title': { en: 'Handles of the requester', pl: 'Konta osoby wnioskującej' },
  'handles.none': {
    en: 'No handle is proved or asked about.',
    pl: 'Nie potwierdzono żadnego konta i o żadne nie pytano.',
  },
  'handles.issue': { en: 'Issue a code for a handle', pl: 'Wydaj kod dla konta' },
  'handles.handle': { en: 'Handle', pl: 'Konto' },
  'handles.handle-hint': { en: 'With its server: @dana@social.example', pl: 'Z serwerem: @dana@social.example' },
  'handles.issued': {
    en: 'The code for {handle} is shown this once and is good until {until}. It is posted from there in reply to one of your accounts, or sent from there.',
    pl: 'Kod dla {handle} pokazujemy tylko raz; jest ważny do {until}. Należy go z tego konta opublikować w odpowiedzi na wpis podmiotu albo wysłać.',
  },
  'handles.confirm': { en: 'Record where a code was seen', pl: 'Odnotuj, gdzie widziano kod' },
  'handles.code': { en: 'Code', pl: 'Kod' },
  'handles.path': { en: 'By which way it came', pl: 'Jaką drogą przyszedł' },
  'handles.path.captured': { en: 'what was captured', pl: 'zapisany wpis' },
  'handles.path.message': { en: 'a message', pl: 'wiadomość' },
  'handles.path.public-post': { en: 'a post that was seen', pl: 'obejrzany wpis' },
  'handles.path.in-person': { en: 'in person', pl: 'osobiście' },
  'handles.note': { en: 'Where it was seen', pl: 'Gdzie go widziano' },
  'handles.exchange': {
    en: 'Exchange in the archive that shows it',
    pl: 'Odpowiedź platformy w archiwum, która go pokazuje',
  },
  'handles.find': { en: 'Look for the code', pl: 'Szukaj kodu' },
  'handles.not-found': {
    en: 'The code stands in nothing that was captured of this handle.',
    pl: 'Kod nie występuje w niczym, co zapisano z tego konta.',
  },
  'handles.open': {
    en: 'the code has not been seen yet; it is good until {until}.',
    pl: 'kodu jeszcze nie widziano; jest ważny do {until}.',
  },
  'handles.expired': { en: 'the code expired unseen on {until}.', pl: 'kod wygasł {until}, zanim go zobaczono.' },
  'handles.proved': { en: 'proved on {at} ({path}).', pl: 'potwierdzono {at} ({path}).' },
} as const satisfies Sentences;
