import type { Sentences } from '../platform/index.js';

/** Of access that owners of accounts grant, and of what platforms say about keeping; each as in `trail.sentences.ts`. */
export const trailOfConnections = {
  'account.awaited': {
    en: '{who} noted {account}, an {character} account of {body}: it is archived once its owner has connected it.',
    pl: 'Odnotowano konto {account} ({who}); podmiot: {body}, charakter: {character}. Archiwizacja zacznie się, gdy właściciel połączy konto.',
  },
  'connect-link.issued': {
    en: '{who} made a personal link by which the owner of {account} can grant access, open until {until}.',
    pl: 'Utworzono osobisty link, którym właściciel konta {account} może udzielić dostępu ({who}); otwarty do {until}.',
  },
  'connect-link.opened': {
    en: 'The personal link for {account} was opened.',
    pl: 'Otwarto osobisty link do konta {account}.',
  },
  'connect-link.finished': {
    en: 'The owner of {account} granted access by the personal link; it opens nothing any more.',
    pl: 'Właściciel konta {account} udzielił dostępu przez osobisty link; link niczego już nie otwiera.',
  },
  'connect-link.closed': {
    en: '{who} closed the personal link for {account}.',
    pl: 'Zamknięto osobisty link do konta {account} ({who}).',
  },
  'connection.begun': {
    en: 'The platform of {account} is asked for access ({way}).',
    pl: 'Poproszono platformę o dostęp do konta {account} ({way}).',
  },
  'connection.answered': {
    en: 'The platform of {account} sent its answer back.',
    pl: 'Platforma odesłała odpowiedź dotyczącą konta {account}.',
  },
  'connection.refused': {
    en: 'An answer to a request for access was not taken: {why}. Nothing was changed.',
    pl: 'Nie przyjęto odpowiedzi na prośbę o dostęp: {why}. Nic nie zostało zmienione.',
  },
  'account.connected': {
    en: 'Access to {account} was granted: {scopes, plural, one {# permission} other {# permissions}}, {missing, plural, =0 {none missing} one {one missing} other {# missing}}; {messages}.',
    pl: 'Udzielono dostępu do konta {account}; uprawnienia: {scopes}, brakujące: {missing}; {messages}.',
  },
  'account.access-renewed': {
    en: 'The access to {account} was renewed.',
    pl: 'Odnowiono dostęp do konta {account}.',
  },
  'account.access-ended': {
    en: 'The access to {account} has ended: {why}.',
    pl: 'Skończył się dostęp do konta {account}: {why}.',
  },
  'access-notice.sent': {
    en: 'The {to} was told of the access to {account}: {kind}.',
    pl: 'Wysłano wiadomość o dostępie do konta {account} ({to}): {kind}.',
  },
  'custodian.address-set': {
    en: '{who} set the e-mail address of {custodian}, who answers for {account}.',
    pl: 'Ustawiono adres e-mail osoby odpowiedzialnej za konto {account}: {custodian} ({who}).',
  },
  'clauses.accepted': {
    en: '{who} accepted what the platform of {account} says about keeping, on this ground: {said}.',
    pl: 'Przyjęto do wiadomości warunki platformy konta {account} dotyczące przechowywania ({who}); podstawa: {said}.',
  },
  'clauses.decided': {
    en: '{who} decided about what the platform of {account} wants deleted: {says}. Ground: {said}.',
    pl: 'Zdecydowano o tym, czego usunięcia wymaga platforma konta {account} ({who}): {says}. Podstawa: {said}.',
  },
} as const satisfies Sentences;

/** The words of those events. */
export const connectionWords = {
  page: { en: 'in the page', pl: 'na stronie Akty' },
  link: { en: 'by a personal link', pl: 'przez osobisty link' },
  'foreign-answer': {
    en: 'nobody here had asked for it',
    pl: 'nikt tutaj o nią nie prosił',
  },
  'used-answer': { en: 'it had been used already', pl: 'została już użyta' },
  'late-answer': { en: 'it came too late', pl: 'przyszła za późno' },
  'owner-refused': { en: 'the owner did not allow it', pl: 'właściciel konta nie wyraził zgody' },
  'other-account': { en: 'it is about another account', pl: 'dotyczy innego konta' },
  'platform-refused-it': { en: 'the platform did not redeem it', pl: 'platforma jej nie przyjęła' },
  'with-messages': { en: 'direct messages too', pl: 'także wiadomości prywatne' },
  'no-messages': { en: 'without direct messages', pl: 'bez wiadomości prywatnych' },
  'renewal-refused': { en: 'the platform did not renew it', pl: 'platforma go nie odnowiła' },
  'renewal-broke-off': {
    en: 'a renewal broke off before its answer was kept, and the platform does not repeat it',
    pl: 'odnowienie przerwało się przed zapisaniem odpowiedzi, a platforma go nie powtarza',
  },
  'given-back': { en: 'it was given back', pl: 'zrzeczono się go' },
  replaced: { en: 'another token took its place', pl: 'zastąpił go inny token' },
  'days-30': { en: '30 days are left', pl: 'pozostało 30 dni' },
  'days-14': { en: '14 days are left', pl: 'pozostało 14 dni' },
  'days-7': { en: '7 days are left', pl: 'pozostało 7 dni' },
  'days-3': { en: '3 days are left', pl: 'pozostały 3 dni' },
  'days-1': { en: 'one day is left', pl: 'pozostał jeden dzień' },
  ended: { en: 'it has ended', pl: 'skończył się' },
  keep: { en: 'it is kept', pl: 'zachować' },
  'give-up': { en: 'it is let go by a disposition', pl: 'wybrakować' },
} as const satisfies Sentences;
