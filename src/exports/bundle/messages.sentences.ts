import type { Sentences } from '../../platform/index.js';

/** What a message file says beside what was posted. */
export const messagesSentences = {
  thread: { en: 'Thread of item {no}', pl: 'Wątek wpisu nr {no}' },
  'name.item': { en: 'Item of the bundle', pl: 'Wpis w pakiecie' },
  'name.address': { en: 'Address', pl: 'Adres' },
  'name.entry': { en: 'Entry of the log', pl: 'Pozycja rejestru' },
  'name.answers': { en: 'Answers item', pl: 'Odpowiedź na wpis' },
  'name.repeats': { en: 'Repeats or quotes item', pl: 'Powtarza lub cytuje wpis' },
  'name.state': { en: 'State', pl: 'Stan' },
  'name.withheld': { en: 'Withheld', pl: 'Nie udostępniono' },
  'name.left-out': { en: 'Not attached', pl: 'Nie załączono' },
  gone: {
    en: 'No longer at the source; first missing {at}. This does not say who removed it.',
    pl: 'Nie ma tego już u źródła; pierwszy raz nie znaleziono: {at}. Nie wynika z tego, kto to usunął.',
  },
  'in-part': { en: 'In part: {codes}', pl: 'Częściowo: {codes}' },
  whole: { en: '[Withheld: {codes}]', pl: '[Nie udostępniono: {codes}]' },
  'whole.no-code': { en: '[Withheld]', pl: '[Nie udostępniono]' },
  'left-out': {
    en: '{file} ({bytes} bytes) is too large for a message file; it is in the bundle.',
    pl: 'Plik {file} ({bytes} B) jest za duży, by go tu załączyć; jest w pakiecie.',
  },
  unknown: { en: 'Not named', pl: 'Nie podano' },
} as const satisfies Sentences;
