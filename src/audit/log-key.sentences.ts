import type { Sentences } from '../platform/index.js';

/** What `akta log rotate-key` answers. */
export const logKeySentences = {
  done: {
    en: 'The log is signed by a new key, {to}; up to {size, plural, one {# entry} other {# entries}} by {from}. Publish the new fingerprint where you published the old one, and leave the old one there: bundles made until today are checked with it. Copy log.pem to every other machine of this installation, and to your safe.',
    pl: 'Rejestr podpisuje nowy klucz, {to}; do {size, plural, one {# pozycji} other {# pozycji}} klucz {from}. Nowy odcisk należy opublikować obok dotychczasowego, którego nie należy usuwać: nim sprawdza się paczki wydane do dziś. Plik log.pem należy skopiować na pozostałe komputery instalacji oraz do sejfu.',
  },
} as const satisfies Sentences;
