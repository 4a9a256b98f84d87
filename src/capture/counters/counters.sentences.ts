import type { Sentences } from '../../platform/index.js';

/** What a platform counts beside what is here. */
export const countersSentences = {
  says: {
    en: 'The platform says {says, number}; we hold {visible, number} present{hidden, plural, =0 {} other { and {hidden, number} hidden}}: {posts, plural, one {# post} other {# posts}}, {replies, plural, one {# reply} other {# replies}}, {reposts, plural, one {# repost} other {# reposts}}. No longer at the source, and kept here: {gone, number}.',
    pl: 'Platforma podaje {says, number}; mamy {visible, number} widocznych{hidden, plural, =0 {} other { i {hidden, number} ukrytych}}: posty {posts, number}, odpowiedzi {replies, number}, podania dalej {reposts, number}. Już nie w źródle, zachowane tutaj: {gone, number}.',
  },
  same: { en: 'The two agree.', pl: 'Obie liczby są zgodne.' },
  explained: { en: 'The difference of {n} is accounted for.', pl: 'Różnica ({n}) jest wyjaśniona.' },
  unexplained: {
    en: 'Of the difference of {n}, {left} {left, plural, one {is} other {are}} not accounted for.',
    pl: 'Z różnicy ({n}) niewyjaśnione pozostaje: {left}.',
  },
  lasting: {
    en: 'It has been so for {days} days: somebody is to look.',
    pl: 'Trwa to {days} dni: ktoś powinien to sprawdzić.',
  },
  'why.suspected': {
    en: '{items} not found by one look and waiting for a second.',
    pl: 'Nie znaleziono w jednym odczycie, czeka na drugi: {items}.',
  },
  'why.destroyed': {
    en: '{items} destroyed here by a disposition; copies on the platform are not ours to destroy. Replies of others may be among them.',
    pl: 'Wybrakowano tutaj: {items}; kopii na platformie nie możemy zniszczyć. Mogą być wśród nich cudze odpowiedzi.',
  },
  'why.direct': {
    en: '{items} addressed to some persons only: Mastodon leaves them out of its counter, other servers count them.',
    pl: 'Tylko do wybranych adresatów: {items}; Mastodon ich nie liczy, inne serwery liczą.',
  },
  'why.hidden': {
    en: '{items} hidden at the source; a platform may leave them out.',
    pl: 'Ukryte w źródle: {items}; platforma może ich nie liczyć.',
  },
  'why.backfilling': {
    en: 'What was posted before the account was added is still being fetched.',
    pl: 'Trwa pobieranie wpisów sprzed dodania konta.',
  },
  'why.followers-only': {
    en: 'The platform counts posts for followers only and does not show them to us: grant access to the account.',
    pl: 'Platforma liczy wpisy tylko dla obserwujących, ale nam ich nie pokazuje: należy nadać dostęp do konta.',
  },
  'why.missed': {
    en: 'We may have missed something: look at the gaps of the account, then let its past be fetched again.',
    pl: 'Mogliśmy czegoś nie zapisać: należy sprawdzić luki konta, a potem ponownie pobrać jego historię.',
  },
  'why.counter-drifts': {
    en: 'The counter is one the server keeps beside its posts; after removals and outages it can stay wrong until the server counts anew.',
    pl: 'Licznik jest prowadzony przez serwer obok wpisów; po usunięciach i awariach może być błędny, dopóki serwer nie policzy ponownie.',
  },
  never: {
    en: 'No counter of this account has been read: its platform gives none, or no night has passed.',
    pl: 'Nie odczytano licznika tego konta: platforma go nie podaje albo nie minęła jeszcze noc.',
  },
} as const satisfies Sentences;
