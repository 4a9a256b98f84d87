import type { Sentences } from './sentences.js';

/** What custodians are told of holds, what a release would free, and the screen of a case. */
export const noticePageSentences = {
  'case.title': { en: 'Case {number}', pl: 'Sprawa {number}' },
  'case.facts': {
    en: '{kind}, opened {at}. {holds, plural, =0 {No hold is in place.} one {# hold is in place.} other {# holds are in place.}} {held, plural, one {# item is kept.} other {# items are kept.}}',
    pl: '{kind}, od {at}. Obowiązujące blokady: {holds}. Zachowane wpisy: {held}.',
  },
  'case.items': { en: 'Show what is kept', pl: 'Pokaż zachowane wpisy' },
  'case.holds': { en: 'Holds of this case', pl: 'Blokady w tej sprawie' },
  'preview.title': { en: 'What the release would free', pl: 'Co uwolni zwolnienie' },
  'preview.sum': {
    en: '{freed, plural, one {# item that no other hold names} other {# items that no other hold names}}; {stays, plural, one {# stays} other {# stay}} under another. Nothing is destroyed by a release.',
    pl: 'Wpisy bez innej blokady: {freed}; wpisy objęte także inną: {stays}. Samo zwolnienie niczego nie niszczy.',
  },
  'preview.table': { en: 'What it would free, by account', pl: 'Co uwolni zwolnienie, według kont' },
  'preview.account': { en: 'Account', pl: 'Konto' },
  'preview.freed': { en: 'Free', pl: 'Uwolnione' },
  'preview.stays': { en: 'Stay', pl: 'Pozostaje' },
  'notices.title': { en: 'Notices to custodians', pl: 'Zawiadomienia opiekunów kont' },
  'notices.table': { en: 'Who was told, the newest first', pl: 'Zawiadomione osoby, od ostatniej' },
  'notices.none': { en: 'Nobody has been told yet.', pl: 'Nikogo jeszcze nie zawiadomiono.' },
  'notices.to': { en: 'Custodian', pl: 'Opiekun' },
  'notices.hold': { en: 'Hold', pl: 'Blokada' },
  'notices.state': { en: 'State', pl: 'Stan' },
  'notices.waiting': { en: 'Not sent yet', pl: 'Jeszcze nie wysłano' },
  'notices.no-address': { en: 'Not sent: there is no address', pl: 'Nie wysłano: brak adresu' },
  'notices.refused': { en: 'Not sent: the mail server refused it', pl: 'Nie wysłano: odrzucił serwer poczty' },
  'notices.unreachable': {
    en: 'Not sent: the mail server did not answer',
    pl: 'Nie wysłano: serwer poczty nie odpowiadał',
  },
  'notices.sent': {
    en: 'Sent {at}, not acknowledged; {n, plural, =0 {not reminded yet} one {reminded once} other {reminded # times}}',
    pl: 'Wysłano {at}, bez potwierdzenia; przypomnienia: {n}',
  },
  'notices.acknowledged': { en: 'Acknowledged {at} ({by}): {said}', pl: 'Potwierdzono {at} ({by}): {said}' },
  'notices.ended': { en: 'The hold was released before', pl: 'Blokadę zwolniono wcześniej' },
  'notices.tell': { en: 'Tell custodians', pl: 'Zawiadom opiekunów' },
  'notices.who': { en: 'Who is told', pl: 'Kogo zawiadomić' },
  'notices.who-hint': {
    en: "Several with commas: a login, or a name with an e-mail address or without, such as Ellen Brandt '<'ellen@newford.example>.",
    pl: "Kilka osób po przecinku: nazwa użytkownika albo imię i nazwisko z adresem e-mail lub bez, np. Ellen Brandt '<'ellen@newford.example>.",
  },
  'notices.text': { en: 'Text (optional)', pl: 'Treść (opcjonalnie)' },
  'notices.text-hint': { en: 'The usual words unless told.', pl: 'Bez wpisania: zwykła treść.' },
  'notices.note': { en: 'Note an acknowledgement', pl: 'Odnotuj potwierdzenie' },
  'notices.note-of': { en: 'How {name} acknowledged it', pl: 'Jak potwierdzono ({name})' },
  'notices.own': { en: 'What you have to keep', pl: 'Co trzeba zachować' },
  'notices.own-of': { en: 'Hold {number}, told by {by} on {at}', pl: 'Blokada {number}; zawiadomienie: {by}, {at}' },
  'notices.understood': { en: 'I have read and understood this', pl: 'Przeczytano i zrozumiano' },
} as const satisfies Sentences;
