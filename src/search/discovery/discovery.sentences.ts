import type { Sentences } from '../../platform/index.js';

export const discoverySentences = {
  'taking-in': { en: '{done} of {total} items taken in', pl: 'Przyjęto wpisy: {done} z {total}' },
  comparing: {
    en: '{done, plural, one {# month of an account} other {# months of accounts}} compared',
    pl: 'Porównano miesiące kont: {done}',
  },
  built: {
    en: 'The index is built anew ({engine}): {items, plural, one {# item} other {# items}} looked at, {compared, plural, one {# month of an account} other {# months of accounts}} compared with the tables.',
    pl: 'Indeks zbudowano od nowa ({engine}): przejrzane wpisy: {items}, porównane z tabelami miesiące kont: {compared}.',
  },
  resumed: {
    en: 'It went on where the run before had ended.',
    pl: 'Praca została podjęta w miejscu, w którym zakończyła się poprzednia.',
  },
  agrees: { en: 'All of it agrees.', pl: 'Wszystko się zgadza.' },
  differs: {
    en: 'Account {account}, {month}: {here} in the tables, {there} in the index; items that do not agree: {ids}',
    pl: 'Konto {account}, {month}: w tabelach {here}, w indeksie {there}; niezgodne wpisy: {ids}',
  },
  'differs-words': {
    en: 'Account {account}, {month}: of {sampled} items compared these are not in the index as they are: {ids}',
    pl: 'Konto {account}, {month}: z porównanych wpisów ({sampled}) tych nie ma w indeksie w obecnej postaci: {ids}',
  },
  stray: {
    en: 'Words stand in the index by items that nobody may discover: {ids}',
    pl: 'W indeksie są słowa z wpisów, których nie wolno podpowiadać: {ids}',
  },
  'build-again': {
    en: 'Build it again: akta reindex. Record search does not rely on it.',
    pl: 'Należy zbudować go ponownie: akta reindex. Wyszukiwanie zapisów na nim nie polega.',
  },
  dropped: {
    en: 'Nothing is left of the index ({engine}). While a server runs it is filled again from the log; at once: akta reindex',
    pl: 'Z indeksu ({engine}) nic nie zostało. Gdy serwer działa, indeks zapełnia się ponownie z rejestru; od razu: akta reindex',
  },
} as const satisfies Sentences;
