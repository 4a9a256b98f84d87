import type { Sentences } from '../../platform/index.js';

/** What only the terminal says of reports; their titles and words are those of the page. */
export const reportsSentences = {
  written: {
    en: '{n, plural, one {# table is} other {# tables are}} in {folder}.',
    pl: '{n, plural, one {# tabela} few {# tabele} many {# tabel} other {# tabeli}}: {folder}.',
  },
} as const satisfies Sentences;
