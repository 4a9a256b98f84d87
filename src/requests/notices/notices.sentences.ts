import type { Sentences } from '../../platform/index.js';

/** The messages to the owners of requests: number, law, deadline and address, and nothing of what is asked or found. */
export const noticesSentences = {
  subject: { en: 'Request {number}: due {due}', pl: 'Wniosek {number}: termin {due}' },
  'subject.moved': { en: 'Request {number}: now due {due}', pl: 'Wniosek {number}: nowy termin {due}' },
  half: { en: 'Half of the time has gone.', pl: 'Upłynęła połowa terminu.' },
  'three-quarters': { en: 'Three quarters of the time have gone.', pl: 'Upłynęły trzy czwarte terminu.' },
  'nine-tenths': { en: 'Nine tenths of the time have gone.', pl: 'Upłynęło dziewięć dziesiątych terminu.' },
  'day-before': { en: 'One day is left.', pl: 'Pozostał jeden dzień.' },
  'recount.moved': {
    en: 'The calendar by which this deadline is counted was changed. It was {before}; it is {due} now. Akta does not tell the requester: look at what your letters have promised.',
    pl: 'Zmieniono kalendarz, według którego liczy się ten termin. Był to {before}; teraz jest to {due}. Akta nie zawiadamia wnioskodawcy: należy sprawdzić, jaki termin podano w pismach.',
  },
  'recount.stuck': {
    en: 'The calendar by which this deadline is counted was changed, and what was stated of this request does not fit it any more. The deadline stays as it was: {due}. Look at its pauses and at the day named in its notice.',
    pl: 'Zmieniono kalendarz, według którego liczy się ten termin, i dane tego wniosku już do niego nie pasują. Termin pozostaje bez zmian: {due}. Należy sprawdzić zawieszenia terminu i dzień podany w zawiadomieniu.',
  },
  due: { en: 'The answer to request {number} is due {due}.', pl: 'Termin odpowiedzi na wniosek {number}: {due}' },
  law: { en: 'Law: {law}', pl: 'Podstawa prawna: {law}' },
  open: { en: 'Open it: {url}', pl: 'Otwórz: {url}' },
  foot: {
    en: 'Akta sends this to whoever registered the request. It holds nothing of what is asked for.',
    pl: 'Akta wysyła tę wiadomość osobie, która zarejestrowała wniosek. Nie zawiera ona treści wniosku.',
  },
} as const satisfies Sentences;
