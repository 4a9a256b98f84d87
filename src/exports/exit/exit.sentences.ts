import type { Sentences } from '../../platform/index.js';

/** What `akta exit-export` and `akta import-exit` answer. */
export const exitSentences = {
  'step.rows': { en: '{done, plural, one {# row} other {# rows}} written', pl: 'zapisane wiersze: {done}' },
  'step.log': {
    en: '{done, plural, one {# entry} other {# entries}} of the log written',
    pl: 'zapisy rejestru: {done}',
  },
  'step.exchanges': {
    en: '{done, plural, one {# recorded answer} other {# recorded answers}} written',
    pl: 'zapisane odpowiedzi: {done}',
  },
  'step.media': {
    en: '{done, plural, one {# picture or video} other {# pictures and videos}} written',
    pl: 'obrazy i filmy: {done}',
  },
  'step.database': {
    en: '{done, plural, one {# row} other {# rows}} sealed for an import',
    pl: 'wiersze zapieczętowane do importu: {done}',
  },
  'step.objects': {
    en: '{done, plural, one {# sealed object} other {# sealed objects}} copied',
    pl: 'skopiowane zapieczętowane obiekty: {done}',
  },
  'step.looked': {
    en: '{done, plural, one {# file} other {# files}} read and found whole',
    pl: 'sprawdzone pliki: {done}',
  },
  made: {
    en: 'All of the archive is in {folder}: {rows, plural, one {# row} other {# rows}}, {exchanges, plural, one {# recorded answer} other {# recorded answers}}, {media, plural, one {# picture or video} other {# pictures and videos}}, {entries, plural, one {# entry} other {# entries}} of the log; {files, plural, one {# file} other {# files}}, {size}. README.md in it says what each file is.',
    pl: 'Całe archiwum jest w {folder}: wierszy {rows}, zapisanych odpowiedzi {exchanges}, obrazów i filmów {media}, zapisów rejestru {entries}; plików {files}, {size}. README.md w katalogu objaśnia każdy plik.',
  },
  unreadable: {
    en: '{unreadable, plural, one {# recorded answer or medium was} other {# recorded answers and media were}} destroyed: the rows are there, the bytes are not.',
    pl: 'Zniszczonych odpowiedzi i plików: {unreadable}; są ich wiersze, nie ma bajtów.',
  },
  'with-keys': {
    en: 'With the keys folder it can be imported as the same archive. Whoever has both reads everything, also what is destroyed later: destroy the folder once it is imported.',
    pl: 'Z katalogiem kluczy można z niego odtworzyć to samo archiwum. Kto ma oba, odczyta wszystko, także to, co zostanie zniszczone później: po imporcie katalog należy zniszczyć.',
  },
  'without-keys': {
    en: 'It holds no key: a copy for other systems to read. It cannot be imported as the same archive.',
    pl: 'Nie zawiera kluczy: to kopia do odczytu w innych systemach. Nie można z niej odtworzyć tego samego archiwum.',
  },
} as const satisfies Sentences;
