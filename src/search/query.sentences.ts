import type { Sentences } from '../platform/index.js';

/** What a query says, in words, and what one cannot be read for. */
export const querySentences = {
  'fault.quote-open': {
    en: 'A quotation mark is opened and not closed. Close it, or leave it out.',
    pl: 'Cudzysłów otwarto i nie zamknięto. Należy go zamknąć albo pominąć.',
  },
  'fault.bracket-open': {
    en: 'A bracket is opened here and not closed. Close it, or leave it out.',
    pl: 'W tym miejscu otwarto nawias i nie zamknięto go. Należy go zamknąć albo pominąć.',
  },
  'fault.bracket-close': {
    en: 'A bracket is closed here that was not opened. Open it, or leave it out.',
    pl: 'W tym miejscu zamknięto nawias, którego nie otwarto. Należy go otworzyć albo pominąć.',
  },
  'fault.operand': {
    en: 'Expected here: a word, a "phrase", a field such as state:gone, or an opening bracket. Add it, or take away what joins it.',
    pl: 'W tym miejscu powinno stać słowo, "wyrażenie", pole, np. state:gone, albo nawias otwierający. Należy je dodać albo usunąć spójnik.',
  },
  'fault.near-distance': {
    en: 'NEAR takes a number of words from 1 to 50. Write it as in flood NEAR/5 bridge.',
    pl: 'NEAR wymaga liczby słów od 1 do 50. Zapis: powódź NEAR/5 most.',
  },
  'fault.near-side': {
    en: 'NEAR stands between words and phrases. Expected here: a word, a "phrase", or several joined by OR in brackets.',
    pl: 'NEAR łączy słowa i wyrażenia. W tym miejscu powinno stać słowo, "wyrażenie" albo kilka z nich połączonych przez OR w nawiasie.',
  },
  'fault.asterisk': {
    en: 'An asterisk stands for the rest of a word. Put it after at least 2 letters, as in flood*.',
    pl: 'Gwiazdka zastępuje resztę słowa. Należy ją postawić po co najmniej 2 literach, np. powódź*.',
  },
  'fault.field-unknown': {
    en: 'There is no field “{name}”. Fields are: {fields}. To find the text itself, put it in quotation marks.',
    pl: 'Nie ma pola „{name}”. Pola to: {fields}. Aby znaleźć sam tekst, należy ująć go w cudzysłów.',
  },
  'fault.field-empty': {
    en: 'Expected after “{name}:” without a space: {expected}. Write it, or leave the field out.',
    pl: 'Po „{name}:” bez odstępu powinno stać: {expected}. Należy to dopisać albo pominąć pole.',
  },
  'fault.field-value': {
    en: '“{value}” is nothing that “{name}:” can look for. Expected: {expected}.',
    pl: '„{value}” nie jest wartością dla „{name}:”. Oczekiwane: {expected}.',
  },
  'fault.too-long': {
    en: 'The search is longer than {most, number} characters. Use fewer words, or several searches (akta search --batch).',
    pl: 'Zapytanie ma więcej niż {most, number} znaków. Należy użyć mniej słów albo kilku zapytań (akta search --batch).',
  },
  'fault.too-many': {
    en: 'The search has more than {most, number} words. Use fewer, or several searches (akta search --batch).',
    pl: 'Zapytanie ma więcej niż {most, number} słów. Należy użyć ich mniej albo kilku zapytań (akta search --batch).',
  },
  'fault.too-deep': {
    en: 'Brackets and NOT stand more than {most, number} deep here. Write the search flatter.',
    pl: 'Nawiasy i NOT są tu zagnieżdżone głębiej niż {most, number} razy. Należy uprościć zapytanie.',
  },
  'fault.too-near': {
    en: 'NEAR with so many words on both sides is more than can be looked for at once. Use fewer words or a smaller number.',
    pl: 'NEAR z tyloma słowami po obu stronach to za dużo naraz. Należy użyć mniej słów albo mniejszej liczby.',
  },
  'fault.no-text': {
    en: 'The search holds a character that is no text. Type it again.',
    pl: 'Zapytanie zawiera znak, który nie jest tekstem. Należy je wpisać ponownie.',
  },
  'fault.no-word': {
    en: 'There is no word in the search. Type at least one.',
    pl: 'W zapytaniu nie ma żadnego słowa. Należy wpisać co najmniej jedno.',
  },

  everything: { en: 'every item', pl: 'każdy wpis' },
  word: { en: 'the word “{text}”', pl: 'słowo „{text}”' },
  phrase: { en: 'the phrase “{text}”', pl: 'wyrażenie „{text}”' },
  beginning: { en: 'a word beginning with “{text}”', pl: 'słowo zaczynające się od „{text}”' },
  'phrase-beginning': {
    en: 'the phrase “{text}…”, its last word only begun',
    pl: 'wyrażenie „{text}…” z ostatnim słowem tylko zaczętym',
  },
  and: { en: ' and ', pl: ' oraz ' },
  or: { en: ' or ', pl: ' lub ' },
  not: { en: 'not {part}', pl: 'bez: {part}' },
  near: {
    en: '{left} at most {within, plural, one {# word} other {# words}} from {right}, in either order',
    pl: '{left} w odległości najwyżej {within, plural, one {# słowa} few {# słów} many {# słów} other {# słowa}} od: {right}, w dowolnej kolejności',
  },
} as const satisfies Sentences;
