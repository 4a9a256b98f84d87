import type { Sentences } from '../platform/index.js';

/** What came of looking, listening, importing and handing in, as the trail tells it. */
export const trailOfCapture = {
  'capture.quiet': {
    en: 'Looked at {account} {runs, plural, one {once} other {# times}} ({loop}); nothing new.',
    pl: 'Konto {account} sprawdzono {runs, plural, one {# raz} few {# razy} many {# razy} other {# razy}} ({loop}); nic nowego.',
  },
  'snapshot.stored': {
    en: '{number, plural, =1 {Stored} other {Stored version #}} of {account}: {item}.',
    pl: '{number, plural, =1 {Zapisano} other {Zapisano wersję #}} z konta {account}: {item}.',
  },
  'exchange.kept': {
    en: 'Kept an answer of the platform for {account}, because {why} rests on it.',
    pl: 'Zachowano odpowiedź platformy dla konta {account}, ponieważ opiera się na niej {why}.',
  },
  'medium.stored': { en: 'Stored a medium shown by {item}.', pl: 'Zapisano załącznik, który zawiera {item}.' },
  'item.missed': {
    en: 'One look did not find {item}. Nothing is concluded from one look.',
    pl: 'Przy jednym sprawdzeniu nie znaleziono: {item}. Z jednego sprawdzenia nic nie wynika.',
  },
  'item.gone': {
    en: 'No longer at the source: {item}. Last seen {lastSeen}, first missing {firstMissing}; {cause}.',
    pl: 'Nie ma już w źródle: {item}. Ostatnio widziano {lastSeen}, po raz pierwszy nieobecny {firstMissing}; {cause}.',
  },
  'item.seen-again': {
    en: 'Found again, as if it had never been missed: {item}.',
    pl: 'Odnaleziono ponownie, jakby nie był nieobecny: {item}.',
  },
  'item.linked': {
    en: 'What {item} answers, quotes or repeats is now in the archive too, and they are linked.',
    pl: 'W archiwum jest już także to, na co odpowiada, co cytuje lub powtarza {item}; powiązano je.',
  },
  'item.restored': { en: 'At the source again: {item}.', pl: 'Znów w źródle: {item}.' },
  'item.hidden': { en: 'Hidden at the source: {item}; {by}.', pl: 'Ukryto w źródle: {item}; {by}.' },
  'item.shown': { en: 'Shown again at the source: {item}; {by}.', pl: 'Znów pokazano w źródle: {item}; {by}.' },
} as const satisfies Sentences;
