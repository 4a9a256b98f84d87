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
  prepared: {
    en: 'The next master key is in the file of this machine, and is not used yet. Copy {file} to every other machine of this installation and to your safe, then: akta keys rotate',
    pl: 'Następny klucz główny jest w pliku tego komputera i nie jest jeszcze używany. Należy skopiować {file} na pozostałe komputery instalacji oraz do sejfu, a następnie wykonać: akta keys rotate',
  },
  rotated: {
    en: 'A new master key is in use. {above, plural, one {# key was} other {# keys were}} wrapped anew under it, and what is captured from now on is wrapped under a new key of its own, {kek}. Put a copy of {file} into your safe today: without it nothing that is captured from now on can be opened.',
    pl: 'Nowy klucz główny jest w użyciu. Zabezpieczono nim ponownie {above, plural, one {# klucz} few {# klucze} many {# kluczy} other {# klucza}}, a nowe wpisy zabezpiecza nowy klucz {kek}. Kopię {file} należy dziś złożyć w sejfie: bez niej nowych wpisów nie da się otworzyć.',
  },
  'rotated.earlier': {
    en: 'The earlier {earlier, plural, one {one stays} other {# stay}} in the file for key files and registers made before today. Once those have ended: akta keys retire',
    pl: 'Wcześniejsze klucze ({earlier}) pozostają w pliku dla plików kluczy i kopii rejestrów utworzonych przed dzisiejszym dniem. Gdy ich termin minie: akta keys retire',
  },
  retired: {
    en: '{earlier, plural, one {The earlier master key is} other {# earlier master keys are}} out of {file}. Destroy the copies in your safe that hold only {earlier, plural, one {it} other {them}}, once no backup from before the change is kept.',
    pl: 'Wcześniejsze klucze główne ({earlier}) usunięto z {file}. Kopie w sejfie zawierające wyłącznie je należy zniszczyć, gdy nie przechowuje się już kopii zapasowych sprzed zmiany.',
  },
  'restored.check': {
    en: 'See whether everything opens now: akta check',
    pl: 'Czy wszystko się teraz otwiera, sprawdza: akta check',
  },
} as const satisfies Sentences;
