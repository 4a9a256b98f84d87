import type { Sentences } from '../platform/index.js';

/** Of who is let in, and what they show; each as in `trail.sentences.ts`. */
export const trailOfPeople = {
  'person.added': { en: '{who} added {person}.', pl: 'Dodano osobę {person} ({who}).' },
  'person.disabled': { en: '{who} shut {person} out: {said}.', pl: 'Odebrano dostęp osobie {person} ({who}): {said}.' },
  'role.granted': { en: '{who} made {person} {role}.', pl: 'Nadano osobie {person} rolę {role} ({who}).' },
  'role.revoked': {
    en: '{who} ended the role of {person} as {role}.',
    pl: 'Odebrano osobie {person} rolę {role} ({who}).',
  },
  'key.issued': { en: '{who} made a key for {person}.', pl: 'Wydano klucz dla osoby {person} ({who}).' },
  'key.revoked': { en: '{who} revoked a key of {person}.', pl: 'Unieważniono klucz osoby {person} ({who}).' },
  'password.set': { en: '{who} set a password for {person}.', pl: 'Ustawiono hasło osoby {person} ({who}).' },
  'person.signed-in': { en: '{person} signed in.', pl: 'Zalogowano: {person}.' },
  'person.signed-out': { en: '{person} signed out.', pl: 'Wylogowano: {person}.' },
  'sign-in.failed': {
    en: 'Signing in failed {tries, plural, one {once} other {# times}}.',
    pl: 'Nieudane logowanie: {tries, plural, one {# próba} few {# próby} many {# prób} other {# próby}}.',
  },
  'second-factor.enrolled': {
    en: '{person} enrolled a second factor.',
    pl: 'Włączono drugi składnik logowania: {person}.',
  },
  'second-factor.removed': {
    en: '{who} took away the second factor of {person}.',
    pl: 'Usunięto drugi składnik logowania osoby {person} ({who}).',
  },
  'second-factor.shown': {
    en: '{person} showed a second factor: {how}.',
    pl: 'Okazano drugi składnik logowania ({person}): {how}.',
  },
  'second-factor.refused': {
    en: '{tries, plural, one {# wrong code was} other {# wrong codes were}} shown for {person}; for a quarter of an hour none is looked at.',
    pl: 'Błędne kody osoby {person}: {tries}. Przez kwadrans żaden kod nie będzie sprawdzany.',
  },
  'session.ended': { en: '{who} ended a session of {person}.', pl: 'Zakończono sesję osoby {person} ({who}).' },
} as const satisfies Sentences;
