import type { Sentences } from '../../platform/index.js';

/** What custodians are told of a hold, and the command line of their notices. */
export const holdNoticeSentences = {
  text: {
    en: 'Something has to be kept for the case {name}: the hold {number} is in place, and the duty to keep arose on {at}. Do not remove, hide or change anything on the accounts you answer for that may be about it, and let nobody else do so, also not by a setting that does it by itself, until you are told that the hold is released.',
    pl: 'W związku ze sprawą {name} trzeba zachować materiały: obowiązuje blokada {number}, a obowiązek zachowania powstał {at}. Do czasu zawiadomienia o zwolnieniu blokady nie wolno usuwać, ukrywać ani zmieniać na prowadzonych kontach niczego, co może jej dotyczyć, ani pozwalać na to innym, także przez ustawienie działające samoczynnie.',
  },
  subject: { en: 'Hold {number}: please keep and acknowledge', pl: 'Blokada {number}: obowiązek zachowania' },
  'subject.again': {
    en: 'Hold {number}: not acknowledged yet',
    pl: 'Blokada {number}: brak potwierdzenia',
  },
  again: {
    en: 'You were told this on {at} and have not acknowledged it yet.',
    pl: 'To zawiadomienie wysłano {at}; nie zostało jeszcze potwierdzone.',
  },
  'acknowledge.page': { en: 'Acknowledge it: {url}', pl: 'Potwierdź: {url}' },
  'acknowledge.answer': {
    en: 'Acknowledge it by answering to {by}.',
    pl: 'Potwierdzenie należy przekazać osobie: {by}.',
  },
  'acknowledged.own': { en: 'Read and understood.', pl: 'Przeczytano i zrozumiano.' },
  line: { en: '{number}  {to}: {state}  {id}', pl: '{number}  {to}: {state}  {id}' },
  'state.waiting': { en: 'not sent yet', pl: 'jeszcze nie wysłano' },
  'state.no-address': { en: 'not sent: there is no address', pl: 'nie wysłano: brak adresu' },
  'state.refused': { en: 'not sent: the mail server refused it', pl: 'nie wysłano: odrzucił serwer poczty' },
  'state.unreachable': {
    en: 'not sent: the mail server did not answer',
    pl: 'nie wysłano: serwer poczty nie odpowiadał',
  },
  'state.sent': {
    en: 'sent {at}, {n, plural, =0 {not reminded yet} one {reminded once} other {reminded # times}}, not acknowledged',
    pl: 'wysłano {at}, przypomnienia: {n}, brak potwierdzenia',
  },
  'state.acknowledged': { en: 'acknowledged {at} ({by}): {said}', pl: 'potwierdzono {at} ({by}): {said}' },
  'state.ended': { en: 'the hold was released before', pl: 'blokadę zwolniono wcześniej' },
  none: { en: 'There is no notice.', pl: 'Nie ma żadnego zawiadomienia.' },
} as const satisfies Sentences;
