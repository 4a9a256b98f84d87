import type { Sentences } from '../../platform/index.js';

/** What a bundle says of its files for review programs. */
export const formSentences = {
  'forms.production': {
    en: 'data/production: a load file (DAT, OPT) of {documents, plural, one {# document} other {# documents}} in {volumes, plural, one {# volume} other {# volumes}}. A document is one version of an item, or a picture or film in it.',
    pl: 'data/production: plik DAT i OPT; {documents, plural, one {# dokument} few {# dokumenty} many {# dokumentów} other {# dokumentu}}, {volumes, plural, one {# tom} few {# tomy} many {# tomów} other {# tomu}}. Dokument to jedna wersja wpisu albo zdjęcie lub film z niego.',
  },
  'forms.messages': {
    en: 'data/rsmf: {files, plural, one {# message file} other {# message files}} (RSMF 2.0), one for each thread and day, with {events, plural, one {# post or reply} other {# posts and replies}}.',
    pl: 'data/rsmf: pliki wiadomości RSMF 2.0 ({files}), osobny na każdy wątek i dzień; {events, plural, one {# wpis lub odpowiedź} few {# wpisy i odpowiedzi} many {# wpisów i odpowiedzi} other {# wpisu i odpowiedzi}}.',
  },
  'forms.web': {
    en: 'data/web: {indexed, plural, one {# answer} other {# answers}} of the platforms as a web archive (WARC, CDXJ, WACZ); {leftOut} left out.',
    pl: 'data/web: odpowiedzi platform jako archiwum stron (WARC, CDXJ, WACZ): {indexed}; pominięto: {leftOut}.',
  },
  'forms.meaning': {
    en: 'They show what the rest of the bundle shows. What proves it is in data/records.',
    pl: 'Pokazują to samo, co reszta pakietu. Dowody znajdują się w data/records.',
  },
} as const satisfies Sentences;
