import type { Sentences } from '../platform/index.js';

/** What reading stored objects back showed, as the trail tells it. */
export const trailOfStorage = {
  'fixity.checked': {
    en: '{who} read {objects, plural, one {# stored object} other {# stored objects}} back; not as recorded: {wrong}; could not be read: {unseen}.',
    pl: 'Odczytano z magazynu {objects, plural, one {# obiekt} few {# obiekty} many {# obiektów} other {# obiektu}} ({who}); niezgodnych: {wrong}; nie udało się odczytać: {unseen}.',
  },
  'fixity.failed': {
    en: '{who} found a stored object ({kind}) that is not as recorded: {what}.',
    pl: 'Stwierdzono, że obiekt w magazynie ({kind}) nie jest taki, jak zapisano: {what} ({who}).',
  },
  'fixity.looked-at': {
    en: '{who} looked at a finding about a stored object and wrote down what was done.',
    pl: 'Zapoznano się z ustaleniem dotyczącym obiektu w magazynie i zapisano, co zrobiono ({who}).',
  },
  'fixity.ended': {
    en: '{who} ended a finding about a stored object: {how}.',
    pl: 'Zakończono ustalenie dotyczące obiektu w magazynie ({who}): {how}.',
  },
} as const satisfies Sentences;

/** The words of these events, as they stand within a sentence. */
export const storageWords = {
  exchange: { en: 'a recorded answer', pl: 'zapisana odpowiedź' },
  medium: { en: 'a picture, video or sound', pl: 'obraz, film lub dźwięk' },
  log: { en: 'the copy of the log', pl: 'kopia rejestru' },
  'key-file': { en: 'a copy of the keys', pl: 'kopia kluczy' },
  store: { en: 'the store as a whole', pl: 'cały magazyn' },
  'object-missing': { en: 'it is not there', pl: 'nie ma go' },
  'object-changed': { en: 'it does not open, or its bytes are others', pl: 'nie da się go otworzyć lub ma inną treść' },
  'rows-differ': { en: 'the database says something else', pl: 'baza danych mówi co innego' },
  'key-missing': { en: 'its key is missing', pl: 'brakuje klucza' },
  'lock-short': { en: 'its lock ends too soon', pl: 'blokada wygasa zbyt wcześnie' },
  'hold-lost': { en: 'the store does not hold it any more', pl: 'magazyn już go nie wstrzymuje' },
  'object-stray': { en: 'nothing points at it', pl: 'nic na niego nie wskazuje' },
  'whole-again': { en: 'it is as recorded again', pl: 'jest znów zgodny z zapisem' },
  destroyed: { en: 'what it held was lawfully destroyed', pl: 'jego zawartość zgodnie z prawem wybrakowano' },
} as const satisfies Sentences;
