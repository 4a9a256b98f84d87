import type { Sentences } from '../../platform/index.js';

export const witnessSentences = {
  'log-key': {
    en: 'The key of this log, for those who watch it: {key}',
    pl: 'Klucz tego rejestru, dla jego świadków: {key}',
  },
  'witness-key': {
    en: 'The key with which this archive signs as a witness: {key}',
    pl: 'Klucz, którym to archiwum podpisuje jako świadek: {key}',
  },
  watched: {
    en: 'Watches {origin}: {size, plural, one {# entry} other {# entries}}, last signed {at}.',
    pl: 'Rejestr {origin}: rozmiar {size}, ostatnio podpisany {at}.',
  },
  'watched.unseen': {
    en: 'Watches {origin}, which has not asked yet.',
    pl: 'Rejestr {origin}: nie poproszono jeszcze o podpis.',
  },
  'watched.none': {
    en: 'It watches no other log; WITNESSED_LOGS names them by their keys.',
    pl: 'Nie obserwuje żadnego innego rejestru; wskazuje je WITNESSED_LOGS według kluczy.',
  },
  'witness.signed': { en: '{name} last signed this log {at}.', pl: '{name} ostatnio podpisał ten rejestr {at}.' },
  'witness.waiting': { en: '{name} has not signed this log yet.', pl: '{name} nie podpisał jeszcze tego rejestru.' },
  'witness.none': {
    en: 'Nobody watches this log; WITNESS_URLS and WITNESS_KEYS name who does.',
    pl: 'Nikt nie obserwuje tego rejestru; świadków wskazują WITNESS_URLS i WITNESS_KEYS.',
  },
} as const satisfies Sentences;
