import type { Sentences } from '../platform/index.js';

/** Keys and their sealed copies, as the trail tells of them. */
export const trailOfKeys = {
  'log.key-changed': {
    en: '{who} replaced the key that signs the log; up to {entries, plural, one {# entry} other {# entries}} it is signed by the one before.',
    pl: 'Zmieniono klucz podpisujący rejestr ({who}); do {entries, plural, one {# pozycji} other {# pozycji}} podpisuje go poprzedni klucz.',
  },
  'key-file.made': {
    en: '{who} made a key file: keys of {items, plural, one {# item} other {# items}}.',
    pl: 'Utworzono plik kluczy ({who}): klucze {items, plural, one {# wpisu} few {# wpisów} many {# wpisów} other {# wpisu}}.',
  },
  'key-file.removed': {
    en: '{who} removed a key file whose time had passed.',
    pl: 'Usunięto plik kluczy, którego termin minął ({who}).',
  },
  'keys.restored': {
    en: '{who} restored keys of {items, plural, one {# item} other {# items}} from a key file.',
    pl: 'Odtworzono z pliku kluczy klucze {items, plural, one {# wpisu} few {# wpisów} many {# wpisów} other {# wpisu}} ({who}).',
  },
  'keys.rotated': {
    en: '{who} put a new master key into use: {above, plural, one {# key} other {# keys}} wrapped anew; {earlier, plural, one {# earlier master key} other {# earlier master keys}} still kept.',
    pl: 'Wprowadzono nowy klucz główny ({who}): ponownie zabezpieczono {above, plural, one {# klucz} few {# klucze} many {# kluczy} other {# klucza}}; zachowane wcześniejsze klucze główne: {earlier}.',
  },
  'keys.retired': {
    en: '{who} took {earlier, plural, one {# earlier master key} other {# earlier master keys}} out of the key file: nothing needs them any more.',
    pl: 'Usunięto z pliku wcześniejsze klucze główne, których nic już nie wymaga: {earlier} ({who}).',
  },
  'keys.checked': {
    en: '{who} tried {keys, plural, one {# key} other {# keys}}; not as they should be: {wrong}; could not be looked at: {unseen}.',
    pl: 'Sprawdzono {keys, plural, one {# klucz} few {# klucze} many {# kluczy} other {# klucza}} ({who}); niezgodnych: {wrong}; nie udało się sprawdzić: {unseen}.',
  },
} as const satisfies Sentences;
