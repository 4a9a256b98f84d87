import type { Sentences } from '../../platform/index.js';

/** What `akta scrub` answers. */
export const scrubSentences = {
  'step.tables': { en: 'Writing tables anew: {done} of {total}', pl: 'Ponowny zapis tabel: {done} z {total}' },
  'step.log': {
    en: 'Letting go of the log of changes: {done} of {total} files',
    pl: 'Usuwanie dziennika zmian: {done} z {total} plików',
  },
  'not-needed': {
    en: 'Nothing was destroyed since the last scrub. Nothing was done.',
    pl: 'Od ostatniego czyszczenia niczego nie zniszczono. Niczego nie zrobiono.',
  },
  whole: {
    en: '{n, plural, one {# destroyed item is} other {# destroyed items are}} in no file of the database any more: {tables, plural, one {# table was} other {# tables were}} written anew, {files, plural, one {# file} other {# files}} of its log of changes removed.',
    pl: '{n, plural, one {# zniszczonego wpisu} few {# zniszczonych wpisów} many {# zniszczonych wpisów} other {# zniszczonego wpisu}} nie ma już w żadnym pliku bazy danych. Zapisane ponownie tabele: {tables}, usunięte pliki dziennika zmian: {files}.',
  },
  'in-part': {
    en: '{tables, plural, one {# table was} other {# tables were}} written anew. Not everything could be reached:',
    pl: 'Zapisane ponownie tabele: {tables}. Nie wszystko było dostępne:',
  },
  seen: {
    en: 'In {table} older rows are still read by somebody. Run akta scrub again when no long work runs.',
    pl: 'W {table} ktoś nadal czyta starsze wiersze. Po zakończeniu długich prac należy ponownie uruchomić akta scrub.',
  },
  'log.not-ours': {
    en: "The database's log of changes and its statistics were not touched: that needs a superuser of the server. docs/backup-and-keys.md says what to run.",
    pl: 'Nie zmieniono dziennika zmian ani statystyk bazy danych: wymaga to administratora serwera. Polecenia podaje docs/backup-and-keys.md.',
  },
  'log.left': {
    en: '{n, plural, one {# file} other {# files}} of the log of changes {n, plural, one {is} other {are}} still kept by something. Run akta scrub again when it has been fetched.',
    pl: 'Pozostałe pliki dziennika zmian: {n}. Po ich pobraniu należy ponownie uruchomić akta scrub.',
  },
  'elsewhere.standby': {
    en: 'The standby “{name}” follows by itself; run akta scrub again if it was behind.',
    pl: 'Serwer zapasowy „{name}” nadąża sam; jeżeli był opóźniony, należy ponownie uruchomić akta scrub.',
  },
  'elsewhere.slot': {
    en: 'The replication slot “{name}” may keep the log of changes for somebody. Whoever runs it has to look.',
    pl: 'Slot replikacji „{name}” może przechowywać dziennik zmian. Powinien to sprawdzić jego administrator.',
  },
  'elsewhere.archive': {
    en: 'The log of changes is copied away as it is written (archive_mode = {name}). Those copies, and backups, are outside: remove them by their own schedule.',
    pl: 'Dziennik zmian jest na bieżąco kopiowany na zewnątrz (archive_mode = {name}). Te kopie oraz kopie zapasowe należy usunąć według ich własnego harmonogramu.',
  },
  keys: {
    en: 'Sealed copies of the keys that were destroyed are kept until {until}; after that nothing can be read by anybody.',
    pl: 'Zapieczętowane kopie zniszczonych kluczy są przechowywane do {until}; potem nikt niczego nie odczyta.',
  },
} as const satisfies Sentences;
