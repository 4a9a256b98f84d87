import type { Sentences } from '../../platform/index.js';

/** What a calendar shows of deadlines, and what is said of its address. */
export const feedSentences = {
  name: { en: 'Akta: requests due', pl: 'Akta: terminy wniosków' },
  due: { en: '{number}: answer due', pl: '{number}: termin odpowiedzi' },
  paused: { en: '{number}: answer due (the clock stands still)', pl: '{number}: termin odpowiedzi (bieg zawieszony)' },
  ended: { en: '{number}: ended', pl: '{number}: zakończony' },
  opened: {
    en: 'Subscribe to this address in your calendar. It is shown this once, and whoever has it sees the deadlines; an address you had before opens nothing any more.',
    pl: 'Ten adres należy zasubskrybować w kalendarzu. Jest wyświetlany tylko raz, a każdy, kto go ma, widzi terminy; poprzedni adres niczego już nie otwiera.',
  },
  'opened.base': {
    en: 'Put the address at which people open Akta before it (PUBLIC_URL is not set).',
    pl: 'Przed nim należy wpisać adres, pod którym otwiera się Aktę (nie ustawiono PUBLIC_URL).',
  },
  closed: { en: 'The address opens nothing any more.', pl: 'Adres niczego już nie otwiera.' },
  'closed.none': { en: 'You have no address for calendars.', pl: 'Nie masz adresu dla kalendarzy.' },
} as const satisfies Sentences;
