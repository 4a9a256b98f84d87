import type { Sentences } from './sentences.js';

/** Searches that are kept: under a name, or as a certificate; and things as they stood at a time. */
export const certificatePageSentences = {
  'kept.title': { en: 'Keep this search', pl: 'Zachowaj to wyszukiwanie' },
  'kept.certify': { en: 'Make a certificate', pl: 'Sporządź poświadczenie' },
  'kept.certify-hint': {
    en: 'A certificate says what was asked, over which log, what was found and what could not be searched. It can be checked later, whatever changes meanwhile.',
    pl: 'Poświadczenie podaje, o co pytano, do jakiego rejestru, co znaleziono i czego nie można było przeszukać. Można je później sprawdzić bez względu na zmiany.',
  },
  'kept.certified': { en: 'The certificate is made.', pl: 'Poświadczenie sporządzono.' },
  'kept.open': { en: 'Open it', pl: 'Otwórz' },
  'kept.name': { en: 'Name', pl: 'Nazwa' },
  'kept.save': { en: 'Save the search', pl: 'Zapisz wyszukiwanie' },
  'kept.saved': { en: 'The search is on your list.', pl: 'Wyszukiwanie jest na liście.' },
  'kept.own': { en: 'Your saved searches', pl: 'Zapisane wyszukiwania' },
  'kept.forget': { en: 'Take “{name}” off the list', pl: 'Zdejmij z listy: „{name}”' },

  'certificates.title': { en: 'Search certificates', pl: 'Poświadczenia wyszukiwań' },
  'certificates.table': { en: 'Search certificates, the newest first', pl: 'Poświadczenia wyszukiwań od najnowszego' },
  'certificates.none': {
    en: 'No search has been certified yet.',
    pl: 'Nie poświadczono jeszcze żadnego wyszukiwania.',
  },
  'certificates.at': { en: 'Made', pl: 'Sporządzono' },
  'certificates.by': { en: 'By', pl: 'Kto' },
  'certificates.asked': { en: 'Asked for', pl: 'Zapytanie' },
  'certificates.items': { en: 'Items', pl: 'Wpisy' },
  'certificates.more': { en: 'Older ones', pl: 'Starsze' },
  'certificates.back': { en: 'All certificates', pl: 'Wszystkie poświadczenia' },
  'certificate.title': { en: 'Search certificate of {date}', pl: 'Poświadczenie wyszukiwania: {date}' },
  'certificate.typed': { en: 'As typed', pl: 'Tak, jak wpisano' },
  'certificate.understood': { en: 'As understood', pl: 'Tak, jak zrozumiano' },
  'certificate.everything': { en: 'every item', pl: 'każdy wpis' },
  'certificate.days': { en: 'Days', pl: 'Dni' },
  'certificate.log': { en: 'Log', pl: 'Rejestr' },
  'certificate.log-of': {
    en: '{size, plural, one {# entry} other {# entries}}',
    pl: '{size, plural, one {# zapis} few {# zapisy} many {# zapisów} other {# zapisu}}',
  },
  'certificate.found': { en: 'Found', pl: 'Znaleziono' },
  'certificate.searched': { en: 'Searched', pl: 'Przeszukano' },
  'certificate.restricted': {
    en: 'Words of restricted items were searched too.',
    pl: 'Przeszukano także treść wpisów o ograniczonym dostępie.',
  },
  'certificate.cut-short': {
    en: '{n, plural, one {# item is} other {# items are}} too long to be searched whole.',
    pl: 'Za długich, by przeszukać je w całości: {n, plural, one {# wpis} few {# wpisy} many {# wpisów} other {# wpisu}}.',
  },
  'certificate.gaps': { en: 'Gaps within its days', pl: 'Luki w tych dniach' },
  'certificate.download': { en: 'Download as JSON', pl: 'Pobierz jako JSON' },
  'certificate.check': { en: 'Check it now', pl: 'Sprawdź teraz' },
  'certificate.checking': {
    en: 'Searching again over the same log …',
    pl: 'Ponowne wyszukiwanie w tym samym rejestrze …',
  },
  'certificate.search': { en: 'The same search today', pl: 'To samo wyszukiwanie dziś' },

  'as-of.title': { en: 'As it stood at another time', pl: 'Stan w innym czasie' },
  'as-of.at': { en: 'Date and time, by the clock of the body', pl: 'Data i godzina według czasu podmiotu' },
  'as-of.day': { en: 'Day', pl: 'Dzień' },
  'as-of.show': { en: 'Show', pl: 'Pokaż' },
  'as-of.shown': {
    en: 'As it stood on {at}. What came later is left out.',
    pl: 'Stan na {at}. Późniejszych zmian nie pokazano.',
  },
  'as-of.now': { en: 'As it stands now', pl: 'Stan obecny' },
  'as-of.nothing': {
    en: 'Nothing of this was in the archive at that time.',
    pl: 'W tym czasie archiwum niczego z tego nie miało.',
  },
  'profile.title': { en: 'How it describes itself', pl: 'Jak konto siebie opisuje' },
  'profile.none': { en: 'No description of itself is kept yet.', pl: 'Nie zapisano jeszcze opisu konta.' },
} as const satisfies Sentences;
