import type { Sentences } from '../platform/index.js';

export const captureSentences = {
  looking: { en: 'Looking at {handle} …', pl: 'Odczytywanie konta {handle} …' },
  captured: {
    en: '{handle}: {new, plural, =0 {nothing new} one {# new item} other {# new items}}, {changed, plural, =0 {no new version} one {# new version} other {# new versions}}, {gone, plural, =0 {nothing gone} one {# no longer at the source} other {# no longer at the source}}. {exchanges, plural, one {# answer} other {# answers}} read, {kept} kept, in {seconds} s.',
    pl: '{handle}: {new, plural, =0 {nic nowego} one {# nowy wpis} few {# nowe wpisy} many {# nowych wpisów} other {# wpisu}}, {changed, plural, =0 {bez nowych wersji} one {# nowa wersja} few {# nowe wersje} many {# nowych wersji} other {# wersji}}, {gone, plural, =0 {nic nie zniknęło} other {nie ma już w źródle: #}}. Odczytano odpowiedzi: {exchanges}, zachowano: {kept}, w {seconds} s.',
  },
  'could-not-look': {
    en: '{handle}: could not be looked at: {detail}. Nothing is counted as deleted; the stretch is recorded as a gap and it is tried again.',
    pl: '{handle}: nie udało się odczytać: {detail}. Niczego nie uznano za usunięte; okres ten odnotowano jako lukę, próba zostanie ponowiona.',
  },
  busy: {
    en: '{handle}: another process is looking at it now. Its outcome is in the audit trail.',
    pl: '{handle}: konto odczytuje w tej chwili inny proces. Wynik znajdzie się w rejestrze.',
  },
  'not-active': {
    en: '{handle}: paused or retired, so it is not looked at. Resume it: akta account resume',
    pl: '{handle}: wstrzymane lub wycofane, więc nie jest odczytywane. Wznów: akta account resume',
  },
  stopped: {
    en: '{handle}: stopped after a whole page. Run it again to go on.',
    pl: '{handle}: zatrzymano po całej stronie. Uruchom ponownie, aby kontynuować.',
  },
  'lost-lease': {
    en: '{handle}: another process took over. Nothing was lost.',
    pl: '{handle}: przejął je inny proces. Niczego nie utracono.',
  },
} as const satisfies Sentences;
