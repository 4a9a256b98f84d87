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
  imported: {
    en: '{count, plural, one {# series} other {# series}} written to {file}. It is a draft and fits nothing yet: give its series a “match”.',
    pl: 'Zapisano serie: {count}, plik {file}. To projekt, do którego nic jeszcze nie pasuje: seriom trzeba dodać „match”.',
  },
  'imported.left': {
    en: 'Left out, because it cannot be counted: {row} – {why}',
    pl: 'Pominięto, bo nie da się policzyć: {row} – {why}',
  },
  'what-if.title': {
    en: 'If {id} {version} were in effect for {body} today (nothing is changed by asking):',
    pl: 'Gdyby {id} {version} obowiązywały dziś, podmiot: {body} (samo pytanie niczego nie zmienia):',
  },
  'what-if.moved': {
    en: '{earlier, plural, one {# item} other {# items}} would go earlier than now, {later} later, {same} as now.',
    pl: 'Wcześniej niż obecnie: {earlier}; później: {later}; bez zmian: {same}.',
  },
  'what-if.unscheduled': {
    en: 'Without a rule: {before} now, {after} then.',
    pl: 'Bez zasady: obecnie {before}, wtedy {after}.',
  },
  'what-if.line': {
    en: '  {name}  {items, plural, one {# item} other {# items}}{earliest, select, none {, none on a day} other {, the earliest {earliest}, the latest {latest}; {due} by today}}',
    pl: '  {name}  {items, plural, one {# wpis} few {# wpisy} many {# wpisów} other {# wpisu}}{earliest, select, none {, żaden z dniem} other {, najwcześniej {earliest}, najpóźniej {latest}; do dziś {due}}}',
  },
  'what-if.progress': { en: '{items} items looked at', pl: 'Sprawdzone wpisy: {items}' },
  evaluated: {
    en: '{items, plural, one {# item was} other {# items were}} worked out; {changed} came out otherwise than before.',
    pl: 'Wyznaczono okresy przechowywania, wpisy: {items}; inaczej niż poprzednio: {changed}.',
  },
  'event.none': { en: 'No event is recorded.', pl: 'Nie odnotowano żadnych zdarzeń.' },
  'event.line': {
    en: '{on}  {name}{of, select, none {} other { {of}}}{items, plural, =0 {} one {, # item} other {, # items}}; {who}: {reason}',
    pl: '{on}  {name}{of, select, none {} other { {of}}}{items, plural, =0 {} other {, wpisy: #}}; {who}: {reason}',
  },
  'event.withdrawn': { en: 'withdrawn by {who}: {reason}', pl: 'wycofano ({who}): {reason}' },
  'report.never': {
    en: 'Nothing has been worked out yet; it is done every night, or now: akta policy evaluate',
    pl: 'Niczego jeszcze nie wyznaczono; dzieje się to co noc albo od razu: akta policy evaluate',
  },
  'report.body': {
    en: '{body}: {items, plural, one {# item} other {# items}}, {unscheduled} without a rule (the goal is 0), {waiting} not worked out yet.',
    pl: '{body}: wpisy: {items}, bez zasady: {unscheduled} (cel: 0), jeszcze niewyznaczone: {waiting}.',
  },
  'report.account': {
    en: '  without a rule: {handle}, {unscheduled, plural, one {# item} other {# items}}',
    pl: '  bez zasady: {handle}, wpisy: {unscheduled}',
  },
  'report.month': {
    en: '  {month, select, due {by today} other {{month}}}: {destroy} to destroy, {transfer} to transfer, {review} for the State Archive to look at',
    pl: '  {month, select, due {do dziś} other {{month}}}: do zniszczenia {destroy}, do przekazania {transfer}, do ekspertyzy {review}',
  },
} as const satisfies Sentences;
