import type { Sentences } from '../../platform/index.js';

export const transfersSentences = {
  'spis.transfer': { en: 'Transfer list {number}', pl: 'Spis zdawczo-odbiorczy {number}' },
  'spis.review': {
    en: 'List for appraisal by the state archive {number}',
    pl: 'Spis dokumentacji do ekspertyzy archiwalnej {number}',
  },
  'spis.destroy': {
    en: 'List of what is to be destroyed {number}',
    pl: 'Spis dokumentacji niearchiwalnej przeznaczonej do brakowania {number}',
  },
  'spis.case': { en: 'Account {handle}, {year}', pl: 'Konto {handle}, {year}' },
  'spis.by': { en: '{body}, by {authority}.', pl: '{body}; podstawa: {authority}.' },
  'spis.to': { en: 'Taken over by: {archive}.', pl: 'Przejmujący: {archive}.' },
  'spis.head.no': { en: 'No.', pl: 'Lp.' },
  'spis.head.case': { en: 'Case', pl: 'Znak sprawy' },
  'spis.head.series': { en: 'Series', pl: 'Hasło JRWA' },
  'spis.head.title': { en: 'Title', pl: 'Tytuł' },
  'spis.head.from': { en: 'From', pl: 'Data od' },
  'spis.head.to': { en: 'To', pl: 'Data do' },
  'spis.head.documents': { en: 'Documents', pl: 'Liczba dok.' },
  'spis.sum': {
    en: 'Lines: {rows}. Documents: {documents}.',
    pl: 'Liczba pozycji: {rows}. Liczba dokumentów: {documents}.',
  },
  'spis.gave': { en: 'For {body}', pl: 'Przekazujący: {body}' },
  'spis.took': { en: 'For {archive}', pl: 'Przejmujący: {archive}' },
  profile: {
    en: '{profile} {version}  {title}, form {format}{trust, select, draft { (a draft: not compared with the archive’s present instructions)} other {}}',
    pl: '{profile} {version}  {title}, postać {format}{trust, select, draft { (projekt: nie porównano z obecnymi wytycznymi archiwum)} other {}}',
  },
  packaged: {
    en: 'The package of the list {number} is made: {name}, {bytes} bytes, SHA-256 of its list of files {commit}. Take it: akta disposition download {number}',
    pl: 'Paczka według spisu {number} jest gotowa: {name}, {bytes} bajtów, SHA-256 wykazu plików {commit}. Pobranie: akta disposition download {number}',
  },
  'packaged.later': {
    en: 'The package of the list {number} is being made by a worker; akta disposition show {number} says how far it is.',
    pl: 'Paczkę według spisu {number} przygotowuje proces roboczy; postęp pokazuje akta disposition show {number}.',
  },
  progress: { en: '{done} of {total} packed', pl: 'spakowano {done} z {total}' },
  downloaded: {
    en: 'The package is in {file} ({bytes} bytes). That it was taken stands in the log.',
    pl: 'Paczka jest w pliku {file} ({bytes} bajtów). Pobranie odnotowano w rejestrze.',
  },
  inventory: { en: 'The list is in {file}.', pl: 'Spis zapisano w pliku {file}.' },
} as const satisfies Sentences;
