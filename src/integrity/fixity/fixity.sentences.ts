import type { Sentences } from '../../platform/index.js';

/** What the commands say; what they say of a finding the page says too: page-storage.sentences.ts. */
export const fixitySentences = {
  line: {
    en: '{percent} % of {objects, plural, one {# stored object} other {# stored objects}} were read back within {days, plural, one {# day} other {# days}} and are as recorded; not read back yet: {never}.',
    pl: '{percent} % z {objects, plural, one {# obiektu} few {# obiektów} many {# obiektów} other {# obiektu}} w magazynie odczytano w ciągu {days, plural, one {# dnia} few {# dni} many {# dni} other {# dnia}} i są zgodne z zapisem; jeszcze nieodczytanych: {never}.',
  },
  oldest: {
    en: 'Not read back for longest: since {at}. Last round: {done}.',
    pl: 'Najdawniej odczytany obiekt: {at}. Ostatni przebieg: {done}.',
  },
  never: { en: 'never', pl: 'nigdy' },
  fault: {
    en: '{kind}, {place}, since {since}: {sentence} Number of the finding: {id}',
    pl: '{kind}, {place}, od {since}: {sentence} Numer ustalenia: {id}',
  },
  'fault.looked': {
    en: '{line} Looked at by {by} on {at}: {said}',
    pl: '{line} Zapoznał się: {by}, {at}: {said}',
  },
  progress: {
    en: '{objects, plural, one {# object} other {# objects}} read back, {size} …',
    pl: 'Odczytano {objects, plural, one {# obiekt} few {# obiekty} many {# obiektów} other {# obiektu}}, {size} …',
  },
  done: {
    en: 'Read back: {objects, plural, one {# object} other {# objects}}, {size}; not as recorded: {wrong}; could not be read: {unseen}.',
    pl: 'Odczytano: {objects, plural, one {# obiekt} few {# obiekty} many {# obiektów} other {# obiektu}}, {size}; niezgodnych: {wrong}; nie udało się odczytać: {unseen}.',
  },
  looked: {
    en: 'Written down. The finding ends when the object is as recorded again.',
    pl: 'Zapisano. Ustalenie zakończy się, gdy obiekt będzie znów zgodny z zapisem.',
  },
} as const satisfies Sentences;
