import type { Sentences } from '../platform/index.js';

/** What `akta keys` answers. */
export const keysSentences = {
  made: {
    en: 'Made a key file: {items, plural, one {the key of # item} other {the keys of # items}}, {media} of media, {frames} of recorded answers. Kept until {until}.',
    pl: 'Utworzono plik kluczy: {items, plural, one {klucz # wpisu} few {klucze # wpisów} many {klucze # wpisów} other {klucze # wpisu}}, załączników: {media}, zapisanych odpowiedzi: {frames}. Przechowywany do {until}.',
  },
  line: {
    en: '{at}: {items, plural, one {# item} other {# items}}, {media} media, {frames} recorded answers; kept until {until}',
    pl: '{at}: {items, plural, one {# wpis} few {# wpisy} many {# wpisów} other {# wpisu}}, załączniki: {media}, zapisane odpowiedzi: {frames}; przechowywany do {until}',
  },
  'line.unrecorded': {
    en: '{line}; the database does not know of it',
    pl: '{line}; baza danych go nie zna',
  },
  none: {
    en: 'There is no key file yet. Make one: akta keys backup',
    pl: 'Nie ma jeszcze pliku kluczy. Można go utworzyć: akta keys backup',
  },
  damaged: {
    en: 'Not readable, or not as it was stored: {object}. Keep it, and make another: akta keys backup',
    pl: 'Nieczytelny albo różny od zapisanego: {object}. Należy go zostawić i utworzyć nowy: akta keys backup',
  },
  restored: {
    en: 'From the key file of {at}, restored: {items, plural, one {the key of # item} other {the keys of # items}}, {media} of media, {frames} of recorded answers, {above} that wrap others.',
    pl: 'Z pliku kluczy z {at} odtworzono: {items, plural, one {klucz # wpisu} few {klucze # wpisów} many {klucze # wpisów} other {klucze # wpisu}}, załączników: {media}, zapisanych odpowiedzi: {frames}, nadrzędnych: {above}.',
  },
  left: {
    en: 'Left as it is: {present} that are there, {destroyed} of what was destroyed, {unknown} of what this database does not hold.',
    pl: 'Pozostawiono bez zmian: obecne: {present}, należące do zniszczonych: {destroyed}, nieznane tej bazie: {unknown}.',
  },
  'restored.missing': {
    en: '{missing, plural, one {# key is} other {# keys are}} still missing: no key file holds {missing, plural, one {it} other {them}}. Bring older objects back from your own copy, and restore again.',
    pl: 'Nadal brakuje kluczy ({missing}): nie zawiera ich żaden plik kluczy. Należy przywrócić starsze obiekty z własnej kopii i odtworzyć klucze ponownie.',
  },
  'restored.check': {
    en: 'See whether everything opens now: akta check',
    pl: 'Czy wszystko się teraz otwiera, sprawdza: akta check',
  },
} as const satisfies Sentences;
