import type { Sentences } from './sentences.js';

/** Suggestions while somebody types, and what is said of the index they come from. */
export const discoverPageSentences = {
  'discover.title': { en: 'Find as you type', pl: 'Wyszukiwanie podczas pisania' },
  'discover.words': { en: 'Begin to type', pl: 'Zacznij pisać' },
  'discover.hint': {
    en: 'A few suggestions; typing mistakes are forgiven. Counts and exact results are below, by record search.',
    pl: 'Kilka podpowiedzi; literówki nie przeszkadzają. Liczby i dokładne wyniki podaje wyszukiwanie zapisów poniżej.',
  },
  'discover.suggestions': {
    en: '{n, plural, =0 {Nothing to suggest.} one {# suggestion.} other {# suggestions.}} {more, select, true {There may be more.} other {}}',
    pl: '{n, plural, =0 {Brak podpowiedzi.} one {# podpowiedź.} few {# podpowiedzi.} many {# podpowiedzi.} other {# podpowiedzi.}} {more, select, true {Może być ich więcej.} other {}}',
  },
  'discover.meant': { en: '“{typed}” may be: {also}.', pl: '„{typed}” to być może: {also}.' },
  'discover.exact': { en: 'Search the records for “{query}”', pl: 'Wyszukaj w zapisach: „{query}”' },
  'discover.engine.postgres': {
    en: 'Suggested by the database.',
    pl: 'Podpowiada baza danych.',
  },
  'discover.engine.meilisearch': { en: 'Suggested by Meilisearch.', pl: 'Podpowiada Meilisearch.' },
  'discover.typos': {
    en: '{n, plural, one {One typing mistake in a long word is forgiven.} other {Up to # typing mistakes in a long word are forgiven.}}',
    pl: '{n, plural, one {W długim słowie może być # literówka.} few {W długim słowie mogą być # literówki.} many {W długim słowie może być # literówek.} other {W długim słowie może być # literówki.}}',
  },
  'discover.behind': {
    en: 'The index is {n, plural, one {# event} other {# events}} behind: what came last may be missing. Record search below has it.',
    pl: 'Indeks jest opóźniony o {n, plural, one {# zdarzenie} few {# zdarzenia} many {# zdarzeń} other {# zdarzenia}}: może brakować najnowszych wpisów. Wyszukiwanie zapisów poniżej je obejmuje.',
  },
  'discover.unreachable': {
    en: 'The index cannot be reached, so nothing is suggested. Record search below does not need it.',
    pl: 'Indeks jest nieosiągalny, więc nie ma podpowiedzi. Wyszukiwanie zapisów poniżej go nie potrzebuje.',
  },
  'discover.absent': {
    en: 'The index is empty, so little can be suggested. Record search below does not need it.',
    pl: 'Indeks jest pusty, więc niewiele można podpowiedzieć. Wyszukiwanie zapisów poniżej go nie potrzebuje.',
  },
  'discover.person': {
    en: 'A person’s handle or address is looked for by record search only, which writes such searches down.',
    pl: 'Osoby po nazwie konta lub adresie szuka tylko wyszukiwanie zapisów, które odnotowuje takie zapytania.',
  },
  'discover.too-short': { en: 'Type at least two letters.', pl: 'Wpisz co najmniej dwie litery.' },
} as const satisfies Sentences;
