import type { Sentences } from './sentences.js';

/** How late things come, who listens, and stretches that were not an account's own doing. */
export const livePageSentences = {
  'latency.title': { en: 'How soon it is here', pl: 'Jak szybko treść trafia do archiwum' },
  'latency.none': {
    en: 'Nothing new came in these days, so there is nothing to measure.',
    pl: 'W tych dniach nie było nic nowego, więc nie ma czego mierzyć.',
  },
  'latency.line': {
    en: 'Last {days, plural, one {24 hours} other {# days}}, {loop}: {versions, plural, one {# version} other {# versions}}. Seen after {seenMedian} (half of them) and {seenMost} (95 of 100), in the archive after {keptMedian} and {keptMost}, by the platform’s own time.',
    pl: 'Ostatnie {days, plural, one {24 godziny} few {# dni} many {# dni} other {# dnia}}, {loop}: {versions, plural, one {# wersja} few {# wersje} many {# wersji} other {# wersji}}. Odczytano po {seenMedian} (połowa) i {seenMost} (95 na 100), w archiwum po {keptMedian} i {keptMost}, licząc od czasu podanego przez platformę.',
  },
  'latency.all': { en: 'all looks and streams', pl: 'wszystkie odczyty i strumienie' },
  'incident.title': { en: 'Incidents', pl: 'Incydenty' },
  'incident.hijacked': { en: 'In somebody else’s hands', pl: 'W rękach osoby nieuprawnionej' },
  'incident.platform-bug': { en: 'A mistake of the platform', pl: 'Nieprawidłowe działanie platformy' },
  'incident.none': { en: 'No incident is noted.', pl: 'Nie odnotowano incydentów.' },
  'incident.lasts': { en: '{what} since {from}: {reason}', pl: '{what} od {from}: {reason}' },
  'incident.ended': { en: '{what} from {from} to {to}: {reason}', pl: '{what} od {from} do {to}: {reason}' },
  'incident.item': {
    en: 'From a stretch in which the account was not its owner’s own: {what}. The incident is noted, the evidence is unchanged.',
    pl: 'Z okresu, w którym treść konta nie pochodziła od jego właściciela: {what}. Incydent odnotowano, dowodów nie zmieniono.',
  },
  'incident.add': { en: 'Note an incident', pl: 'Odnotuj incydent' },
  'incident.kind': { en: 'What happened', pl: 'Co się stało' },
  'incident.from': { en: 'It began on', pl: 'Początek' },
  'incident.to': { en: 'It ended on (while it lasts, leave it empty)', pl: 'Koniec (jeśli trwa, pozostaw puste)' },
  'incident.reason': { en: 'How it is known', pl: 'Skąd to wiadomo' },
  'incident.end': { en: 'Say that an incident is over', pl: 'Zakończ incydent' },
  'messages.title': { en: 'Direct messages', pl: 'Wiadomości prywatne' },
  'messages.not-granted': {
    en: 'Direct messages are not kept. What was kept before stays, closed.',
    pl: 'Wiadomości prywatne nie są przechowywane. Zapisane wcześniej pozostają zamknięte.',
  },
  'messages.grant': { en: 'Agree that they are kept', pl: 'Zgódź się na ich przechowywanie' },
  'messages.by': { en: 'Who agreed to it', pl: 'Kto wyraził zgodę' },
  'messages.ground': { en: 'On what ground', pl: 'Na jakiej podstawie' },
  'alarm.overdue.canary': {
    en: '{things, plural, one {# account has} other {# accounts have}} not shown for a quarter of an hour what is known to be there, and no gap explains it. Look whether the workers run: akta canary.',
    pl: 'Od kwadransa {things, plural, one {# konto nie pokazuje tego} few {# konta nie pokazują tego} many {# kont nie pokazuje tego} other {# konta nie pokazuje tego}}, co na pewno tam jest, i nie wyjaśnia tego żadna luka. Sprawdź, czy działają procesy robocze: akta canary.',
  },
} as const satisfies Sentences;
