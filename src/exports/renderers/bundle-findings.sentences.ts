import type { Sentences } from '../../platform/index.js';

export const bundleFindings = {
  'head.incidents': { en: 'Incidents noted by the body', pl: 'Incydenty odnotowane przez podmiot' },
  'incident.hijacked': {
    en: 'posted while the account was in somebody else’s hands, as noted',
    pl: 'opublikowano, gdy konto było w rękach osoby nieuprawnionej (odnotowano)',
  },
  'incident.platform-bug': {
    en: 'posted during a mistake of the platform, as noted',
    pl: 'opublikowano podczas błędu platformy (odnotowano)',
  },
  'incident.stretch-hijacked': {
    en: '{handle}: in somebody else’s hands from {from} to {to}, as noted by the body. What was posted then is in this bundle and marked.',
    pl: '{handle}: w rękach osoby nieuprawnionej od {from} do {to} (odnotował podmiot). Ówczesne wpisy są w tym pakiecie i są oznaczone.',
  },
  'incident.stretch-platform-bug': {
    en: '{handle}: a mistake of the platform from {from} to {to}, as noted by the body. What was posted then is in this bundle and marked.',
    pl: '{handle}: błąd platformy od {from} do {to} (odnotował podmiot). Ówczesne wpisy są w tym pakiecie i są oznaczone.',
  },
  'incident.lasts': { en: 'now', pl: 'teraz' },
  'goneCause.removed-by-author': { en: 'removed by its author', pl: 'usunięty przez autora' },
  'goneCause.moderated': { en: 'removed by moderation', pl: 'usunięty przez moderację' },
  'goneCause.account-gone': { en: 'the account is gone', pl: 'konto już nie istnieje' },
  'goneCause.unknown': { en: 'without saying who removed it', pl: 'bez wskazania, kto go usunął' },
  'finding.restored': { en: 'At the source again since {at}.', pl: 'Ponownie w źródle od {at}.' },
  'goneCause.by-account': { en: 'by the account, as the platform says', pl: 'według platformy przez konto' },
  'goneCause.by-platform': { en: 'by the platform, as it says itself', pl: 'jak podaje, przez samą platformę' },
  'goneCause.by-author': { en: 'by its author, as the platform says', pl: 'według platformy przez autora' },
  'goneCause.not-said': {
    en: 'the platform does not say by whom',
    pl: 'platforma nie podaje, przez kogo',
  },
  'finding.hidden': {
    en: 'Hidden at the source since {at}; {cause}.',
    pl: 'Ukryty w źródle od {at}; {cause}.',
  },
  'finding.shown': {
    en: 'Shown again at the source since {at}; {cause}.',
    pl: 'Ponownie widoczny w źródle od {at}; {cause}.',
  },
  'finding.expired': {
    en: 'Expired as the platform foresees, {at}; that is not a deletion.',
    pl: 'Wygasł zgodnie z zasadami platformy {at}; to nie jest usunięcie.',
  },
} as const satisfies Sentences;
