import type { Sentences } from '../../platform/index.js';

/** What the command line says of clocks. */
export const clocksSentences = {
  law: { en: '{id}: {place}, {period}. {citation}.', pl: '{id}: {place}, {period}. {citation}.' },
  'law.none': { en: 'no number of days', pl: 'bez liczby dni' },
  'law.draft': { en: 'draft, not to be used', pl: 'projekt, nie do stosowania' },
  'law.confirmed': { en: 'confirmed by {who}', pl: 'potwierdzono: {who}' },
  list: {
    en: '{verified, plural, one {# law is verified} other {# laws are verified}}, {confirmed} confirmed here, {drafts} drafts.',
    pl: 'Sprawdzone: {verified}, potwierdzone tutaj: {confirmed}, projekty: {drafts}.',
  },
  'show.title': { en: '{title} ({id}), checked {checked}.', pl: '{title} ({id}), sprawdzono {checked}.' },
  'show.confirmed': {
    en: 'Confirmed by {who} on {at}: {reason}',
    pl: 'Potwierdzono: {who}, {at}: {reason}',
  },
  'show.source': { en: '{citation}. {url}', pl: '{citation}. {url}' },
  'show.period': { en: '{period} after {start}.', pl: '{period}; początek: {start}.' },
  'show.receipt': {
    en: '--via {via}: counts as received {after} later. {citation}.',
    pl: '--via {via}: uważa się za otrzymane później ({after}). {citation}.',
  },
  'show.type': { en: '--body-type {id}: {title}{period}.', pl: '--body-type {id}: {title}{period}.' },
  'show.pause': { en: '--pause {id}:FROM..TO: {title}. {citation}.', pl: '--pause {id}:OD..DO: {title}. {citation}.' },
  'show.extension': {
    en: '{title}, {longest}. {notice} {citation}.',
    pl: '{title}, {longest}. {notice} {citation}.',
  },
  'show.named': { en: 'to the day named with --until', pl: 'do dnia podanego w --until' },
  'show.ground': { en: '  --extend {id}: {title}.', pl: '  --extend {id}: {title}.' },
  'show.secondary': { en: '{title}: {period}. {citation}.', pl: '{title}: {period}. {citation}.' },
  'show.consequence': { en: 'If it is missed: {text} {citation}.', pl: 'Po upływie terminu: {text} {citation}.' },
  confirmed: {
    en: 'The deadline rule {id} may be used from now on. It is recorded that {who} confirmed it.',
    pl: 'Regułę terminu {id} można odtąd stosować. Odnotowano, kto ją potwierdził: {who}.',
  },
  'check.fine': {
    en: '{laws, plural, one {# law} other {# laws}} and {calendars, plural, one {# calendar} other {# calendars}} can be read; none has a fault.',
    pl: 'Odczytano bez usterek: ustawy: {laws}, kalendarze: {calendars}.',
  },
  'check.fault': { en: '{file}, line {line}: {text}', pl: '{file}, wiersz {line}: {text}' },
  calendar: {
    en: '{id}: {title}. Laws: {laws}.',
    pl: '{id}: {title}. Ustawy: {laws}.',
  },
  'calendar.day': { en: '{day}  {name}', pl: '{day}  {name}' },
  'calendar.changed': {
    en: '{who} on {at}: {day} {change, select, added {does not count} other {counts again}}, because: {reason}',
    pl: '{who}, {at}: {day} {change, select, added {nie liczy się} other {znów się liczy}}, powód: {reason}',
  },
} as const satisfies Sentences;
