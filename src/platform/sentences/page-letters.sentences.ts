import type { Sentences } from './sentences.js';

/** Letters of a request: those written, those that fit it now, and what is still to be added to one. */
export const letterPageSentences = {
  'letters.title': { en: 'Letters', pl: 'Pisma' },
  'letters.none': { en: 'No letter was written yet.', pl: 'Nie sporządzono jeszcze pisma.' },
  'letters.by': { en: '{at}, {by}.', pl: '{at}, {by}.' },
  'letters.docx': { en: 'Word', pl: 'Word' },
  'letters.pdf': { en: 'PDF', pl: 'PDF' },
  'letters.file': { en: '{name} as {form}', pl: '{name} w formacie {form}' },
  'letters.offered': { en: 'What fits the request now', pl: 'Odpowiednie dla obecnego stanu wniosku' },
  'letters.look': { en: 'Show the letter', pl: 'Pokaż pismo' },
  'letters.look-again': { en: 'Show it with what was added', pl: 'Pokaż z uzupełnieniami' },
  'letters.write': { en: 'Write the letter', pl: 'Sporządź pismo' },
  'letters.written': {
    en: '{name} is written. Name it so where a step asks for its letter.',
    pl: 'Sporządzono pismo {name}. Tę nazwę należy podać tam, gdzie czynność wymaga pisma.',
  },
  'letters.whole': {
    en: 'The letter has what the law wants in it.',
    pl: 'Pismo zawiera to, czego wymaga prawo.',
  },
  'letters.text': { en: 'The letter as it would read', pl: 'Treść pisma' },
  'letters.optional': { en: '{title} (may be left out)', pl: '{title} (można pominąć)' },
  'letters.why': { en: 'Why {code} applies here', pl: 'Dlaczego zastosowano {code}' },
  'letters.keep': {
    en: 'Keep what is the same in each letter of this body',
    pl: 'Zapisz to, co jest takie samo w każdym piśmie tego podmiotu',
  },
  'letters.extension-kind': {
    en: 'Ground of the extension, in the list of the law',
    pl: 'Przyczyna przedłużenia z wykazu ustawy',
  },
  'letters.extension-until': {
    en: 'The new day, where the law leaves it open',
    pl: 'Nowy dzień, jeśli ustawa go nie określa',
  },
  'letter-kind.acknowledgement': { en: 'Receipt acknowledged', pl: 'Potwierdzenie wpływu' },
  'letter-kind.extension': { en: 'More time is needed', pl: 'Przedłużenie terminu' },
  'letter-kind.release': { en: 'Released in full', pl: 'Udostępnienie' },
  'letter-kind.partial-release': { en: 'Released in part', pl: 'Udostępnienie częściowe' },
  'letter-kind.refusal': { en: 'Refused', pl: 'Odmowa' },
  'letter-kind.no-records': { en: 'Nothing was found', pl: 'Nic nie znaleziono' },
  'letter-kind.referral': { en: 'Another body has it', pl: 'Właściwy jest inny organ' },
  'letter-kind.clarification': { en: 'A question to the requester', pl: 'Pytanie do wnioskodawcy' },
  'letter-kind.erasure-in-part': { en: 'Erasure in part', pl: 'Usunięcie w części' },
  'letter-kind.erasure-decision': { en: 'Decision about erasure', pl: 'Rozstrzygnięcie żądania usunięcia' },
  'letter-kind.access-notice': { en: 'Notice of Article 15 GDPR', pl: 'Informacja z art. 15 RODO' },
  'letter-kind.declaration': { en: 'Certification of the records (FRE 902)', pl: 'Poświadczenie zapisów (FRE 902)' },
  'letter-kind.statement': { en: 'Statement on the way of recording', pl: 'Oświadczenie o sposobie zapisu' },
} as const satisfies Sentences;
