import type { Sentences } from '../../platform/index.js';

/** What is said of redactions: why one is refused, and why one is proposed. */
export const redactionSentences = {
  'code.unknown': {
    en: 'The code {code} is not in the library of {law}. {near, select, none {Choose one from the list.} other {Close to it: {near}.}}',
    pl: 'Kodu {code} nie ma w bibliotece {law}. {near, select, none {Należy wybrać kod z listy.} other {Podobne: {near}.}}',
  },
  'code.other-law': {
    en: 'The code {code} belongs to {other}, and this request is answered under {law}. Choose a code of {law}.',
    pl: 'Kod {code} należy do {other}, a wniosek rozpatruje się na podstawie {law}. Należy wybrać kod z {law}.',
  },
  'code.no-library': {
    en: 'There is no library of codes for {law}. Add exports/exemption-codes/{law}.yaml first.',
    pl: 'Nie ma biblioteki kodów dla {law}. Najpierw trzeba dodać plik exports/exemption-codes/{law}.yaml.',
  },
  'code.needs-statute': {
    en: '{code} withholds what another law forbids to release, so that law has to be named. Name the statute and its section.',
    pl: '{code} stosuje się do tego, czego zabrania udostępnić inna ustawa, więc trzeba ją wskazać. Należy podać ustawę i przepis.',
  },
  'code.needs-harm': {
    en: '{code} holds only where release would foreseeably do harm, and no harm is stated. State what would be harmed and how.',
    pl: '{code} stosuje się tylko wtedy, gdy udostępnienie spowoduje możliwą do przewidzenia szkodę, a jej nie wskazano. Należy napisać, co i jak ucierpi.',
  },
  'code.needs-public-interest': {
    en: '{code} holds only where the public interest lies in withholding, and no reason is stated. State why it outweighs release.',
    pl: '{code} stosuje się tylko wtedy, gdy za nieudostępnieniem przemawia interes publiczny, a uzasadnienia nie podano. Należy napisać, dlaczego przeważa.',
  },
  'range.not-whole': {
    en: 'A redaction is marked by two whole numbers of characters, counted from 0. These are {start} and {end}.',
    pl: 'Zaczernienie wyznaczają dwie liczby całkowite znaków, liczone od 0. Podano {start} i {end}.',
  },
  'range.reversed': {
    en: 'The redaction ends at character {end}, before it begins at {start}. Exchange the two.',
    pl: 'Zaczernienie kończy się na znaku {end}, zanim się zacznie na znaku {start}. Należy zamienić te liczby.',
  },
  'range.empty': {
    en: 'The redaction begins and ends at character {start}, so it covers nothing. Mark at least one character.',
    pl: 'Zaczernienie zaczyna się i kończy na znaku {start}, więc niczego nie obejmuje. Należy zaznaczyć co najmniej jeden znak.',
  },
  'range.past-end': {
    en: 'The redaction ends at character {end}, and the text has {length}. It may be that of another version: mark it again.',
    pl: 'Zaczernienie kończy się na znaku {end}, a tekst ma ich {length}. Może dotyczyć innej wersji: należy zaznaczyć ponownie.',
  },
  'field.unknown': {
    en: 'This version has no field {field}. Choose one it has.',
    pl: 'Ta wersja nie ma pola {field}. Należy wybrać pole, które ma.',
  },
  'version.unknown': {
    en: 'The redaction names a version that this item does not have. Mark it again on the version shown.',
    pl: 'Zaczernienie dotyczy wersji, której ten wpis nie ma. Należy zaznaczyć ponownie na pokazanej wersji.',
  },
  'medium.unknown': {
    en: 'This version has no medium number {ordinal}. It has {count}.',
    pl: 'Ta wersja nie ma załącznika numer {ordinal}. Liczba załączników: {count}.',
  },
  'region.outside': {
    en: 'The region reaches beyond the picture, which is {width} by {height} pixels. Draw it within.',
    pl: 'Obszar wykracza poza obraz o wymiarach {width} na {height} pikseli. Należy narysować go w granicach obrazu.',
  },
  'region.empty': {
    en: 'The region is {width} by {height} pixels, so it covers nothing. Draw at least one pixel.',
    pl: 'Obszar ma {width} na {height} pikseli, więc niczego nie obejmuje. Należy narysować co najmniej jeden piksel.',
  },
  'decision.released-with-redactions': {
    en: 'The item is decided as released, and {count, plural, one {# redaction is} other {# redactions are}} marked in it. Release it in part, or take them back.',
    pl: 'Wpis oznaczono jako udostępniony, a ma {count, plural, one {# zaczernienie} few {# zaczernienia} many {# zaczernień} other {# zaczernienia}}. Należy udostępnić go w części albo cofnąć zaczernienia.',
  },
  'decision.in-part-without-redactions': {
    en: 'The item is decided as released in part, and nothing is marked in it. Mark what is withheld, or release it.',
    pl: 'Wpis oznaczono jako udostępniony w części, a niczego w nim nie zaczerniono. Należy zaznaczyć, czego się nie udostępnia, albo udostępnić całość.',
  },
  'decision.withheld-without-code': {
    en: 'The item is decided as withheld, and no exemption is named. Name at least one code.',
    pl: 'Udostępnienia wpisu odmówiono, a nie podano podstawy. Należy podać co najmniej jeden kod.',
  },
  'suggest.pesel': {
    en: 'A PESEL number: its date and check digit are right.',
    pl: 'Numer PESEL: data i cyfra kontrolna są prawidłowe.',
  },
  'suggest.nip': {
    en: 'A NIP tax number with a right check digit. It may be that of a person who trades alone.',
    pl: 'Numer NIP z prawidłową cyfrą kontrolną. Może należeć do osoby prowadzącej działalność.',
  },
  'suggest.regon': {
    en: 'A REGON number with a right check digit. It may be that of a person who trades alone.',
    pl: 'Numer REGON z prawidłową cyfrą kontrolną. Może należeć do osoby prowadzącej działalność.',
  },
  'suggest.iban': {
    en: 'A bank account (IBAN): its length and check digits are right.',
    pl: 'Numer rachunku bankowego (IBAN): długość i cyfry kontrolne są prawidłowe.',
  },
  'suggest.ssn': {
    en: 'Written as a social security number, in a range that is given out.',
    pl: 'Zapis numeru ubezpieczenia społecznego USA, z zakresu, który jest nadawany.',
  },
  'suggest.payment-card': {
    en: 'A payment card: its issuer, length and check digit are right.',
    pl: 'Numer karty płatniczej: wydawca, długość i cyfra kontrolna są prawidłowe.',
  },
  'suggest.phone': {
    en: 'A telephone number.',
    pl: 'Numer telefonu.',
  },
  'suggest.email': {
    en: 'An e-mail address.',
    pl: 'Adres e-mail.',
  },
  'suggest.address': {
    en: 'A street address with a house number. Whether somebody lives there is yours to say.',
    pl: 'Adres z numerem domu. Czy ktoś tam mieszka, ocenia osoba rozpatrująca.',
  },
  'suggest.birth-date': {
    en: 'A date called a date of birth.',
    pl: 'Data podana jako data urodzenia.',
  },
  'suggest.plate': {
    en: 'A number called a licence plate.',
    pl: 'Numer podany jako numer rejestracyjny.',
  },
  'suggest.name': {
    en: 'A name after a form of address. Not to be covered where it is somebody in public office acting in it.',
    pl: 'Imię i nazwisko po zwrocie grzecznościowym. Nie zaczernia się, gdy chodzi o osobę pełniącą funkcję publiczną w związku z tą funkcją.',
  },
  'suggest.repeat': {
    en: 'The same stands withheld elsewhere in this item.',
    pl: 'To samo zaczerniono w innym miejscu tego wpisu.',
  },
  'picture.withheld': { en: 'Withheld: {codes}', pl: 'Nie udostępniono: {codes}' },
} as const satisfies Sentences;
