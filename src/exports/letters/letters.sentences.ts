import type { Sentences } from '../../platform/index.js';

/** What is said about letters, and the foot of their pages: the words of letters are in exports/letters. */
export const lettersSentences = {
  'fact.missing': {
    en: 'The letter needs one more fact: {label}. Give it as "{name}".',
    pl: 'W piśmie brakuje informacji: {label}. Należy ją podać jako „{name}”.',
  },
  'fact.unknown': {
    en: 'No letter knows a fact "{name}". See: akta letter facts',
    pl: 'Żadne pismo nie używa informacji „{name}”. Wykaz: akta letter facts',
  },
  'fact.shape': {
    en: '"{name}" ({label}) is not {shape}.',
    pl: '„{name}” ({label}) to nie jest {shape}.',
  },
  'fact.long': {
    en: '"{name}" ({label}) has {length, number} characters, and a letter takes {longest, number} there. Shorten it.',
    pl: '„{name}” ({label}) ma {length, number} znaków, a w piśmie mieści się {longest, number}. Należy skrócić.',
  },
  'fact.many': {
    en: '"{name}" ({label}) has {length, number} entries, and a letter takes {longest, number}. Name the others in the bundle.',
    pl: '„{name}” ({label}) ma {length, number} pozycji, a w piśmie mieści się {longest, number}. Pozostałe należy podać w pakiecie.',
  },
  'facts.not-json': {
    en: 'The facts are not one JSON object. See: akta letter facts',
    pl: 'Informacje nie są jednym obiektem JSON. Wzór: akta letter facts',
  },
  'facts.written': {
    en: 'The facts are in {file}, as examples. Replace them by yours.',
    pl: 'Informacje zapisano w pliku {file} jako przykłady. Należy wpisać własne.',
  },
  'facts.unreadable': {
    en: 'The file {file} cannot be read. Name another.',
    pl: 'Nie można odczytać pliku {file}. Należy wskazać inny.',
  },
  'shape.name': { en: 'a short text of one line', pl: 'krótki tekst w jednym wierszu' },
  'shape.text': { en: 'a text', pl: 'tekst' },
  'shape.day': { en: 'a day such as 2026-05-28', pl: 'dzień, na przykład 2026-05-28' },
  'shape.count': { en: 'a whole number from 0', pl: 'liczba całkowita od 0' },
  'shape.lines': { en: 'a list of texts', pl: 'lista tekstów' },
  'shape.codes': {
    en: 'a list of codes, each with "code" and "why"',
    pl: 'lista podstaw, każda z polami „code” i „why”',
  },
  'shape.people': {
    en: 'a list of persons, each with "name" and "title"',
    pl: 'lista osób, każda z polami „name” i „title”',
  },
  'shape.hashes': {
    en: 'a list of files, each with "path" and "sha256"',
    pl: 'lista plików, każdy z polami „path” i „sha256”',
  },
  'lint.stands': { en: 'The letter does not say {what}.', pl: 'W piśmie brakuje: {what}.' },
  'lint.words': { en: 'The letter does not say "{what}".', pl: 'W piśmie brakuje słów „{what}”.' },
  'lint.least': {
    en: 'The letter grants {given, number}, and the law at least {bound, number} ({what}).',
    pl: 'W piśmie podano {given, number}, a według prawa co najmniej {bound, number} ({what}).',
  },
  'lint.most': {
    en: 'The letter says {given, number}, and the law at most {bound, number} ({what}).',
    pl: 'W piśmie podano {given, number}, a według prawa najwyżej {bound, number} ({what}).',
  },
  'lint.counts': {
    en: 'It says {found, number} were found and accounts for {sum, number}.',
    pl: 'Podano, że znaleziono {found, number}, a rozliczono {sum, number}.',
  },
  'lint.clean': {
    en: 'The letter has what {law} wants in it: {rules, plural, one {# rule} other {# rules}} checked{drafts, plural, =0 {} one {, # of them not yet compared with the statute} other {, # of them not yet compared with the statute}}.',
    pl: 'Pismo zawiera to, czego wymaga {law}: sprawdzono {rules, plural, one {# regułę} few {# reguły} many {# reguł} other {# reguły}}{drafts, plural, =0 {} other {, w tym jeszcze nieporównane z ustawą: #}}.',
  },
  'lint.finding': { en: 'Must {must}. {says} ({authority}{draft})', pl: 'Wymóg: {must}. {says} ({authority}{draft})' },
  'lint.draft': { en: '; not yet compared with the statute', pl: '; jeszcze nieporównane z ustawą' },
  'letter.refused': {
    en: 'The letter was not written: {count, plural, one {# thing is} other {# things are}} missing or wrong.',
    pl: 'Pisma nie sporządzono: {count, plural, one {# rzeczy brakuje lub jest błędna} few {# rzeczy brakuje lub są błędne} many {# rzeczy brakuje lub jest błędnych} other {# rzeczy brakuje lub jest błędnych}}.',
  },
  foot: { en: '{title} · page {page} of {of}', pl: '{title} · strona {page} z {of}' },
  'letter.written': { en: 'The letter is in {file}.', pl: 'Pismo zapisano w pliku {file}.' },
  'law.fallback': {
    en: 'There are no letters of {law}: the general ones were taken, and only what holds everywhere was checked.',
    pl: 'Nie ma pism dla {law}: użyto ogólnych i sprawdzono tylko to, co obowiązuje wszędzie.',
  },
} as const satisfies Sentences;
