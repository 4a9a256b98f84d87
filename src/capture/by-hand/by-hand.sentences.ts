import type { Sentences } from '../../platform/index.js';

/** What is told of things handed in. */
export const handSentences = {
  taken: {
    en: 'Taken in as recorded by hand: seen by {who} on {at}. The item: {item}',
    pl: 'Przyjęto jako zapis ręczny: widział(a) {who}, {at}. Wpis: {item}',
  },
  before: {
    en: 'Exactly this was handed in before. Nothing was added.',
    pl: 'Dokładnie to przyjęto już wcześniej. Niczego nie dodano.',
  },
  file: { en: '{name} ({role}): {bytes} bytes, {digest}', pl: '{name} ({role}): {bytes} bajtów, {digest}' },
  'role.file': { en: 'file', pl: 'plik' },
  'role.screenshot': { en: 'picture of the screen', pl: 'zrzut ekranu' },
  'role.web-archive': { en: 'web archive', pl: 'archiwum strony' },
  'in-time': {
    en: 'From a personal account: forwarded within 20 days, the last being {due} (44 U.S.C. 2911; not compared with the statute).',
    pl: 'Z konta prywatnego: przekazano w ciągu 20 dni, ostatni to {due} (44 U.S.C. 2911; nie porównano z tekstem ustawy).',
  },
  late: {
    en: 'From a personal account: forwarded {days, plural, one {# day} other {# days}} after the last of its 20 days, {due} (44 U.S.C. 2911; not compared with the statute).',
    pl: 'Z konta prywatnego: przekazano {days, plural, one {# dzień} few {# dni} many {# dni} other {# dnia}} po ostatnim z 20 dni, {due} (44 U.S.C. 2911; nie porównano z tekstem ustawy).',
  },
} as const satisfies Sentences;
