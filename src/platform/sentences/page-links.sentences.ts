import type { Sentences } from './sentences.js';

/** Links at which a requester takes a finished bundle, and when each was fetched. */
export const linkPageSentences = {
  'links.title': { en: 'A link for the requester', pl: 'Link dla osoby wnioskującej' },
  'links.text': {
    en: 'Whoever has the link takes this bundle without signing in, and nothing else. When it was fetched is recorded, and nothing of who fetched it.',
    pl: 'Każdy, kto ma link, pobiera bez logowania ten pakiet i nic więcej. Zapisuje się, kiedy go pobrano, ale nic o tym, kto go pobrał.',
  },
  'links.days': { en: 'Days it is open (at most 90)', pl: 'Liczba dni ważności (najwyżej 90)' },
  'links.open': { en: 'Make a link', pl: 'Utwórz link' },
  'links.shown': {
    en: 'This is the link. It is shown this once:',
    pl: 'Oto link. Jest wyświetlany tylko raz:',
  },
  'links.close': { en: 'Close this link', pl: 'Zamknij ten link' },
  'links.state.open': {
    en: 'Made by {by}, open until {until}; fetched {n, plural, =0 {never} one {once} other {# times}}.',
    pl: 'Utworzył(a): {by}, ważny do {until}; {n, plural, =0 {nie pobrano} one {pobrano raz} few {pobrano # razy} many {pobrano # razy} other {pobrano # razu}}.',
  },
  'links.state.expired': {
    en: 'Made by {by}, expired {until}; fetched {n, plural, =0 {never} one {once} other {# times}}.',
    pl: 'Utworzył(a): {by}, wygasł {until}; {n, plural, =0 {nie pobrano} one {pobrano raz} few {pobrano # razy} many {pobrano # razy} other {pobrano # razu}}.',
  },
  'links.state.closed': {
    en: 'Made by {by}, closed; fetched {n, plural, =0 {never} one {once} other {# times}}.',
    pl: 'Utworzył(a): {by}, zamknięty; {n, plural, =0 {nie pobrano} one {pobrano raz} few {pobrano # razy} many {pobrano # razy} other {pobrano # razu}}.',
  },
  'links.fetch.whole': { en: '{at}: the whole file', pl: '{at}: cały plik' },
  'links.fetch.rest': {
    en: '{at}: {bytes, plural, one {the last byte} other {the last # bytes}}, to the end',
    pl: '{at}: {bytes} B, do końca',
  },
  'links.fetch.part': {
    en: '{at}: {bytes, plural, one {# byte} other {# bytes}}, not to the end',
    pl: '{at}: {bytes} B, nie do końca',
  },
  'links.fetch.of-part': { en: 'Part {part}, {told}', pl: 'Część {part}, {told}' },
  'links.fetch.unknown': {
    en: '{at}: how much was sent is not known (yet)',
    pl: '{at}: (jeszcze) nie wiadomo, ile wysłano',
  },
} as const satisfies Sentences;
