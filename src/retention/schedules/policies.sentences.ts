import type { Sentences } from '../../platform/index.js';

/** Policies themselves: lists, faults, loading, events and the night's work. */
export const policiesSentences = {
  'check.fine': {
    en: '{count, plural, one {# policy} other {# policies}} without a fault.',
    pl: 'Zasady bez błędów: {count}.',
  },
  'check.fault': { en: '{file}, line {line}: {text}', pl: '{file}, wiersz {line}: {text}' },
  'list.shipped': {
    en: '{id}  {version}  {title} ({citation}){draft, select, true { – a draft, loaded only after somebody checked it} other {}}',
    pl: '{id}  {version}  {title} ({citation}){draft, select, true { – projekt, wprowadzany dopiero po sprawdzeniu} other {}}',
  },
  'list.loaded': {
    en: '{id}  {version}  in force for {body} from {from}{until, select, none {} other { until {until}}}; loaded on {at} by {who}: {reason}',
    pl: '{id}  {version}  obowiązuje, podmiot: {body}, od {from}{until, select, none {} other { do {until}}}; wprowadzono {at} ({who}): {reason}',
  },
  'list.none': {
    en: 'No policy is loaded: everything is kept. No rule is not permission.',
    pl: 'Nie wprowadzono żadnych zasad: wszystko jest przechowywane. Brak zasady nie jest zgodą.',
  },
  'list.came': { en: 'With the program came:', pl: 'Z programem dostarczono:' },
  loaded: {
    en: 'The policy {id} {version} is in force for {body} from {from}.',
    pl: 'Zasady {id} {version} obowiązują od {from}, podmiot: {body}.',
  },
  'loaded.coming': {
    en: 'It takes effect on {from}; until then what was loaded before decides.',
    pl: 'Obowiązują od {from}; do tego czasu rozstrzygają zasady wprowadzone wcześniej.',
  },
  imported: {
    en: '{count, plural, one {# series} other {# series}} written to {file}. It is a draft and fits nothing yet: give its series a “match”.',
    pl: 'Zapisano serie: {count}, plik {file}. To projekt, do którego nic jeszcze nie pasuje: seriom trzeba dodać „match”.',
  },
  'imported.left': {
    en: 'Left out, because it cannot be counted: {row} – {why}',
    pl: 'Pominięto, bo nie da się policzyć: {row} – {why}',
  },
} as const satisfies Sentences;
